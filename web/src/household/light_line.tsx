// SPDX-License-Identifier: Apache-2.0
import { wantsStill } from "../light/use_light";
import { householdWords as words } from "../strings/household";
import type { Device } from "./types";

/** The light in words: the pattern as it is written, and what it means. */
export function LightLine({ device }: { device: Device }) {
  const { light } = device;
  return (
    <div class="light-line">
      <p>
        <strong>{words.light}:</strong> <span class="pattern">{light.pattern === "off" ? words.noLight : light.text}</span>
        {light.lamp && <span class="chip-word">{words.lamp}</span>}
      </p>
      {light.says ? <p class="quiet">{light.says}</p> : light.pattern !== "off" && light.certainty === "memory" && <p class="quiet">{words.guess}</p>}
      {wantsStill() && light.pattern !== "off" && <p class="quiet">{words.held}</p>}
    </div>
  );
}
