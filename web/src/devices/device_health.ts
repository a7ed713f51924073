// SPDX-License-Identifier: Apache-2.0
import type { Device, DeviceSettings } from "../api/types";
import { modelNames, ownLights } from "../generated/models";
import { deviceWords } from "../strings/devices";
import { inWords } from "../strings/spec";
import type { IconName } from "../ui/icon";
import { tailOf } from "./pairing_text";

const text = deviceWords.health;

export interface HealthLine {
  tone: "good" | "waiting" | "fault" | "off";
  icon: IconName;
  label: string;
  /** One sentence, when there is more to say than the label. */
  detail: string | null;
}

/** The home has to answer: another home asks for it, or offers it to this one. */
export const wantsAnswer = (device: Device): boolean => device.binding === "contested" || (device.binding === "offered" && !device.yours);

export const modelName = (model: string): string => inWords(modelNames[model] ?? model);

/** What people call it, or its model and the end of its serial number. */
export function deviceName(device: Pick<Device, "name" | "model" | "serial">): string {
  return device.name || deviceWords.nameless(modelName(device.model), tailOf(device.serial));
}

const drawn: Record<Device["health"], Pick<HealthLine, "tone" | "icon">> = {
  never_seen: { tone: "waiting", icon: "clock" },
  online: { tone: "good", icon: "check" },
  quiet: { tone: "fault", icon: "alert" },
  offline: { tone: "fault", icon: "unplug" },
  not_since_start: { tone: "waiting", icon: "clock" },
};

export interface LightMeaning {
  pattern: string;
  looks: string;
  means: string;
}

/** One of our own codes, in words. */
export function ownLight(name: string): LightMeaning | undefined {
  const known = ownLights[name];
  return known && { ...known, looks: inWords(known.looks), means: inWords(known.means) };
}

/** Lights that say that something is wrong while the camera is online. */
const faultLights = new Set(["too_hot", "too_cold", "battery_low", "battery_critical", "storage_fault", "stuck_button", "firmware_failed", "wifi_password_refused", "no_wifi", "no_hub", "hub_refuses"]);

/** How a device is, in words. `hubReached` false: we only know what was, so nothing looks well. */
export function healthLine(device: Device, hubReached: boolean): HealthLine {
  if (!hubReached) return { tone: "waiting", icon: "unplug", label: text.unknown, detail: text.unknownMeans };
  const line = { ...drawn[device.health], label: text.states[device.health], detail: device.sentence };
  const light = device.telemetry?.light ?? "";
  if (device.health !== "online") return line;
  if (!faultLights.has(light)) return { ...line, detail: null };
  const means = ownLights[light]?.means;
  return { ...line, tone: "fault", icon: "alert", detail: means === undefined ? line.detail : inWords(means) };
}

/** What its light does and means. It is only known while the device is online. Telemetry says what the light would mean;
 * whether it shines while all is well is a setting. */
export function lightOf(device: Device, settings: DeviceSettings | null): LightMeaning | null {
  const light = device.telemetry?.light;
  if (!light) return null;
  const chosenDark = light === "online" && settings?.light_when_idle === false && settingsState(device) === "applied";
  if (light === "off" || chosenDark) return { pattern: "off", ...deviceWords.light.off };
  return ownLight(light) ?? { pattern: "off", looks: deviceWords.light.unknown, means: "" };
}

export type SettingsState = "none" | "applied" | "waiting_here" | "waiting_away" | "problem";

/** Whether the device has taken over what its owner wants. */
export function settingsState(device: Device): SettingsState {
  if (device.settings_revision === 0) return "none";
  if (device.settings_applied < device.settings_revision) return device.health === "online" ? "waiting_here" : "waiting_away";
  return device.settings_problem === null ? "applied" : "problem";
}
