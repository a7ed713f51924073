// SPDX-License-Identifier: Apache-2.0
// Pictures and video for the fixture, made once by ffmpeg and kept in web/.fixture.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";

const web = new URL("../..", import.meta.url).pathname;
const store = join(web, ".fixture");
const shared = process.env.PORCHLIGHT_SHARED ?? join(web, "../../shared");

/** @param {string[]} args */
const ffmpeg = (args) => execFileSync("ffmpeg", ["-v", "error", "-nostdin", "-y", ...args]);

/** The clip that a camera plays, made when it is not there yet. @param {string} name @param {number} from */
export function videoFile(name, from) {
  const file = join(store, `${name}.mp4`);
  if (existsSync(file)) return file;
  mkdirSync(store, { recursive: true });
  const sample = join(shared, "data/videos", `${name}.mp4`);
  const input = existsSync(sample) ? ["-ss", String(from), "-i", sample] : ["-f", "lavfi", "-i", "testsrc2=size=640x360:rate=12"];
  const coder = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "26", "-g", "12", "-bf", "0", "-pix_fmt", "yuv420p"];
  ffmpeg([...input, "-t", "16", "-an", "-r", "12", "-vf", "scale=-2:360", ...coder, "-movflags", "+faststart", file]);
  return file;
}

/** One picture of a camera's clip, as a JPEG file. @param {string} name @param {number} from @param {number} second */
export function pictureFile(name, from, second) {
  const file = join(store, `${name}-${second}.jpg`);
  if (!existsSync(file)) ffmpeg(["-ss", String(second), "-i", videoFile(name, from), "-frames:v", "1", "-q:v", "4", file]);
  return file;
}

/** @param {Buffer} init */
function mimeOf(init) {
  const at = init.indexOf("avcC") + 4;
  const profile = [1, 2, 3].map((offset) => (init[at + offset] ?? 0).toString(16).padStart(2, "0")).join("");
  return `video/mp4; codecs="avc1.${profile}"`;
}

/**
 * Plays a camera's clip for ever, in real time, as the hub's live WebSocket does. Returns what stops it.
 * @param {string} file
 * @param {import("./websocket.mjs").Socket} socket
 * @param {"main" | "transcoded"} stream
 */
export function playLive(file, socket, stream) {
  const flags = "frag_every_frame+empty_moov+default_base_moof";
  const child = spawn("ffmpeg", ["-v", "error", "-re", "-stream_loop", "-1", "-i", file, "-c", "copy", "-f", "mp4", "-movflags", flags, "pipe:1"]);
  let rest = Buffer.alloc(0);
  /** @type {Buffer[]} */
  let boxes = [];
  child.stdout.on("data", (/** @type {Buffer} */ data) => {
    rest = Buffer.concat([rest, data]);
    while (rest.length >= 8 && rest.length >= rest.readUInt32BE(0)) {
      const size = rest.readUInt32BE(0);
      const type = rest.toString("latin1", 4, 8);
      boxes.push(rest.subarray(0, size));
      rest = rest.subarray(size);
      if (type !== "moov" && type !== "mdat") continue;
      const whole = Buffer.concat(boxes);
      boxes = [];
      if (type === "moov") socket.sendJson({ type: "start", stream, mime: mimeOf(whole), width: 640, height: 360 });
      socket.sendBinary(whole);
    }
  });
  return () => child.kill();
}
