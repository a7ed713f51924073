// SPDX-License-Identifier: Apache-2.0

/** Calls back once, with the first frame that is shown from now on; where a browser cannot tell, never.
 * @returns Ends the waiting: a video outlives its players, and the next one's frames are not theirs. */
export function atFirstFrame(video: HTMLVideoElement, shown: () => void): () => void {
  const waiting = video.requestVideoFrameCallback?.(shown);
  return () => {
    if (waiting !== undefined) video.cancelVideoFrameCallback(waiting);
  };
}
