// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { sentenceOf } from "../api/client";
import type { Home } from "../api/types";
import { StorageReport } from "../clips/storage_report";
import { DeviceList } from "../devices/device_list";
import { RelayCard } from "../player/relay_card";
import { useAttempt } from "../state/attempt";
import { now } from "../state/clock";
import { dayAndTime } from "../state/format";
import { changeHome, home } from "../state/home";
import { mayAct, mayManage, session, signOut } from "../state/session";
import { chooseTheme, type Theme, theme } from "../state/theme";
import { say } from "../state/toasts";
import { words } from "../strings";
import { chooseLanguage, chosenLanguage, languageNames, languages } from "../strings/language";
import { Button, LinkButton } from "../ui/button";
import { Choice, Field } from "../ui/field";
import { Icon, type IconName } from "../ui/icon";
import { Loading } from "../ui/notices";

const text = words.settings;
const gigabyte = 1_000_000_000;

function HomeForm({ known }: { known: Home }) {
  const name = useSignal(known.name);
  const days = useSignal(String(known.retention.days ?? 0));
  const gigabytes = useSignal(known.retention.limit_bytes ? String(Math.round(known.retention.limit_bytes / gigabyte)) : "");
  const attempt = useAttempt();
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const retention = { days: Number(days.value) || null, limit_bytes: gigabytes.value ? Number(gigabytes.value) * gigabyte : null };
    if (await attempt.run(() => changeHome({ name: name.value.trim(), retention }))) say(words.form.saved);
  };
  const dayChoices = [...new Set([0, 7, 14, 30, 60, 90, 365, Number(days.value)])].toSorted((a, b) => a - b);
  return (
    <form class="card" onSubmit={(event) => void submit(event)}>
      <h2>{text.home}</h2>
      <Field label={text.homeName} value={name.value} onInput={(value) => (name.value = value)} required />
      <Choice label={text.keep} value={days.value} options={dayChoices.map((count) => [String(count), text.days(count)])} onChange={(value) => (days.value = value)} hint={text.keepHint} />
      <Field label={text.limit} type="number" min={1} suffix="GB" value={gigabytes.value} onInput={(value) => (gigabytes.value = value)} hint={text.limitHint} error={attempt.errorAt()} />
      <div>
        <Button tone="main" type="submit" busy={attempt.busy !== null}>
          {words.form.save}
        </Button>
      </div>
    </form>
  );
}

const themes: Array<[Theme, IconName]> = [
  ["system", "system"],
  ["light", "sun"],
  ["dark", "moon"],
];

function ThemeChoice() {
  return (
    <section class="card">
      <h2 id="theme-title">{text.look}</h2>
      <div class="segments" role="group" aria-labelledby="theme-title">
        {themes.map(([name, icon]) => (
          <button key={name} type="button" class="segment" aria-pressed={theme.value === name} onClick={() => chooseTheme(name)}>
            <Icon name={icon} /> {text.themes[name]}
          </button>
        ))}
      </div>
    </section>
  );
}

function LinkCard({ title, about, href, action, icon }: { title: string; about: string; href: string; action: string; icon: IconName }) {
  return (
    <section class="card">
      <h2>{title}</h2>
      <p>{about}</p>
      <div>
        <LinkButton icon={icon} href={href}>
          {action}
        </LinkButton>
      </div>
    </section>
  );
}

function LanguageChoice() {
  const chosen = chosenLanguage();
  return (
    <section class="card">
      <h2 id="language-title">{text.language}</h2>
      <div class="segments" role="group" aria-labelledby="language-title">
        <button type="button" class="segment" aria-pressed={chosen === null} onClick={() => chooseLanguage(null)}>
          {text.themes.system}
        </button>
        {languages.map((one) => (
          <button key={one} type="button" class="segment" lang={one} aria-pressed={chosen === one} onClick={() => chooseLanguage(one)}>
            {languageNames[one]}
          </button>
        ))}
      </div>
    </section>
  );
}

export function SettingsPage() {
  const known = home.value;
  if (!known) return <Loading />;
  const user = session.value.phase === "signed_in" ? session.value.user.name : "";
  return (
    <div class="page page-narrow">
      <h1>{words.nav.settings}</h1>
      {mayManage.value && <LinkCard title={words.mode.more} about={text.houseText} href="/settings/house" action={text.houseAction} icon="calendar" />}
      {mayManage.value && <HomeForm known={known} />}
      <LinkCard title={text.alerts} about={text.alertsText} href="/settings/alerts" action={text.alertsAction} icon="bell" />
      {mayManage.value && <LinkCard title={text.people} about={text.peopleText} href="/settings/people" action={text.peopleAction} icon="people" />}
      {mayAct.value && <DeviceList />}
      <StorageReport open />
      <ThemeChoice />
      <LanguageChoice />
      <section class="card">
        <h2>{text.phone}</h2>
        <p>{text.phoneText}</p>
        <div>
          <LinkButton href="/trust">{text.phoneAction}</LinkButton>
        </div>
      </section>
      <RelayCard />
      <section class="card">
        <h2>{words.nav.try}</h2>
        <p>{text.tryText}</p>
        <div>
          <LinkButton icon="house" href="/try">
            {words.nav.try}
          </LinkButton>
        </div>
      </section>
      <section class="card">
        <h2>{text.you}</h2>
        <p>{text.signedInAs(user)}</p>
        {!mayManage.value && <p class="quiet">{text.yourself}</p>}
        <div class="actions">
          {!mayManage.value && (
            <LinkButton icon="people" href="/settings/people">
              {text.yourselfAction}
            </LinkButton>
          )}
          <Button icon="signOut" onClick={() => void signOut().catch((error: unknown) => say(sentenceOf(error), { tone: "fault" }))}>
            {text.signOut}
          </Button>
        </div>
      </section>
      <p class="quiet about">
        Porchlight {known.version} · {text.hubTime(dayAndTime(now.value, now.value))}
      </p>
    </div>
  );
}
