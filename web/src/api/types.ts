// SPDX-License-Identifier: Apache-2.0
// The hub's words, from its own description; the rest of the app imports them from here.
export type {
  Camera,
  CameraSettings,
  CameraTestResult as TestResult,
  CameraTimeline,
  Clip,
  Event as MotionEvent,
  Gap,
  Home,
  NewCamera,
  Problem,
  Routes,
  Stream as StreamInfo,
  Timeline,
  User,
  Video as VideoFormat,
  Zone,
} from "../generated/api";
