// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { sentenceOf } from "../api/client";
import { session, signIn } from "../state/session";
import { words } from "../strings";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Porch } from "../ui/porch";

export function SignInPage() {
  const name = useSignal("");
  const password = useSignal("");
  const busy = useSignal(false);
  const error = useSignal<string | undefined>(undefined);
  const expired = session.value.phase === "signed_out" && session.value.expired;

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    busy.value = true;
    error.value = undefined;
    try {
      await signIn(name.value, password.value);
    } catch (caught) {
      error.value = sentenceOf(caught);
    }
    busy.value = false;
  };

  return (
    <Porch title={words.signIn.title} text={expired ? words.signIn.expired : words.signIn.text}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <Field label={words.signIn.name} value={name.value} onInput={(text) => (name.value = text)} autocomplete="username" required autofocus />
        <Field
          label={words.signIn.password}
          type="password"
          value={password.value}
          onInput={(text) => (password.value = text)}
          autocomplete="current-password"
          required
          error={error.value}
        />
        <Button tone="main" type="submit" busy={busy.value}>
          {words.signIn.action}
        </Button>
      </form>
    </Porch>
  );
}
