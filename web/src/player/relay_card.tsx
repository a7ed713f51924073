// SPDX-License-Identifier: Apache-2.0
// The owner's own TURN server, for watching from outside.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { call } from "../api/client";
import type { Relay } from "../api/types";
import { useAttempt } from "../state/attempt";
import { say } from "../state/toasts";
import { words } from "../strings";
import { Button } from "../ui/button";
import { Field } from "../ui/field";

const text = words.settings.relay;

function RelayForm({ known }: { known: Relay }) {
  const urls = useSignal(known.urls.join(" "));
  const user = useSignal(known.user);
  const secret = useSignal("");
  const hasSecret = useSignal(known.has_secret);
  const attempt = useAttempt();
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const wanted = urls.value.split(/[\s,]+/).filter(Boolean);
    const isGone = wanted.length === 0;
    const body = { urls: wanted, user: isGone ? "" : user.value.trim(), ...((secret.value || isGone) && { secret: isGone ? "" : secret.value }) };
    const saved = await attempt.run(async () => {
      hasSecret.value = (await call("PUT /live/relay", { body })).has_secret;
    });
    if (!saved) return;
    user.value = body.user;
    secret.value = "";
    say(words.form.saved);
  };
  return (
    <form class="card" onSubmit={(event) => void submit(event)}>
      <h2>{text.title}</h2>
      <p>{text.tunnel}</p>
      <p class="quiet">{text.explained}</p>
      <Field label={text.urls} value={urls.value} onInput={(value) => (urls.value = value)} hint={text.urlsHint} placeholder="turn:relay.example:3478" inputMode="url" error={attempt.errorAt()} />
      <Field label={text.user} value={user.value} onInput={(value) => (user.value = value)} />
      <Field label={text.secret} type="password" value={secret.value} autocomplete="new-password" onInput={(value) => (secret.value = value)} hint={hasSecret.value ? text.secretKept : undefined} />
      <div>
        <Button type="submit" busy={attempt.busy !== null}>
          {words.form.save}
        </Button>
      </div>
    </form>
  );
}

/** Nothing for who may not see it. */
export function RelayCard() {
  const known = useSignal<Relay | null>(null);
  useEffect(() => {
    call("GET /live/relay")
      .then((relay) => {
        known.value = relay;
      })
      .catch(() => {});
  }, [known]);
  return known.value && <RelayForm known={known.value} />;
}
