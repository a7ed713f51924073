// SPDX-License-Identifier: Apache-2.0
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { call, HubError, sentenceOf } from "../api/client";
import type { PushState } from "../api/types";
import { now } from "../state/clock";
import { dayAndTime } from "../state/format";
import { say } from "../state/toasts";
import { alertWords } from "../strings/alerts";
import { Button, LinkButton } from "../ui/button";
import { Icon } from "../ui/icon";
import { Loading, Notice } from "../ui/notices";
import { currentSubscription, pushChance, rememberedId, subscribe, unsubscribe } from "./push";

const text = alertWords.push;

function Obstacle({ chance }: { chance: "insecure" | "unsupported" | "denied" }) {
  return (
    <Notice tone="plain" icon="info" action={chance === "insecure" && <LinkButton href="/trust">{text.insecureAction}</LinkButton>}>
      {text[chance]}
    </Notice>
  );
}

interface RowProps {
  one: PushState["browsers"][number];
  onStop: () => void;
}

function BrowserRow({ one, onStop }: RowProps) {
  return (
    <li class="push-row">
      <span class="push-row-text">
        <strong>{one.browser}</strong>
        <small class="quiet">
          {text.since(dayAndTime(Date.parse(one.since), now.value))}, {text.through(one.service)}
        </small>
        {one.problem && (
          <small class="field-error">
            <Icon name="alert" /> {one.problem}
          </small>
        )}
      </span>
      <Button label={text.stopLabel(one.browser)} icon="close" onClick={onStop} />
    </li>
  );
}

interface Known {
  push: PushState;
  /** This browser's subscription, if it has one. */
  subscription: PushSubscription | null;
}

const chance = signal(pushChance());
const known = signal<Known | null>(null);
const error = signal<string | null>(null);
const busy = signal(false);

async function load(): Promise<void> {
  const push = await call("GET /push");
  known.value = { push, subscription: chance.value === "possible" ? await currentSubscription(push.key).catch(() => null) : null };
}

/** Tries something, and looks how things stand then. */
async function attempt(act: () => Promise<void>): Promise<void> {
  busy.value = true;
  error.value = null;
  try {
    await act();
  } catch (caught) {
    error.value = caught instanceof HubError ? sentenceOf(caught) : text.failed;
  }
  chance.value = pushChance();
  await load().catch((caught: unknown) => (error.value ??= sentenceOf(caught)));
  busy.value = false;
}

function ThisBrowser({ push, subscription }: Known) {
  const here = subscription && push.browsers.find(({ id }) => id === rememberedId());
  const test = async (): Promise<void> => {
    if (!here) return;
    await call("POST /push/{id}/test", { id: here.id });
    say(text.tested);
  };
  return (
    <>
      <p class="quiet">{text.leaves(subscription ? new URL(subscription.endpoint).host : text.makersService)}</p>
      {here ? (
        <>
          <p class="state state-live" role="status">
            <Icon name="check" />
            {text.isOn}
          </p>
          <div class="actions">
            <Button icon="send" busy={busy.value} onClick={() => void attempt(test)}>
              {text.test}
            </Button>
            <Button onClick={() => stop(push.key, here)}>{text.off}</Button>
          </div>
        </>
      ) : (
        <div>
          <Button tone="main" icon="bell" busy={busy.value} onClick={() => void attempt(async () => void (await subscribe(push.key)))}>
            {text.on}
          </Button>
        </div>
      )}
    </>
  );
}

function stop(key: string, one: PushState["browsers"][number]): void {
  void attempt(async () => {
    if (one.id === rememberedId()) await unsubscribe(key);
    await call("DELETE /push/{id}", { id: one.id });
    say(text.stopped(one.browser));
  });
}

/** Whether and where this person is told while nobody looks at the app. */
export function PushCard() {
  useEffect(() => {
    known.value = null;
    void attempt(async () => {});
  }, []);
  const now = known.value;
  return (
    <section class="card">
      <h2>{text.title}</h2>
      <p>{text.text}</p>
      {!now && !error.value && <Loading />}
      {now && (chance.value === "possible" ? <ThisBrowser {...now} /> : <Obstacle chance={chance.value} />)}
      {error.value && (
        <p class="field-error" role="alert">
          <Icon name="alert" />
          {error.value}
        </p>
      )}
      {now && now.push.browsers.length > 0 && (
        <div class="stack">
          <h3>{text.others}</h3>
          <ul class="push-rows">
            {now.push.browsers.map((one) => (
              <BrowserRow key={one.id} one={one} onStop={() => stop(now.push.key, one)} />
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
