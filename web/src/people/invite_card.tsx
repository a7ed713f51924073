// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { call, sentenceOf } from "../api/client";
import type { Invite, InviteMade } from "../api/types";
import { QrPicture } from "../devices/qr_picture";
import { useAttempt } from "../state/attempt";
import { now } from "../state/clock";
import { dayAndTime } from "../state/format";
import { loadPeople } from "../state/people";
import { say } from "../state/toasts";
import { peopleWords } from "../strings/people";
import { Button } from "../ui/button";
import { Choice } from "../ui/field";
import { Notice } from "../ui/notices";
import { roles } from "./person_card";

const text = peopleWords.invite;

const isHere = (host: string): boolean => host === "localhost" || host.endsWith(".localhost") || host.startsWith("127.") || host === "[::1]";

/** A link that was just made. It is not to be had again. */
function MadeLink({ made, onDone }: { made: InviteMade; onDone: () => void }) {
  const link = `${location.origin}/join#token=${made.token}`;
  const copy = (): void => void navigator.clipboard.writeText(link).then(() => say(text.copied));
  return (
    <div class="made-link">
      <h3>{text.made}</h3>
      <p class="quiet">
        {text.shownOnce} {text.until(dayAndTime(Date.parse(made.invite.expires_at), now.value))}
      </p>
      {isHere(location.hostname) ? (
        <Notice tone="warm" icon="info">
          {text.localOnly}
        </Notice>
      ) : (
        <QrPicture text={link} label={text.qr} />
      )}
      <code class="made-link-text">{link}</code>
      <div class="actions">
        {/* Only where the browser gives pages the clipboard: over a connection that it trusts. */}
        {globalThis.isSecureContext && (
          <Button tone="main" icon="copy" onClick={copy}>
            {text.copy}
          </Button>
        )}
        <Button onClick={onDone}>{text.done}</Button>
      </div>
    </div>
  );
}

function OpenInvites({ invites }: { invites: readonly Invite[] }) {
  const takeBack = async (invite: Invite): Promise<void> => {
    await call("DELETE /invites/{id}", { id: invite.id }).then(
      () => say(text.takenBack),
      (error: unknown) => say(sentenceOf(error), { tone: "fault" }),
    );
    await loadPeople();
  };
  return (
    <div>
      <h3>{text.open}</h3>
      <ul class="sign-ins">
        {invites.map((invite) => (
          <li key={invite.id} class="sign-in">
            <span class="sign-in-text">
              <strong>{text.by(invite.invited_by, peopleWords.roles[invite.role])}</strong>
              <small class="quiet">{text.until(dayAndTime(Date.parse(invite.expires_at), now.value))}</small>
            </span>
            <Button label={text.takeBackLabel(peopleWords.roles[invite.role])} icon="close" onClick={() => void takeBack(invite)} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** For owners: makes one-time links, and takes back those that nobody has used. */
export function InviteCard({ invites }: { invites: readonly Invite[] }) {
  const role = useSignal<(typeof roles)[number]>("viewer");
  const made = useSignal<InviteMade | null>(null);
  const attempt = useAttempt();
  const make = (): void =>
    void attempt.run(async () => {
      made.value = await call("POST /invites", { body: { role: role.value } });
      await loadPeople();
    });
  const others = invites.filter((invite) => invite.id !== made.value?.invite.id);
  return (
    <section class="card" aria-labelledby="invite-title">
      <h2 id="invite-title">{text.title}</h2>
      {made.value ? (
        <MadeLink made={made.value} onDone={() => (made.value = null)} />
      ) : (
        <>
          <p>{text.text}</p>
          <Choice
            label={peopleWords.role}
            value={role.value}
            options={roles.toReversed().map((one) => [one, peopleWords.roles[one]] as const)}
            onChange={(value) => (role.value = value)}
            hint={peopleWords.mayDo[role.value]}
          />
          {attempt.error && (
            <p class="field-error" role="alert">
              {attempt.error.text}
            </p>
          )}
          <div>
            <Button tone="main" icon="plus" busy={attempt.busy !== null} onClick={make}>
              {text.make}
            </Button>
          </div>
        </>
      )}
      {others.length > 0 && <OpenInvites invites={others} />}
    </section>
  );
}
