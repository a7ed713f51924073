// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { call, clipThumbnailUrl, sentenceOf } from "../api/client";
import type { ListedAlert } from "../api/types";
import { changeQuery, go, place } from "../router";
import { alertHref, alerts, alertTitle, seeAllAlerts, unseenAlerts } from "../state/alerts";
import { useAttempt } from "../state/attempt";
import { cameras } from "../state/cameras";
import { now } from "../state/clock";
import { clockTime, dayName, duration, startOfDay } from "../state/format";
import { mayAct } from "../state/session";
import { words } from "../strings";
import { alertWords } from "../strings/alerts";
import { Button, LinkButton } from "../ui/button";
import { Choice } from "../ui/field";
import { Icon, type IconName } from "../ui/icon";
import { Empty, Loading, Notice } from "../ui/notices";
import "../styles/alerts.css";

const text = alertWords;

export const alertIcons: Record<ListedAlert["kind"], IconName> = {
  motion: "motion",
  ring: "bell",
  silent: "unplug",
  battery: "power",
  storage: "storage",
  sign_in: "shield",
  ownership: "info",
};

/** How long a state lasted, if it is one. */
function lasted(alert: ListedAlert): string | null {
  if (alert.kind !== "silent" && alert.kind !== "battery" && alert.kind !== "storage") return null;
  if (alert.ended === null) return text.goesOn;
  return text.overAfter(duration((Date.parse(alert.ended) - Date.parse(alert.at)) / 1000));
}

function AlertRow({ alert, isNew }: { alert: ListedAlert; isNew: boolean }) {
  const about = [alert.detail, lasted(alert), alert.quiet ? `${text.quiet}.` : ""].filter(Boolean).join(" ");
  return (
    <li>
      <a class="alert-row" href={alertHref(alert)} data-kind={alert.kind} data-open={lasted(alert) === text.goesOn}>
        <span class="alert-picture">
          {alert.clip_id && alert.picture ? <img src={clipThumbnailUrl(alert.clip_id)} alt="" loading="lazy" /> : <Icon name={alertIcons[alert.kind]} />}
        </span>
        <span class="alert-text">
          <strong>{alertTitle(alert)}</strong>
          {about && <span class="quiet">{about}</span>}
        </span>
        <span class="alert-when">
          <time dateTime={alert.at}>{clockTime(Date.parse(alert.at))}</time>
          {isNew && <span class="alert-new">{text.isNew}</span>}
        </span>
      </a>
    </li>
  );
}

/** Days with their alerts, in the order of the list. */
function byDay(list: readonly ListedAlert[]): Array<[number, ListedAlert[]]> {
  const days = new Map<number, ListedAlert[]>();
  for (const alert of list) {
    const day = startOfDay(Date.parse(alert.at));
    days.set(day, [...(days.get(day) ?? []), alert]);
  }
  return [...days];
}

function Filters() {
  const { query } = place.value;
  const kinds = Object.entries(text.kinds).filter(([kind]) => mayAct.value || kind === "motion" || kind === "ring" || kind === "sign_in");
  return (
    <div class="filters alert-filters">
      <Choice label={text.kind} value={query.get("kind") ?? ""} options={[["", text.allKinds], ...kinds]} onChange={(kind) => changeQuery({ kind })} />
      <Choice
        label={text.camera}
        value={query.get("camera") ?? ""}
        options={[["", text.allCameras], ...(cameras.value ?? []).map((camera): [string, string] => [camera.id, camera.settings.name])]}
        onChange={(camera) => changeQuery({ camera })}
      />
    </div>
  );
}

type Kind = ListedAlert["kind"];

function fetchPage(kind: string, camera: string, before?: string) {
  return call("GET /alerts", { query: { limit: 50, ...(kind && { kind: kind as Kind }), ...(camera && { camera }), ...(before && { before }) } });
}

/** The newest alerts as the app holds them anyway, or the filter's, and older ones on demand. */
function useList() {
  const kind = place.value.query.get("kind") ?? "";
  const camera = place.value.query.get("camera") ?? "";
  const isFiltered = kind !== "" || camera !== "";
  const fetched = useSignal<ListedAlert[] | null>(null);
  const next = useSignal<string | null>(null);
  const error = useSignal<string | null>(null);
  useEffect(() => {
    fetched.value = null;
    error.value = null;
    fetchPage(kind, camera).then(
      (page) => {
        fetched.value = page.alerts;
        next.value = page.next;
      },
      (caught: unknown) => (error.value = sentenceOf(caught)),
    );
  }, [kind, camera, fetched, next, error]);
  const more = async (): Promise<void> => {
    const page = await fetchPage(kind, camera, next.value ?? undefined);
    fetched.value = [...(fetched.value ?? []), ...page.alerts];
    next.value = page.next;
  };
  return { list: fetched.value && (isFiltered ? fetched.value : withNewest(fetched.value)), more: next.value ? more : null, error: error.value, isFiltered };
}

/** What has come, or changed, since the page was fetched. */
function withNewest(fetched: readonly ListedAlert[]): ListedAlert[] {
  const held = new Map((alerts.value ?? []).map((alert) => [alert.id, alert]));
  const newest = fetched[0]?.id ?? "";
  return [...[...held.values()].filter((alert) => alert.id > newest), ...fetched.map((alert) => held.get(alert.id) ?? alert)];
}

/** A message on a phone leads here with the alert's id, and on to what it is about. */
function useOpening(): void {
  const wanted = place.value.query.get("open");
  const found = wanted ? alerts.value?.find((alert) => alert.id === wanted) : undefined;
  const isKnown = alerts.value !== null;
  useEffect(() => {
    if (wanted && isKnown) go(found ? alertHref(found) : "/alerts", "replace");
  }, [wanted, found, isKnown]);
}

/** What was new when the page was opened stays marked while one reads; the hub is told at once that it was seen. */
function useNew(): (alert: ListedAlert) => boolean {
  const fresh = useRef(new Set<string>());
  for (const alert of alerts.value ?? []) if (!alert.seen) fresh.current.add(alert.id);
  const unseen = unseenAlerts.value;
  useEffect(() => {
    const see = (): void => {
      // Told again by the next alert, or the next look.
      if (!document.hidden) void seeAllAlerts().catch(() => {});
    };
    see();
    document.addEventListener("visibilitychange", see);
    return () => document.removeEventListener("visibilitychange", see);
  }, [unseen]);
  return (alert) => fresh.current.has(alert.id);
}

export function AlertsPage() {
  useOpening();
  const isNew = useNew();
  const { list, more, error, isFiltered } = useList();
  const attempt = useAttempt();
  return (
    <div class="page page-narrow">
      <header class="page-head">
        <h1>{text.title}</h1>
        <LinkButton icon="settings" href="/settings/alerts">
          {text.settings}
        </LinkButton>
      </header>
      {(isFiltered || (list && list.length > 0)) && <Filters />}
      {(error ?? attempt.errorAt()) && (
        <Notice tone="fault" icon="alert">
          {error ?? attempt.errorAt()}
        </Notice>
      )}
      {!list && !error && <Loading />}
      {list?.length === 0 && (
        <Empty icon="bell" title={isFiltered ? text.noneOfThese : text.none}>
          {!isFiltered && <p>{text.noneText}</p>}
        </Empty>
      )}
      {byDay(list ?? []).map(([day, ofDay]) => (
        <section key={day}>
          <h2 class="day-head">{dayName(day, now.value)}</h2>
          <ul class="alert-rows">
            {ofDay.map((alert) => (
              <AlertRow key={alert.id} alert={alert} isNew={isNew(alert)} />
            ))}
          </ul>
        </section>
      ))}
      {more && (
        <div class="more">
          <Button busy={attempt.busy !== null} onClick={() => void attempt.run(more)}>
            {words.form.more}
          </Button>
        </div>
      )}
    </div>
  );
}
