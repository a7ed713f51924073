// SPDX-License-Identifier: Apache-2.0
import type { Clip } from "../api/types";

/** The hub says what every browser plays; some play H.265 as well. */
export function playsHere(clip: Clip): boolean {
  if (clip.playable) return true;
  return clip.codec === "H.265" && document.createElement("video").canPlayType('video/mp4; codecs="hvc1.1.6.L120.90"') === "probably";
}
