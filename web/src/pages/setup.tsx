// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { HubError, sentenceOf } from "../api/client";
import { go, place } from "../router";
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
  const busy = useSignal(false);
  const error = useSignal<{ field: string | undefined; text: string } | undefined>(undefined);

  if (token === "") return <Porch title={words.setup.noTokenTitle} text={words.setup.noTokenText} />;

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (passwordStrength(password.value) === "short") {
      error.value = { field: "password", text: words.setup.short(shortestPassword - [...password.value].length) };
      return;
    }
    busy.value = true;
    error.value = undefined;
    try {
      await createOwner(token, name.value.trim(), password.value);
      go("/welcome", "replace");
    } catch (caught) {
      error.value = { field: caught instanceof HubError ? caught.field : undefined, text: sentenceOf(caught) };
    }
    busy.value = false;
  };
  const errorFor = (field: string): string | undefined => (error.value?.field === field ? error.value.text : undefined);
  const other = error.value && error.value.field !== "name" && error.value.field !== "password" ? error.value.text : undefined;

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
          error={errorFor("name")}
        />
        <Field
          label={words.setup.password}
          type="password"
          value={password.value}
          onInput={(text) => (password.value = text)}
          autocomplete="new-password"
          required
          hint={<StrengthHint password={password.value} name={name.value} />}
          error={errorFor("password") ?? other}
        />
        <Button tone="main" type="submit" busy={busy.value}>
          {words.setup.action}
        </Button>
      </form>
    </Porch>
  );
}
