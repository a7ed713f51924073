// SPDX-License-Identifier: Apache-2.0
// Paths under which common makes of cameras offer their RTSP streams. They are habits, not promises: firmware changes
// them, so each is only a start that the test then proves.
import { words } from "../strings";

export interface Make {
  id: string;
  label: string;
  path: string;
  subPath: string;
  port?: string;
  /** What to do in the maker's own app first. */
  first?: string;
}

const { makes: text } = words.add;

export const makes: readonly Make[] = [
  { id: "other", label: text.other, path: "", subPath: "", first: text.otherFirst },
  { id: "amcrest", label: "Amcrest, Dahua, Lorex", path: "/cam/realmonitor?channel=1&subtype=0", subPath: "/cam/realmonitor?channel=1&subtype=1" },
  { id: "axis", label: "Axis", path: "/axis-media/media.amp?videocodec=h264", subPath: "/axis-media/media.amp?videocodec=h264&resolution=640x360" },
  { id: "ezviz", label: "Ezviz", path: "/h264/ch1/main/av_stream", subPath: "/h264/ch1/sub/av_stream", first: text.ezvizFirst },
  { id: "foscam", label: "Foscam", path: "/videoMain", subPath: "/videoSub", port: "88" },
  { id: "hikvision", label: "Hikvision, Annke, HiLook", path: "/Streaming/Channels/101", subPath: "/Streaming/Channels/102" },
  { id: "reolink", label: "Reolink", path: "/h264Preview_01_main", subPath: "/h264Preview_01_sub", first: text.reolinkFirst },
  { id: "tapo", label: "Tapo", path: "/stream1", subPath: "/stream2", first: text.tapoFirst },
  { id: "unifi", label: "UniFi Protect", path: "", subPath: "", port: "7447", first: text.unifiFirst },
];
