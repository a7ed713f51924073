// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from "preact";

const radius = 54;
const around = 2 * Math.PI * radius;

/** A ring that fills, with something in its middle. Decoration: the text in it says how far it is. */
export function Ring({ share, tone = "plain", children }: { share: number; tone?: "plain" | "good" | "warm"; children: ComponentChildren }) {
  return (
    <div class="ring" data-tone={tone}>
      <svg viewBox="0 0 120 120" aria-hidden="true">
        <circle class="ring-way" cx="60" cy="60" r={radius} />
        <circle class="ring-done" cx="60" cy="60" r={radius} stroke-dasharray={`${around * Math.max(0, Math.min(1, share))} ${around}`} />
      </svg>
      <div class="ring-text">{children}</div>
    </div>
  );
}
