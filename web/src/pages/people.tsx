// SPDX-License-Identifier: Apache-2.0
import { useEffect } from "preact/hooks";
import { InviteCard } from "../people/invite_card";
import { PasswordCard } from "../people/password_card";
import { PersonCard } from "../people/person_card";
import { loadPeople, people, peopleError } from "../state/people";
import { mayManage } from "../state/session";
import { words } from "../strings";
import { peopleWords } from "../strings/people";
import { LinkButton } from "../ui/button";
import { Loading, Notice } from "../ui/notices";
import "../styles/people.css";

/** Who belongs to the home, what they may do, and where they are signed in; for who is no owner, themselves. */
export function PeoplePage() {
  useEffect(() => {
    // Those of whoever was signed in here before are none of this person's business.
    people.value = null;
    void loadPeople();
  }, []);
  const known = people.value;
  return (
    <div class="page page-narrow">
      <header class="page-head">
        <h1>{peopleWords.title}</h1>
        <LinkButton icon="back" href="/settings">
          {words.nav.settings}
        </LinkButton>
      </header>
      {peopleError.value && (
        <Notice tone="fault" icon="alert">
          {peopleError.value}
        </Notice>
      )}
      {!known && !peopleError.value && <Loading />}
      {known?.people.map((person) => (
        <PersonCard key={person.id} person={person} />
      ))}
      {known && mayManage.value && <InviteCard invites={known.invites} />}
      {known && <PasswordCard />}
    </div>
  );
}
