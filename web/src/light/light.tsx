// SPDX-License-Identifier: Apache-2.0
import { useMemo, useRef } from "preact/hooks";
import { partsOf } from "./pattern_text";
import { usePlayed } from "./use_light";

/** LEDs that blink as the real ones do; still where motion is not wanted. Decoration: the text beside them says it. */
export function Light({ pattern }: { pattern: string }) {
  const leds = useRef<HTMLSpanElement>(null);
  const parts = useMemo(() => partsOf(pattern), [pattern]);
  usePlayed(parts, pattern, (lit) => {
    for (const [index, led] of [...(leds.current?.children ?? [])].entries()) (led as HTMLElement).dataset.colour = lit[index] ?? "dark";
  });
  return (
    <span class="light" aria-hidden="true" ref={leds}>
      {parts.map((_, index) => (
        <span key={`${pattern} ${index}`} class="led" />
      ))}
    </span>
  );
}

/** A light with what it looks like and what it means. */
export function LightLine({ light }: { light: { pattern: string; looks: string; means: string } }) {
  return (
    <div class="light-line">
      <Light pattern={light.pattern} />
      <p>
        <strong>{light.looks}</strong>
        {light.means && <span class="light-means">{light.means}</span>}
      </p>
    </div>
  );
}
