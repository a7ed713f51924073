// SPDX-License-Identifier: Apache-2.0
import type { StreamInfo, VideoFormat } from "../api/types";
import { bitRate } from "../state/format";
import { words } from "../strings";

/** "1920 × 1080, H.264, 15 pictures a second, 2.1 Mbit/s" */
export function videoText(video: VideoFormat): string {
  const parts = [`${video.width} × ${video.height}`, video.codec];
  if (video.frame_rate > 0) parts.push(words.stream.rate(Math.round(video.frame_rate)));
  if (video.bits_per_second > 0) parts.push(bitRate(video.bits_per_second));
  return parts.join(", ");
}

export function streamFacts(stream: StreamInfo): Array<[string, string]> {
  const { audio, sub } = stream;
  return [
    [words.stream.main, videoText(stream.video)],
    [words.stream.sub, sub ? videoText(sub) : words.stream.noSub],
    [words.stream.sound, audio ? `${audio.codec}, ${(audio.sample_rate / 1000).toLocaleString(words.language)} kHz` : words.stream.noSound],
    [words.stream.transport, stream.transport],
  ];
}
