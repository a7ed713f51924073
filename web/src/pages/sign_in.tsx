// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { useAttempt } from "../state/attempt";
import { session, signIn } from "../state/session";
import { words } from "../strings";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Porch } from "../ui/porch";

export function SignInPage() {
  const name = useSignal("");
  const password = useSignal("");
  const attempt = useAttempt();
  const expired = session.value.phase === "signed_out" && session.value.expired;

  const submit = (event: Event): void => {
    event.preventDefault();
    void attempt.run(() => signIn(name.value, password.value));
  };

  return (
    <Porch title={words.signIn.title} text={expired ? words.signIn.expired : words.signIn.text}>
      <form class="stack" onSubmit={submit}>
        <Field label={words.signIn.name} value={name.value} onInput={(text) => (name.value = text)} autocomplete="username" required autofocus />
        <Field
          label={words.signIn.password}
          type="password"
          value={password.value}
          onInput={(text) => (password.value = text)}
          autocomplete="current-password"
          required
          error={attempt.errorAt()}
        />
        <Button tone="main" type="submit" busy={attempt.busy !== null}>
          {words.signIn.action}
        </Button>
      </form>
    </Porch>
  );
}
