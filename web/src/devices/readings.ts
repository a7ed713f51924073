// SPDX-License-Identifier: Apache-2.0
// What a device measures, in words a householder uses.
import type { Telemetry } from "../api/types";
import { bitRate, bytes, decimal, duration } from "../state/format";
import { deviceWords } from "../strings/devices";

const text = deviceWords.readings;
const energyText = deviceWords.energy;

export type SignalWord = keyof typeof text.signalWords;

/** Words for a received signal strength. The bounds are those that installers use for video: down to -67 dBm it is steady,
 * below -80 dBm it breaks. */
export function signalWord(dbm: number): SignalWord {
  if (dbm >= -55) return "strong";
  if (dbm >= -67) return "good";
  if (dbm >= -75) return "fair";
  return dbm >= -82 ? "weak" : "edge";
}

export const isPoor = (dbm: number): boolean => dbm < -75;

export const signalText = (dbm: number): string => text.signalValue(text.signalWords[signalWord(dbm)], dbm);

export const volts = (millivolts: number): string => decimal(millivolts / 1000, 2);

/** "3 days 4 h", "5 h 20 min": two parts at most. */
export function longDuration(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  if (days === 0) return duration(seconds >= 60 ? seconds - (seconds % 60) : seconds);
  const hours = Math.floor((seconds % 86_400) / 3600);
  return `${text.days(days)}${hours > 0 ? ` ${hours} h` : ""}`;
}

/** "about 210 days": no finer than an average can tell. */
export function daysText(days: number): string {
  if (days < 1) return energyText.lessThanADay;
  if (days >= 730) return energyText.overTwoYears;
  return energyText.days(days < 60 ? Math.round(days) : Math.round(days / 10) * 10);
}

/** How long the cells last, or why nobody knows. Null: the device has no ledger. */
export function cellsLast({ energy }: Pick<Telemetry, "energy">): string | null {
  if (energy === null) return null;
  return energy.days_left === null ? energyText.tooEarly(longDuration(energy.counted_s)) : daysText(energy.days_left);
}

function networkText({ band, channel }: Telemetry): string | null {
  if (band === null) return null;
  const name = text.bands[band as keyof typeof text.bands] ?? band;
  return channel === null ? name : text.channel(name, channel);
}

function storageText({ storage_used: used, storage_total: total }: Telemetry): string | null {
  if (total === null) return null;
  return total === 0 ? text.noStorage : text.storageValue(bytes(used ?? 0), bytes(total));
}

type Reading = readonly [name: string, value: string];

/** Only what the device knows: nothing is shown for what it cannot measure. */
export function readingsOf(telemetry: Telemetry): Reading[] {
  const { rate_kbps: rate, night_lamp: lamp } = telemetry;
  const { battery_mv: cell, battery_percent: percent, energy_used_mwh: energy, rssi_dbm: signal, temperature_c: heat } = telemetry;
  const found: Array<readonly [string, string | null]> = [
    [text.battery, cell === null ? null : text.batteryValue(volts(cell), percent)],
    [text.energy, energy === null || cell === null ? null : text.energyValue(energy)],
    [text.cellsLast, cellsLast(telemetry)],
    [text.signal, signal === null ? null : signalText(signal)],
    [text.sends, rate === null ? null : bitRate(rate * 1000)],
    [text.network, networkText(telemetry)],
    [text.temperature, heat === null ? null : text.degrees(heat)],
    [text.nightLamp, lamp === null ? null : text.lampStates[lamp ? "on" : "off"]],
    [text.storage, storageText(telemetry)],
    [text.firmware, telemetry.firmware || null],
    [text.uptime, longDuration(telemetry.uptime_s)],
    [text.reboot, text.reboots[telemetry.reboot as keyof typeof text.reboots] ?? text.reboots.unknown],
  ];
  return found.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
}
