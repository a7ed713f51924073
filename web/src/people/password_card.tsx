// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { call } from "../api/client";
import { useAttempt } from "../state/attempt";
import { loadPeople } from "../state/people";
import { session } from "../state/session";
import { say } from "../state/toasts";
import { peopleWords } from "../strings/people";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { PasswordStrength, shortfall } from "../ui/password_strength";

const text = peopleWords.password;

/** One's own password; the old one is asked. */
export function PasswordCard() {
  const old = useSignal("");
  const fresh = useSignal("");
  const tooShort = useSignal<string | undefined>(undefined);
  const attempt = useAttempt();
  const name = session.value.phase === "signed_in" ? session.value.user.name : "";
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    tooShort.value = shortfall(fresh.value);
    if (tooShort.value) return;
    const done = await attempt.run(() => call("PUT /session/password", { body: { old_password: old.value, new_password: fresh.value } }));
    if (!done) return;
    old.value = "";
    fresh.value = "";
    say(text.changed);
    await loadPeople();
  };
  const newError = tooShort.value ?? attempt.errorAt("new_password");
  return (
    <form class="card" onSubmit={(event) => void submit(event)}>
      <h2>{text.title}</h2>
      {/* So that a password keeper knows whose it is. */}
      <input class="sr-only" type="text" autocomplete="username" value={name} readOnly tabIndex={-1} aria-hidden="true" />
      <Field
        label={text.old}
        type="password"
        value={old.value}
        onInput={(value) => (old.value = value)}
        autocomplete="current-password"
        required
        error={newError ? undefined : attempt.errorAt()}
      />
      <Field
        label={text.new}
        type="password"
        value={fresh.value}
        onInput={(value) => (fresh.value = value)}
        autocomplete="new-password"
        required
        hint={<PasswordStrength password={fresh.value} name={name} />}
        error={newError}
      />
      <div>
        <Button type="submit" busy={attempt.busy !== null}>
          {text.change}
        </Button>
      </div>
    </form>
  );
}
