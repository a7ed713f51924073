// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef } from "preact/hooks";
import type { Clip } from "../api/types";
import { deleteClips, pinClips } from "../clips/bulk_actions";
import { ClipGrid } from "../clips/clip_grid";
import type { ClipFilter } from "../clips/clip_list";
import { DayPicker } from "../clips/day_picker";
import { DeletedLine } from "../clips/deleted_line";
import { SelectionBar } from "../clips/selection_bar";
import { StorageReport } from "../clips/storage_report";
import { useClips } from "../clips/use_clips";
import { type Choosing, useChoosing } from "../clips/use_selection";
import { changeQuery, place } from "../router";
import { cameras } from "../state/cameras";
import { dayFromIso, isoDay } from "../state/format";
import { mayAct } from "../state/session";
import { words } from "../strings";
import { clipWords } from "../strings/clips";
import { Button } from "../ui/button";
import { Choice } from "../ui/field";
import { Icon } from "../ui/icon";
import { Empty, Loading, Notice } from "../ui/notices";

const isKind = (text: string | null): boolean => text !== null && text in words.clips.kinds;

function filterFromQuery(): ClipFilter {
  const { query } = place.value;
  const day = dayFromIso(query.get("day") ?? "");
  return {
    ...(query.get("camera") && { camera: query.get("camera") ?? "" }),
    ...(isKind(query.get("kind")) && { kind: query.get("kind") as Clip["kind"] }),
    ...(query.get("pinned") === "true" && { pinned: true }),
    ...(day !== undefined && { day }),
  };
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

function Filters({ filter, choosing }: { filter: ClipFilter; choosing: Choosing }) {
  const names = (cameras.value ?? []).map((camera) => [camera.id, camera.settings.name] as const);
  const kinds = Object.entries(words.clips.kinds);
  const select = (): void => {
    if (choosing.active.value) choosing.leave();
    else choosing.active.value = true;
  };
  return (
    <div class="filters">
      <Choice label={words.clips.camera} value={filter.camera ?? ""} options={[["", words.clips.allCameras], ...names]} onChange={(camera) => changeQuery({ camera })} />
      <Choice label={words.clips.kind} value={filter.kind ?? ""} options={[["", words.clips.allKinds], ...kinds]} onChange={(kind) => changeQuery({ kind })} />
      <DayPicker filter={filter} onPick={(day) => changeQuery({ day: day === undefined ? undefined : isoDay(day) })} />
      <Button icon="pin" pressed={filter.pinned ?? false} onClick={() => changeQuery({ pinned: filter.pinned ? undefined : "true" })}>
        {words.clips.onlyPinned}
      </Button>
      {mayAct.value && (
        <Button icon="check" pressed={choosing.active.value} onClick={select}>
          {clipWords.select.start}
        </Button>
      )}
    </div>
  );
}

function Keys() {
  return (
    <details class="keys">
      <summary>
        <Icon name="keyboard" /> {clipWords.keys.title}
      </summary>
      <dl>
        {clipWords.keys.list.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

export function ClipsPage() {
  const filter = filterFromQuery();
  const { clips, next, error, load } = useClips(filter);
  const shown = clips.value ?? [];
  const root = useRef<HTMLDivElement>(null);
  const remove = (ids: string[]): void => void deleteClips(ids);
  const pin = (ids: string[]): void => {
    const meant = shown.filter((clip) => ids.includes(clip.id));
    void pinClips(ids, !meant.every((clip) => clip.pinned));
  };
  const choosing = useChoosing(root, { ids: shown.map((clip) => clip.id), may: mayAct.value, remove, pin });
  const filtered = Object.keys(filter).length > 0;
  return (
    <div class="page clips-page" ref={root} data-choosing={choosing.active.value}>
      <header class="page-head">
        <h1>{words.nav.clips}</h1>
        <Filters filter={filter} choosing={choosing} />
      </header>
      <StorageReport />
      {mayAct.value && <DeletedLine />}
      {error.value && (
        <Notice tone="fault" icon="alert" action={<Button onClick={() => void load()}>{words.hub.tryAgain}</Button>}>
          {error.value}
        </Notice>
      )}
      {!clips.value && !error.value && <Loading />}
      {clips.value && shown.length === 0 && !next.value && (
        <Empty icon="clips" title={filtered ? words.clips.noneFits : words.clips.none}>
          <p>{filtered ? words.clips.noneFitsText : words.clips.noneText}</p>
        </Empty>
      )}
      {shown.length > 0 && mayAct.value && <Keys />}
      <ClipGrid clips={shown} choosing={choosing} />
      {next.value && <EndOfList key={next.value} reach={() => void load(next.value ?? undefined)} />}
      <SelectionBar clips={shown} choosing={choosing} onRemove={remove} onPin={pin} />
    </div>
  );
}
