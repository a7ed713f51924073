// SPDX-License-Identifier: Apache-2.0
// What `porchlight sim --live` sends (src/household/describe.hpp). Times are of the household's own clock.

import type { Form } from "../generated/model_facts";
import type { Part } from "../light/pattern";

export interface Light {
  pattern: string;
  /** The pattern, and what is not known of it. */
  text: string;
  since_us: number;
  lamp: boolean;
  parts?: Part[];
  led?: string;
  certainty?: string;
  says?: string;
}

export interface Cell {
  chemistry: string;
  left: number;
}

export interface Power {
  is_connected: boolean;
  has_power: boolean;
  cells?: Cell[];
  cell_mv?: number;
  adapter?: { milliamps: number; metres: number; gauge: number };
}

export interface Place {
  x: number;
  y: number;
}

export interface Stream {
  url: string;
  is_open: boolean;
  viewers: number;
  /** Nobody else gets it. */
  is_for_its_hub: boolean;
  /** Somebody speaks through its loudspeaker. */
  is_speaking: boolean;
  /** What it has said so far, in seconds. */
  said_s: number;
}

/** How a camera of our own stands to a hub that is no part of the household. */
export interface RealHub {
  serial: string;
  code: string;
  /** What its QR code says. */
  label: string;
  /** Where it looks for one. */
  hub: string;
  is_paired: boolean;
  is_with_it: boolean;
  home: string;
}

export interface Device {
  name: string;
  model: string;
  model_name: string;
  maker: string;
  kind: string;
  stage: string;
  doing: string;
  is_online: boolean;
  is_ours: boolean;
  is_pairing: boolean;
  light: Light;
  power: Power;
  network: { ssid: string; rssi: number; is_heard: boolean; carries_video: boolean; on_cable: boolean };
  button: { is_down: boolean; phase: string; held_us?: number };
  memory: { wifi: boolean; settings: boolean; pairing: boolean };
  at: Place;
  is_outdoors: boolean;
  degrees: number;
  has_web: boolean;
  stream: Stream | null;
  real_hub: RealHub | null;
}

export interface House {
  now_us: number;
  clock: string;
  speed: number;
  pace: number;
  about: string;
  is_armed: boolean;
  has_mains: boolean;
  line_is_up: boolean;
  weather: { outdoors: number; coldest: number; warmest: number; is_dark: boolean };
  router: {
    is_powered: boolean;
    is_up: boolean;
    ssid: string;
    password: string;
    channel: number;
    band_24: boolean;
    band_5: boolean;
    at: Place;
  };
  walls: Array<{ from: Place; to: Place }>;
  devices: Device[];
}

export interface Grammar {
  ignored_below_ms: number;
  soft_until_ms: number;
  armed_from_ms: number;
  stuck_after_ms: number;
}

export interface Body {
  id: string;
  name: string;
  maker: string;
  kind: "camera" | "doorbell" | "hub";
  form: Form;
  power: "battery" | "wired" | "either";
  supply: string;
  has_lens: boolean;
  buttons: Array<{ place: string; says: string; certainty: string }>;
  tools: Array<{ tool: string; use: string; says: string }>;
  leds: string[];
  sensor?: string;
  drive: boolean;
  cable: boolean;
  has_night_lamp: boolean;
  press: Grammar;
  qr_code?: string;
}

export interface StoryLine {
  number: number;
  clock: string;
  who: string;
  what: string;
  light?: string;
}
