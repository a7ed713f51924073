// SPDX-License-Identifier: Apache-2.0
// What the hub is told of how its video got here, so that the doctor knows it.
import { call } from "../api/client";
import type { Camera, LiveReport } from "../api/types";
import type { Way } from "./best_player";
import type { LiveStatus } from "./live_player";
import type { WhyNot } from "./whep_connection";

/** Above this share of pictures left out people see it. */
const manyLeftOut = 0.2;

export interface Played {
  status: LiveStatus;
  /** Why it does not come the best way; null while it does. */
  slower: { why: WhyNot; way: Way } | null;
}

export const isHubTooBusy = (camera: Camera): boolean => (camera.transcoding?.left_out ?? 0) > manyLeftOut;

const named: Record<WhyNot["kind"], LiveReport["why"] | null> = {
  no_webrtc: "no_webrtc",
  no_way: "udp_blocked",
  no_picture: "no_picture",
  webrtc_off: "webrtc_off",
  h265: "h265",
  viewer_limit: "viewer_limit",
  refused: null,
};

/** Null: nothing is known yet, or nothing that the hub does not know. */
export function reportOf(camera: Camera, { status, slower }: Played): LiveReport | null {
  const way = slower?.way ?? "webrtc";
  if (status.kind === "unsupported") return { way, why: "h265" };
  if (status.kind !== "playing") return null;
  if (status.reduced === "transcoded" && isHubTooBusy(camera)) return { way, why: "hub_busy" };
  if (status.reduced === "transcoded" || status.reduced === "browser") return { way, why: "h265" };
  const why = slower ? named[slower.why.kind] : "nothing";
  return why && { way, why };
}

const told = new Map<string, string>();

/** Tells what has changed; that all is well only after it was not. */
export function tellHub(camera: string, report: LiveReport): void {
  const before = told.get(camera);
  if (before === report.why || (before === undefined && report.why === "nothing")) return;
  told.set(camera, report.why);
  call("POST /cameras/{id}/live/reports", { id: camera, body: report }).catch(() => told.delete(camera));
}
