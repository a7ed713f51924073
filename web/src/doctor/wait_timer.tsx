// SPDX-License-Identifier: Apache-2.0
import { useState } from "preact/hooks";
import { playTime } from "../state/format";
import { doctorWords } from "../strings/doctor";
import { Button } from "../ui/button";
import type { Wait } from "./counting";
import { secondsLeft } from "./counting";
import { Ring } from "./ring";
import { useTicking } from "./ticking";

const text = doctorWords.wait;

const spanText = (seconds: number): string => (seconds % 60 === 0 ? text.minutes(seconds / 60) : text.seconds(seconds));

/** A wait of a step, counted down when somebody begins it. */
export function WaitTimer({ wait, says }: { wait: Wait; says: string }) {
  const [since, setSince] = useState<number | null>(null);
  const now = useTicking(since !== null, 250);
  const left = since === null ? wait.seconds : secondsLeft(since + wait.seconds * 1000, now);
  const isOver = since !== null && left === 0;
  return (
    <section class="counter wait-timer" aria-label={spanText(wait.seconds)}>
      <Ring share={1 - left / wait.seconds} tone={isOver ? "good" : "plain"}>
        <span role="timer" aria-label={text.left(playTime(left))}>
          {playTime(left)}
        </span>
      </Ring>
      <div class="counter-side">
        <p>{says}</p>
        <p class="counter-says" role="status">
          {isOver ? text.over : ""}
        </p>
        <div class="actions">
          <Button icon="clock" onClick={() => setSince(since === null || isOver ? performance.now() : null)}>
            {since === null || isOver ? text.start(spanText(wait.seconds)) : text.stop}
          </Button>
        </div>
      </div>
    </section>
  );
}
