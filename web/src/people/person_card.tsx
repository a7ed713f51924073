// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { call, sentenceOf } from "../api/client";
import type { Person, SignedInBrowser } from "../api/types";
import { now } from "../state/clock";
import { ago, dayAndTime, shortDay } from "../state/format";
import { loadPeople } from "../state/people";
import { loadSession, mayManage } from "../state/session";
import { say } from "../state/toasts";
import { peopleWords } from "../strings/people";
import { Button } from "../ui/button";
import { ConfirmDialog } from "../ui/dialog";
import { Choice } from "../ui/field";

const text = peopleWords;
export const roles = ["owner", "member", "viewer"] as const;

const browserOf = (one: SignedInBrowser): string => one.browser || text.unknownBrowser;

function SignInRow({ one, person, onEnd }: { one: SignedInBrowser; person: Person; onEnd: () => void }) {
  return (
    <li class="sign-in">
      <span class="sign-in-text">
        <span>
          <strong>{browserOf(one)}</strong>
          {one.here && <span class="quiet"> · {text.here}</span>}
        </span>
        <small class="quiet">
          {text.signedInAt(dayAndTime(Date.parse(one.since), now.value), one.address)}, {text.used(ago(Date.parse(one.last_used_at), now.value))}
        </small>
      </span>
      {!one.here && <Button label={text.endLabel(browserOf(one), person.name)} icon="signOut" onClick={onEnd} />}
    </li>
  );
}

/** One person: what they may do, and where they are signed in. */
export function PersonCard({ person }: { person: Person }) {
  const asking = useSignal<"remove" | Person["role"] | null>(null);
  const busy = useSignal(false);
  const attempt = async (act: () => Promise<unknown>, done: string): Promise<void> => {
    busy.value = true;
    try {
      await act();
      say(done);
    } catch (error) {
      say(sentenceOf(error), { tone: "fault" });
    }
    busy.value = false;
    asking.value = null;
    await loadPeople();
  };
  const setRole = (role: Person["role"]): void =>
    void attempt(async () => {
      await call("PATCH /people/{id}", { id: person.id, body: { role } });
      if (person.you) await loadSession();
    }, text.changed(person.name, text.roles[role]));
  const choose = (role: Person["role"]): void => {
    if (person.you && person.role === "owner" && role !== "owner") asking.value = role;
    else setRole(role);
  };
  const end = (one: SignedInBrowser): void => void attempt(() => call("DELETE /sign-ins/{id}", { id: one.id }), text.ended(browserOf(one)));
  const remove = (): void => void attempt(() => call("DELETE /people/{id}", { id: person.id }), text.removed(person.name));
  return (
    <section class="card person" aria-label={person.name}>
      <header class="person-head">
        <span class="person-mark" aria-hidden="true">
          {[...person.name][0]?.toUpperCase()}
        </span>
        <div>
          <h2>
            {person.name}
            {person.you && <span class="person-you">{text.you}</span>}
          </h2>
          <p class="quiet">
            {text.roles[person.role]}, {text.since(shortDay(Date.parse(person.since)))}
          </p>
        </div>
        {mayManage.value && !person.you && <Button icon="trash" label={text.removeLabel(person.name)} onClick={() => (asking.value = "remove")} />}
      </header>
      {mayManage.value ? (
        <Choice
          label={text.roleOf(person.name)}
          value={person.role}
          options={roles.map((role) => [role, text.roles[role]] as const)}
          onChange={choose}
          hint={text.mayDo[person.role]}
        />
      ) : (
        <p>{text.mayDo[person.role]}</p>
      )}
      <div>
        <h3>{text.signedIn(person.sign_ins.length)}</h3>
        <ul class="sign-ins">
          {person.sign_ins.map((one) => (
            <SignInRow key={one.id} one={one} person={person} onEnd={() => end(one)} />
          ))}
        </ul>
      </div>
      {asking.value === "remove" && (
        <ConfirmDialog title={text.removeTitle(person.name)} text={<p>{text.removeText(person.name)}</p>} action={text.remove} busy={busy.value} onConfirm={remove} onClose={() => (asking.value = null)} />
      )}
      {asking.value && asking.value !== "remove" && (
        <ConfirmDialog
          title={text.stepDownTitle}
          text={<p>{text.stepDownText}</p>}
          action={text.stepDown}
          busy={busy.value}
          onConfirm={() => asking.value && asking.value !== "remove" && setRole(asking.value)}
          onClose={() => (asking.value = null)}
        />
      )}
    </section>
  );
}
