// SPDX-License-Identifier: Apache-2.0
import { householdWords as words } from "../strings/household";
import { phaseAfter, phasesOf } from "./press";
import type { Body, Device } from "./types";
import type { Press } from "./use_press";

function Scale({ body, heldMs }: { body: Body; heldMs: number | null }) {
  const phases = phasesOf(body.press);
  const now = heldMs === null ? null : phaseAfter(body.press, heldMs);
  return (
    <ol class="press-scale">
      {phases.map(({ phase, from, to }) => {
        const share = heldMs === null ? 0 : Math.max(0, Math.min(1, (heldMs - from) / (to - from)));
        return (
          <li key={phase} class="press-phase" data-phase={phase} data-now={phase === now} style={{ "--share": String(share) }}>
            <strong>{words.phaseName(phase)}</strong>
            <span>{words.phaseSpan(from, to)}</span>
          </li>
        );
      })}
    </ol>
  );
}

/** The reset button, held with a pin for as long as one holds. */
export function HoldButton({ device, body, press }: { device: Device; body: Body; press: Press }) {
  const { heldMs, down, up } = press;
  const isKey = (event: KeyboardEvent): boolean => event.key === " " || event.key === "Enter";
  const says = heldMs === null ? words.holdHint : device.power.has_power ? words.phase(phaseAfter(body.press, heldMs)) : words.noPower;
  return (
    <div class="hold">
      <div class="hold-row">
        <button
          type="button"
          class="hold-button"
          data-down={heldMs !== null}
          onPointerDown={(event) => {
            if (event.button === 0) down();
          }}
          onKeyDown={(event) => {
            if (!isKey(event)) return;
            event.preventDefault();
            if (!event.repeat) down();
          }}
          onKeyUp={(event) => {
            if (isKey(event)) up();
          }}
          onBlur={up}
          onContextMenu={(event) => event.preventDefault()}
        >
          <span class="hold-pin" aria-hidden="true" />
          {heldMs === null ? words.hold : words.holding}
        </button>
        <output class="hold-time" aria-label={words.button}>
          {words.seconds(heldMs ?? 0)}
        </output>
      </div>
      <Scale body={body} heldMs={heldMs} />
      <p class="quiet hold-says">{says}</p>
    </div>
  );
}
