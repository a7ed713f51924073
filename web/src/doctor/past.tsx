// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { call, sentenceOf } from "../api/client";
import type { DoctorCount, DoctorItem } from "../api/types";
import { causeTitles, steps } from "../generated/doctor_words";
import { cameraNames } from "../state/cameras";
import { now } from "../state/clock";
import { ago } from "../state/format";
import { onHubMessage } from "../state/hub_messages";
import { session } from "../state/session";
import { say } from "../state/toasts";
import { doctorWords } from "../strings/doctor";
import { inWords } from "../strings/spec";
import { Button } from "../ui/button";
import { ConfirmDialog } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { modelName } from "./begin";

const text = doctorWords.past;
const firstShown = 6;

function Item({ item }: { item: DoctorItem }) {
  const name = item.camera_id === null ? modelName(item.model ?? "") || text.beyond : (cameraNames.value.get(item.camera_id) ?? text.beyond);
  return (
    <li>
      <a class="past-row" href={`/doctor/${item.id}`}>
        <span class="past-text">
          <strong>{item.summary}</strong>
          <span class="quiet">
            {name}
            {item.about && <> · {doctorWords.walk.about(item.about)}</>}
          </span>
          <span class="quiet">
            {ago(Date.parse(item.started), now.value)}
            {item.by_itself && `, ${text.byItself}`}
          </span>
        </span>
        <span class="past-state" data-open={item.ended === null}>
          <Icon name={item.ended === null ? "doctor" : "check"} />
          {item.ended === null ? text.open : text.over}
        </span>
      </a>
    </li>
  );
}

/** Every walk that the hub keeps. Those that go on come first. */
export function PastSessions() {
  const items = useSignal<DoctorItem[] | null>(null);
  const showsAll = useSignal(false);
  useEffect(() => {
    const load = async (): Promise<void> => {
      items.value = await call("GET /doctor/sessions").then(
        (answer) => answer.sessions,
        () => items.value,
      );
    };
    void load();
    return onHubMessage((message) => {
      if (message.type === "doctor" || message.type === "refetch") void load();
    });
  }, [items]);
  if (!items.value) return null;
  const sorted = items.value.toSorted((a, b) => Number(a.ended !== null) - Number(b.ended !== null));
  const shown = showsAll.value ? sorted : sorted.slice(0, firstShown);
  return (
    <section class="card" aria-labelledby="past-title">
      <h2 id="past-title">{text.title}</h2>
      {shown.length === 0 && <p class="quiet">{text.none}</p>}
      <ul class="past-rows">
        {shown.map((item) => (
          <Item key={item.id} item={item} />
        ))}
      </ul>
      {sorted.length > shown.length && <Button onClick={() => (showsAll.value = true)}>{text.more(sorted.length - shown.length)}</Button>}
    </section>
  );
}

/** What came of steps in this home; its owner can have it forgotten. */
export function Counts() {
  const counts = useSignal<DoctorCount[] | null>(null);
  const asking = useSignal(false);
  const busy = useSignal(false);
  useEffect(() => {
    call("GET /doctor/counts").then(
      (answer) => (counts.value = answer.counts),
      () => {},
    );
  }, [counts]);
  if (!counts.value) return null;
  const isOwner = session.value.phase === "signed_in" && session.value.user.role === "owner";
  const clear = async (): Promise<void> => {
    busy.value = true;
    try {
      await call("DELETE /doctor/counts");
      counts.value = [];
      say(text.cleared);
    } catch (error) {
      say(sentenceOf(error), { tone: "fault" });
    }
    busy.value = false;
    asking.value = false;
  };
  const sorted = counts.value.toSorted((a, b) => b.times - a.times);
  return (
    <details class="card fold">
      <summary>{text.counts}</summary>
      <p class="quiet">{sorted.length === 0 ? text.countsNone : text.countsText}</p>
      {sorted.length > 0 && (
        <ul class="count-rows">
          {sorted.map((count) => (
            <li key={`${count.cause} ${count.step} ${count.came}`}>
              <strong>{inWords(causeTitles[count.cause] ?? count.cause)}</strong>
              <span>{inWords(steps[count.step]?.says ?? count.step)}</span>
              <span class="quiet">{text[count.came](count.times)}</span>
            </li>
          ))}
        </ul>
      )}
      {sorted.length > 0 && isOwner && (
        <Button icon="trash" onClick={() => (asking.value = true)}>
          {text.clear}
        </Button>
      )}
      {asking.value && (
        <ConfirmDialog title={text.clearTitle} text={<p>{text.clearText}</p>} action={text.clear} busy={busy.value} onConfirm={() => void clear()} onClose={() => (asking.value = false)} />
      )}
    </details>
  );
}
