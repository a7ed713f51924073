// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { useState } from "preact/hooks";
import { call, clipThumbnailUrl, clipVideoUrl } from "../api/client";
import type { Replay, ReplayClip, TriedSettings } from "../api/types";
import { useAttempt } from "../state/attempt";
import { now } from "../state/clock";
import { dayAndTime, duration } from "../state/format";
import { usePolling } from "../state/polled";
import { walkWords } from "../strings/walk";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { type Group, grouped, groups, isCounting, tellingGroup } from "./replay";

const words = walkWords.replay;

function useReplay(camera: string) {
  const replay = useSignal<Replay | null>(null);
  const attempt = useAttempt();
  const take = (asked: Promise<Replay>): Promise<void> =>
    asked.then((said) => {
      replay.value = said.state === "none" ? null : said;
    });
  const look = (): Promise<void> => take(call("GET /cameras/{id}/replay", { id: camera }));
  usePolling(look, isCounting(replay.value) ? 800 : 60_000, `${camera} ${isCounting(replay.value)}`);
  const start = (settings: TriedSettings): Promise<boolean> => attempt.run(() => take(call("POST /cameras/{id}/replay", { id: camera, body: settings })));
  const cancel = (): Promise<boolean> => attempt.run(() => take(call("DELETE /cameras/{id}/replay", { id: camera })));
  return { replay: replay.value, attempt, start, cancel };
}

function ClipShown({ clip, onClose }: { clip: ReplayClip; onClose: () => void }) {
  const broken = useSignal(false);
  return (
    <Dialog title={dayAndTime(Date.parse(clip.start), now.value)} onClose={onClose}>
      {broken.value ? (
        <p>{words.unplayable}</p>
      ) : (
        // A clip of a camera has no words to write beneath it.
        // oxlint-disable-next-line jsx-a11y/media-has-caption
        <video class="replay-video" src={clipVideoUrl(clip.clip_id)} controls autoPlay muted playsInline onError={() => (broken.value = true)} />
      )}
    </Dialog>
  );
}

function Clips({ replay }: { replay: Replay }) {
  const found = grouped(replay);
  const [chosen, choose] = useState<Group | null>(null);
  const [shown, show] = useState<ReplayClip | null>(null);
  const group = chosen ?? tellingGroup(found);
  return (
    <>
      <div class="segments replay-groups" role="group">
        {groups.filter((one) => one !== "none" || found.none.length > 0).map((one) => (
          <button key={one} type="button" class="segment" aria-pressed={one === group} onClick={() => choose(one)}>
            {words.groups[one]} <span class="replay-count">{found[one].length}</span>
          </button>
        ))}
      </div>
      <p class="field-hint">{words.groupMeans[group]}</p>
      {found[group].length === 0 ? (
        <p class="quiet">{words.none}</p>
      ) : (
        <ul class="replay-clips">
          {found[group].map((clip) => (
            <li key={clip.clip_id}>
              <button type="button" class="replay-clip" onClick={() => show(clip)} aria-label={words.clip(dayAndTime(Date.parse(clip.start), now.value), clip.tried, clip.saved)}>
                {clip.thumbnail && <img src={clipThumbnailUrl(clip.clip_id)} alt="" loading="lazy" decoding="async" width="160" height="90" />}
                <span>{dayAndTime(Date.parse(clip.start), now.value)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {replay.more_clips > 0 && <p class="quiet">{words.more(replay.more_clips)}</p>}
      {shown && <ClipShown clip={shown} onClose={() => show(null)} />}
    </>
  );
}

/** What cannot be counted is named, or the number would promise more than it knows. */
function Honest({ replay }: { replay: Replay }) {
  return (
    <div class="replay-honest">
      <p>
        {words.lookedAt(duration(replay.looked_s))} {replay.all_time_s >= replay.whole_s ? words.allTime : words.onlyClips}
      </p>
      <p>{words.recorded(replay.recorded_events)}</p>
      {replay.unreadable > 0 && <p>{words.unreadable(replay.unreadable)}</p>}
      {replay.not_recorded.length > 0 && (
        <>
          <h3>{words.missing}</h3>
          <ul>
            {replay.not_recorded.map(({ reason, seconds }) => (
              <li key={reason}>{words.missingFor(duration(seconds), reason)}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Counting({ replay, onCancel }: { replay: Replay; onCancel: () => void }) {
  const percent = Math.floor(replay.done * 100);
  return (
    <div class="replay-progress">
      <p role="status">{replay.state === "waiting" ? words.waiting : words.running(percent)}</p>
      <progress max={1} value={replay.done} aria-label={words.running(percent)} />
      <Button onClick={onCancel}>{words.cancel}</Button>
    </div>
  );
}

function Outcome({ replay }: { replay: Replay }) {
  if (replay.whole_s === 0) return <p>{words.nothing}</p>;
  const stopped = replay.state === "cancelled" && <p class="quiet">{words.cancelled(replay.looked_s > 0)}</p>;
  if (replay.looked_s === 0) return <>{stopped}</>;
  return (
    <>
      {stopped}
      <p class="replay-outcome">
        {isCounting(replay) && <span class="eyebrow">{words.soFar}</span>}
        {words.outcome(replay.tried_times, replay.saved_times)}
      </p>
      <Clips replay={replay} />
      <Honest replay={replay} />
    </>
  );
}

/** The detector run again over the last week, with the settings that are tried and with the saved ones. */
export function ReplayCard({ camera, settings }: { camera: string; settings: TriedSettings }) {
  const { replay, attempt, start, cancel } = useReplay(camera);
  const counting = isCounting(replay);
  const stale = replay !== null && JSON.stringify(replay.tried) !== JSON.stringify(settings);
  return (
    <section class="card replay-card" aria-labelledby="replay-title">
      <h2 id="replay-title">{words.title}</h2>
      {!replay && <p class="quiet">{words.text}</p>}
      {attempt.error && (
        <p class="field-error" role="alert">
          {attempt.error.text}
        </p>
      )}
      {replay && counting && <Counting replay={replay} onCancel={() => void cancel()} />}
      {(!replay || stale || replay.state === "cancelled") && !counting && (
        <div class="replay-start">
          {stale && <p>{words.stale}</p>}
          <Button icon="retry" busy={attempt.busy !== null} onClick={() => void start(settings)}>
            {replay ? words.again : words.start}
          </Button>
        </div>
      )}
      {replay && <Outcome replay={replay} />}
    </section>
  );
}
