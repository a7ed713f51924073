// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { call, sentenceOf } from "../api/client";
import type { InviteOffer } from "../api/types";
import { go } from "../router";
import { useAttempt } from "../state/attempt";
import { joinHome, session } from "../state/session";
import { peopleWords } from "../strings/people";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Loading } from "../ui/notices";
import { PasswordStrength, shortfall } from "../ui/password_strength";
import { Porch } from "../ui/porch";

const text = peopleWords.join;

/** Behind the # of the link, so that it is sent to nobody with the address. */
const tokenOf = (hash: string): string => new URLSearchParams(hash.replace(/^#/, "")).get("token") ?? "";

function JoinForm({ token, offer }: { token: string; offer: InviteOffer }) {
  const name = useSignal("");
  const password = useSignal("");
  const tooShort = useSignal<string | undefined>(undefined);
  const attempt = useAttempt();
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    tooShort.value = shortfall(password.value);
    if (tooShort.value) return;
    if (await attempt.run(() => joinHome(token, name.value.trim(), password.value))) go("/", "replace");
  };
  const nameError = attempt.errorAt("name");
  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      <p class="quiet">
        <strong>{peopleWords.roles[offer.role]}:</strong> {peopleWords.mayDo[offer.role]}
      </p>
      {session.value.phase === "signed_in" && <p>{text.signedInAs(session.value.user.name)}</p>}
      <Field label={text.name} value={name.value} onInput={(value) => (name.value = value)} autocomplete="username" required autofocus error={nameError} />
      <Field
        label={text.password}
        type="password"
        value={password.value}
        onInput={(value) => (password.value = value)}
        autocomplete="new-password"
        required
        hint={<PasswordStrength password={password.value} name={name.value} />}
        error={tooShort.value ?? (nameError ? undefined : attempt.errorAt())}
      />
      <Button tone="main" type="submit" busy={attempt.busy !== null}>
        {text.action}
      </Button>
    </form>
  );
}

/** Joins the home by a one-time link. */
export function JoinPage() {
  const token = tokenOf(location.hash);
  const offer = useSignal<InviteOffer | null>(null);
  const error = useSignal<string | null>(token === "" ? text.noToken : null);
  useEffect(() => {
    if (token === "") return;
    call("POST /join/offer", { body: { token } }).then(
      (known) => (offer.value = known),
      (caught: unknown) => (error.value = sentenceOf(caught)),
    );
  }, [token, offer, error]);
  if (error.value) return <Porch title={text.badTitle} text={error.value} />;
  if (!offer.value) return <Loading />;
  return (
    <Porch title={text.title(offer.value.home)} text={text.text(offer.value.invited_by)}>
      <JoinForm token={token} offer={offer.value} />
    </Porch>
  );
}
