// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { go, place } from "../router";
import { useAttempt } from "../state/attempt";
import { createOwner } from "../state/session";
import { words } from "../strings";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { PasswordStrength, shortfall } from "../ui/password_strength";
import { Porch } from "../ui/porch";

/** Makes the owner, from the one-time link that the hub printed. */
export function SetupPage() {
  const token = place.value.query.get("token") ?? "";
  const name = useSignal("");
  const password = useSignal("");
  const attempt = useAttempt();
  const tooShort = useSignal<string | undefined>(undefined);

  if (token === "") return <Porch title={words.setup.noTokenTitle} text={words.setup.noTokenText} />;

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    tooShort.value = shortfall(password.value);
    if (tooShort.value) return;
    const made = await attempt.run(() => createOwner(token, name.value.trim(), password.value));
    if (made) go("/welcome", "replace");
  };
  const nameError = attempt.errorAt("name");
  const otherError = tooShort.value ?? (nameError ? undefined : attempt.errorAt());

  return (
    <Porch title={words.setup.title} text={words.setup.text}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <Field
          label={words.setup.name}
          value={name.value}
          onInput={(text) => (name.value = text)}
          autocomplete="username"
          required
          autofocus
          error={nameError}
        />
        <Field
          label={words.setup.password}
          type="password"
          value={password.value}
          onInput={(text) => (password.value = text)}
          autocomplete="new-password"
          required
          hint={<PasswordStrength password={password.value} name={name.value} />}
          error={otherError}
        />
        <Button tone="main" type="submit" busy={attempt.busy !== null}>
          {words.setup.action}
        </Button>
      </form>
    </Porch>
  );
}
