// SPDX-License-Identifier: Apache-2.0
import type { Energy } from "../api/types";
import { deviceWords } from "../strings/devices";
import { restsOn, sharesOf } from "./energy";

const text = deviceWords.energy;

/** What the cells' energy went into, a bar each, and how this is known. */
export function EnergyShares({ energy }: { energy: Energy }) {
  const shares = sharesOf(energy);
  if (shares.length === 0) return null;
  return (
    <div class="energy">
      <h3>{text.title}</h3>
      <ul class="energy-shares">
        {shares.map(({ name, part, percent }) => (
          <li key={name}>
            <span>{name}</span>
            <span class="energy-percent">{percent}</span>
            {/* The same as the text beside it. */}
            <meter min={0} max={1} value={part} aria-hidden="true" />
          </li>
        ))}
      </ul>
      <p class="quiet">{[restsOn(energy), text.howKnown].filter((line) => line !== null).join(" ")}</p>
    </div>
  );
}
