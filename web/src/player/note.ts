// SPDX-License-Identifier: Apache-2.0
// The one line under a live picture: why it is less than it could be, and what to do.
import type { Camera } from "../api/types";
import { words } from "../strings";
import { isHubTooBusy, type Played } from "./report";

function transcodedNote(camera: Camera): string {
  if (isHubTooBusy(camera)) return words.live.reduced.busy;
  return words.live.reduced.transcoded(Math.round((camera.transcoding?.cores ?? 0) * 100));
}

function slowerNote({ why, way }: NonNullable<Played["slower"]>): string | null {
  if (way === "relay") return words.live.relayed;
  if (way !== "websocket" && way !== "hls") return null;
  const reason = why.kind === "refused" ? why.said : words.live.why[why.kind];
  return `${words.live.behind[way]}: ${reason}`;
}

export function noteOf(camera: Camera, { status, slower }: Played): string | null {
  if (status.kind === "unsupported") return words.live.pictures;
  if (status.kind !== "playing") return null;
  if (status.reduced === "transcoded") return transcodedNote(camera);
  if (status.reduced) return words.live.reduced[status.reduced];
  return slower && slowerNote(slower);
}
