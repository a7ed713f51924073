// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { call, sentenceOf } from "../api/client";
import type { Clip } from "../api/types";
import { hiddenClips } from "../clips/clip_actions";
import { ClipCard } from "../clips/clip_card";
import { type ClipFilter, fits, groupByDay, putClip } from "../clips/clip_list";
import { changeQuery, place } from "../router";
import { cameras } from "../state/cameras";
import { now } from "../state/clock";
import { dayName } from "../state/format";
import { onHubMessage } from "../state/hub_messages";
import { words } from "../strings";
import { Button } from "../ui/button";
import { Choice } from "../ui/field";
import { Empty, Loading, Notice } from "../ui/notices";

const pageSize = 48;

const isKind = (text: string | null): boolean => text !== null && text in words.clips.kinds;

function filterFromQuery(): ClipFilter {
  const { query } = place.value;
  return {
    ...(query.get("camera") && { camera: query.get("camera") ?? "" }),
    ...(isKind(query.get("kind")) && { kind: query.get("kind") as Clip["kind"] }),
    ...(query.get("pinned") === "true" && { pinned: true }),
  };
}

function useClips(filter: ClipFilter) {
  const clips = useSignal<Clip[] | null>(null);
  const next = useSignal<string | null>(null);
  const error = useSignal<string | null>(null);
  const busy = useRef(false);
  const key = JSON.stringify(filter);

  const load = async (before?: string): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    try {
      const answer = await call("GET /clips", { query: { ...filter, limit: pageSize, before } });
      clips.value = before ? [...(clips.value ?? []), ...answer.clips] : answer.clips;
      next.value = answer.next;
      error.value = null;
    } catch (caught) {
      error.value = sentenceOf(caught);
    }
    busy.current = false;
  };
  useEffect(() => {
    clips.value = null;
    void load();
    return onHubMessage((message) => {
      const known = clips.value;
      if (message.type === "refetch") void load();
      if (known && message.type === "clip") clips.value = putClip(known, message.clip, fits(message.clip, filter));
      if (known && message.type === "clip_removed") clips.value = known.filter((clip) => clip.id !== message.id);
    });
    // The key stands for the filter; its object is new each time.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key]);
  return { clips, next, error, load };
}

/** Calls `reach` when the reader comes near the end of the list. */
function EndOfList({ reach }: { reach: () => void }) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && reach(), { rootMargin: "600px" });
    if (end.current) observer.observe(end.current);
    return () => observer.disconnect();
  });
  return (
    <div class="more" ref={end}>
      <Button onClick={reach}>{words.form.more}</Button>
    </div>
  );
}

function Filters({ filter }: { filter: ClipFilter }) {
  const names = (cameras.value ?? []).map((camera) => [camera.id, camera.settings.name] as const);
  const kinds = Object.entries(words.clips.kinds);
  return (
    <div class="filters">
      <Choice label={words.clips.camera} value={filter.camera ?? ""} options={[["", words.clips.allCameras], ...names]} onChange={(camera) => changeQuery({ camera })} />
      <Choice label={words.clips.kind} value={filter.kind ?? ""} options={[["", words.clips.allKinds], ...kinds]} onChange={(kind) => changeQuery({ kind })} />
      <Button icon="pin" pressed={filter.pinned ?? false} onClick={() => changeQuery({ pinned: filter.pinned ? undefined : "true" })}>
        {words.clips.onlyPinned}
      </Button>
    </div>
  );
}

export function ClipsPage() {
  const filter = filterFromQuery();
  const { clips, next, error, load } = useClips(filter);
  const shown = (clips.value ?? []).filter((clip) => !hiddenClips.has(clip.id));
  const filtered = Object.keys(filter).length > 0;
  return (
    <div class="page">
      <header class="page-head">
        <h1>{words.nav.clips}</h1>
        <Filters filter={filter} />
      </header>
      {error.value && (
        <Notice tone="fault" icon="alert" action={<Button onClick={() => void load()}>{words.hub.tryAgain}</Button>}>
          {error.value}
        </Notice>
      )}
      {!clips.value && !error.value && <Loading />}
      {clips.value && shown.length === 0 && (
        <Empty icon="clips" title={filtered ? words.clips.noneFits : words.clips.none}>
          <p>{filtered ? words.clips.noneFitsText : words.clips.noneText}</p>
        </Empty>
      )}
      {groupByDay(shown).map((group) => (
        <section key={group.day} aria-labelledby={`day-${group.day}`}>
          <h2 class="day-head" id={`day-${group.day}`}>
            {dayName(group.day, now.value)} <span class="quiet">{words.clips.count(group.clips.length)}</span>
          </h2>
          <div class="clip-grid">
            {group.clips.map((clip) => (
              <ClipCard key={clip.id} clip={clip} />
            ))}
          </div>
        </section>
      ))}
      {next.value && <EndOfList key={next.value} reach={() => void load(next.value ?? undefined)} />}
    </div>
  );
}
