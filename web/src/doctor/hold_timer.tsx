// SPDX-License-Identifier: Apache-2.0
import { useState } from "preact/hooks";
import { Light } from "../light/light";
import { partsOf } from "../light/pattern_text";
import { doctorWords } from "../strings/doctor";
import { inWords } from "../strings/spec";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { type Hold, type Mark, markAt } from "./counting";
import { Ring } from "./ring";
import { useTicking } from "./ticking";

const text = doctorWords.hold;

/** What to do at this moment; said only when it changes. */
function saysOf(hold: Hold, heldSeconds: number, isHeld: boolean): string {
  const { now } = markAt(hold.marks, heldSeconds);
  if (!isHeld) return now ? text.longEnough : text.tooShort;
  return now ? text.marks[now.does](hold.press?.cue && inWords(hold.press.cue)) : text.keep(Math.ceil((hold.marks[0]?.at ?? 0) - heldSeconds));
}

function Notes({ hold, isWarned }: { hold: Hold; isWarned: boolean }) {
  const { press } = hold;
  if (!press) return null;
  return (
    <div class="hold-notes">
      {press.erases && !isWarned && (
        <p class="hold-erases">
          <Icon name="alert" />
          {text.erases}
        </p>
      )}
      {press.cue && (
        <div class="hold-cue">
          {press.light && <Light pattern={press.light} />}
          <p>
            <strong>{text.light}</strong>
            <span>{press.light ? doctorWords.lightLooks(partsOf(press.light)) : inWords(press.cue)}</span>
          </p>
        </div>
      )}
      {press.doubt && (
        <p class="quiet">
          {text.doubt} {inWords(press.doubt)}
        </p>
      )}
    </div>
  );
}

interface Held {
  /** Nothing before the first time. */
  seconds: number | null;
  isHeld: boolean;
  toggle: () => void;
}

function useHeld(): Held {
  const [since, setSince] = useState<number | null>(null);
  const [held, setHeld] = useState<number | null>(null);
  const now = useTicking(since !== null);
  const toggle = (): void => {
    setHeld(since === null ? null : (performance.now() - since) / 1000);
    setSince(since === null ? performance.now() : null);
  };
  return { seconds: since === null ? held : Math.max(0, now - since) / 1000, isHeld: since !== null, toggle };
}

/** What to do now. Seconds that run are not read out; what changes is. */
function Says({ hold, held, mark }: { hold: Hold; held: Held; mark: Mark | undefined }) {
  const { seconds, isHeld } = held;
  if (seconds === null) return <p class="quiet">{text.hint}</p>;
  const says = saysOf(hold, seconds, isHeld);
  if (isHeld && !mark) return <p class="counter-says">{says}</p>;
  return (
    <p class="counter-says" role="status">
      {isHeld ? says : `${text.held(text.seconds(seconds))} ${says}`}
    </p>
  );
}

/** Counts along while somebody holds a camera's button: their hands are there, so one press here begins and one ends it.
 * `isWarned`: that it erases stands above already. */
export function HoldTimer({ hold, isWarned }: { hold: Hold; isWarned: boolean }) {
  const held = useHeld();
  const { seconds, isHeld, toggle } = held;
  const last = hold.marks.at(-1)?.at ?? 1;
  const { now: mark } = markAt(hold.marks, seconds ?? -1);
  const tone = mark === undefined ? "plain" : mark.does === "too_long" ? "warm" : "good";
  return (
    <section class="counter hold-timer" aria-label={text.title}>
      <Ring share={(seconds ?? 0) / last} tone={tone}>
        <span role="timer">{text.seconds(seconds ?? 0)}</span>
      </Ring>
      <div class="counter-side">
        <h2>
          {text.title}: {text.goal(hold.marks[0]?.at ?? 0, hold.marks[1]?.at)}
        </h2>
        <ol class="hold-marks">
          {hold.marks.map((one) => (
            <li key={one.at} data-now={one === mark}>
              <span class="tabular">{one.at} s</span>
              {text.markShort[one.does]}
            </li>
          ))}
        </ol>
        <Says hold={hold} held={held} mark={mark} />
        <div class="actions">
          <Button tone={isHeld ? "main" : "plain"} icon={isHeld ? "check" : "clock"} onClick={toggle}>
            {isHeld ? text.stop : seconds === null ? text.start : text.again}
          </Button>
        </div>
      </div>
      <Notes hold={hold} isWarned={isWarned} />
    </section>
  );
}
