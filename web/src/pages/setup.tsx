// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { go, place } from "../router";
import { useAttempt } from "../state/attempt";
import { passwordStrength, shortestPassword } from "../state/password";
import { createOwner } from "../state/session";
import { words } from "../strings";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Porch } from "../ui/porch";

const marks = { short: 0, weak: 1, fair: 2, good: 3 } as const;

function StrengthHint({ password, name }: { password: string; name: string }) {
  if (password === "") return <>{words.setup.passwordHint(shortestPassword)}</>;
  const strength = passwordStrength(password, name);
  return (
    <span class="strength" aria-live="polite">
      <meter min={0} max={3} low={1} high={2} optimum={3} value={marks[strength]} aria-label={words.setup.strengthLabel} />
      {strength === "short" ? words.setup.short(shortestPassword - [...password].length) : words.setup.strength[strength]}
    </span>
  );
}

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
    const missing = shortestPassword - [...password.value].length;
    tooShort.value = missing > 0 ? words.setup.short(missing) : undefined;
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
          hint={<StrengthHint password={password.value} name={name.value} />}
          error={otherError}
        />
        <Button tone="main" type="submit" busy={attempt.busy !== null}>
          {words.setup.action}
        </Button>
      </form>
    </Porch>
  );
}
