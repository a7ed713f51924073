// SPDX-License-Identifier: Apache-2.0
import { useEffect, useMemo, useState } from "preact/hooks";
import { type LightStep, ledsOf } from "./light_steps";

const calm = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** One LED that blinks as the real one does; still where motion is not wanted. Decoration: the text beside it says it. */
function Led({ steps }: { steps: LightStep[] }) {
  const [at, setAt] = useState(0);
  const step = steps[at % steps.length];
  useEffect(() => {
    if (!step || step.ms === 0 || calm()) return undefined;
    const timer = setTimeout(() => setAt((now) => (now + 1) % steps.length), step.ms);
    return () => clearTimeout(timer);
  }, [step, steps]);
  return <span class="led" data-colour={step?.colour || "dark"} />;
}

export function Light({ pattern }: { pattern: string }) {
  const leds = useMemo(() => ledsOf(pattern), [pattern]);
  return (
    <span class="light" aria-hidden="true">
      {leds.map((steps, index) => (
        <Led key={`${pattern} ${index}`} steps={steps} />
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
