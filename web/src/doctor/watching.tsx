// SPDX-License-Identifier: Apache-2.0
import { useRef } from "preact/hooks";
import { now } from "../state/clock";
import { clockTime, dayAndTime, playTime } from "../state/format";
import { doctorWords } from "../strings/doctor";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { controlsOf } from "./controls";
import { secondsLeft } from "./counting";
import type { PhaseProps } from "./phase";
import { Ring } from "./ring";

const text = doctorWords.watching;
const longFrom = 2 * 3600;

/** Hours as hours: nobody wants a clock that stands still for a week. */
const leftText = (seconds: number): string => (seconds > longFrom ? text.long(seconds) : playTime(seconds));
const isLong = (watch: { left: number } | null): boolean => (watch?.left ?? 0) > longFrom;

/** Until when the hub watches, and how long that still is. */
function useWatch(next: PhaseProps["session"]["next"]): { until: number; left: number; share: number } | null {
  const firstSeen = useRef(now.value);
  if (next.until === null) return null;
  const until = Date.parse(next.until);
  const left = secondsLeft(until, now.value);
  return { until, left, share: 1 - left / Math.max(1, secondsLeft(until, firstSeen.current)) };
}

function Sight({ works, watch }: { works: boolean; watch: ReturnType<typeof useWatch> }) {
  return (
    <Ring share={works && isLong(watch) ? 1 : (watch?.share ?? 0)} tone={works ? "good" : "plain"}>
      {works ? <Icon name="check" /> : watch === null || isLong(watch) ? <Icon name="visible" /> : <span role="timer">{playTime(watch.left)}</span>}
    </Ring>
  );
}

function WhatWasDone({ next }: { next: PhaseProps["session"]["next"] }) {
  if (next.id === "") return null;
  return (
    <div class="watch-step">
      <h2>{text.done}</h2>
      <p>{next.say}</p>
      {next.also && <p>{next.also.says}</p>}
    </div>
  );
}

function says(works: boolean, isSeen: boolean): { title: string; means: string } {
  if (works) return isSeen ? { title: text.titleBack, means: text.back } : { title: text.titleTold, means: text.told };
  return isSeen ? { title: text.title, means: text.notYet } : { title: text.titleBeyond, means: text.beyond };
}

/** A step was done, or it came back by itself: time will tell, and the hub watches. */
export function Watching({ session, isSeen, act, title }: PhaseProps) {
  const { next } = session;
  const controls = controlsOf(session, isSeen);
  const watch = useWatch(next);
  const said = says(next.works, isSeen);
  const button = (word: "worked" | "no_help", tone: "main" | "plain", name: string) => (
    <Button tone={tone} icon={word === "worked" ? "check" : undefined} busy={act.busy === `outcome:${word}`} onClick={() => act.outcome(word)}>
      {name}
    </Button>
  );
  return (
    <section class="card phase" data-phase="watching" aria-labelledby="phase-title">
      <div class="watch-row">
        <Sight works={next.works} watch={watch} />
        <div class="watch-text">
          <h1 id="phase-title" ref={title} tabIndex={-1}>
            {said.title}
          </h1>
          <p role="status">{said.means}</p>
          {watch && <p class="quiet tabular">{watch.left > 0 ? `${text.until(isLong(watch) ? dayAndTime(watch.until, now.value) : clockTime(watch.until))}, ${text.left(leftText(watch.left))}` : text.over}</p>}
        </div>
      </div>
      <WhatWasDone next={next} />
      <div class="actions phase-actions">
        {controls.includes("worked") && button("worked", "main", text.worked)}
        {controls.includes("still_not") && button("no_help", "plain", next.works ? text.again : isSeen ? text.stillNot : text.notYetBeyond)}
      </div>
    </section>
  );
}
