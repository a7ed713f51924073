// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import type { Home, Schedule } from "../api/types";
import { useAttempt } from "../state/attempt";
import { words } from "../strings";
import { houseWords } from "../strings/house";
import { Button } from "../ui/button";
import { Choice } from "../ui/field";
import { Icon } from "../ui/icon";
import { Notice } from "../ui/notices";
import { cities } from "./cities";
import { coordinatesText, readPlace } from "./place_text";
import { changeSchedule } from "./schedule";

const deviceZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
const allZones = (): string[] => ("supportedValuesOf" in Intl ? Intl.supportedValuesOf("timeZone") : [deviceZone()]);

function sameClock(zone: string, other: string): boolean {
  try {
    const clock = (timeZone: string): string => new Date().toLocaleString("en", { timeZone, dateStyle: "short", timeStyle: "short" });
    return clock(zone) === clock(other);
  } catch {
    return false;
  }
}

function PlaceForm({ known }: { known: Schedule }) {
  const text = houseWords.place;
  const typed = useSignal(known.place?.name ?? "");
  const problem = useSignal<string | undefined>(undefined);
  const attempt = useAttempt();
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    problem.value = undefined;
    if (typed.value === known.place?.name) return;
    const reading = readPlace(typed.value);
    if ("problem" in reading) {
      problem.value = reading.problem === "unknown" ? text.unknown : text.outOfRange;
      return;
    }
    const zone = reading.zone && allZones().includes(reading.zone) ? { time_zone: reading.zone } : {};
    if (await attempt.run(() => changeSchedule({ place: reading.place, ...zone }), "save")) typed.value = reading.place.name;
  };
  const forget = async (): Promise<void> => {
    if (await attempt.run(() => changeSchedule({ place: null }), "forget")) typed.value = "";
  };
  const error = problem.value ?? attempt.error?.text;
  return (
    <form class="place-form" onSubmit={(event) => void save(event)}>
      <div class="field" data-wrong={Boolean(error)}>
        <label for="place">{text.where}</label>
        <div class="field-box">
          <input id="place" type="text" list="cities" value={typed.value} required autocomplete="off" spellcheck={false} aria-describedby="place-hint" onInput={(event) => (typed.value = event.currentTarget.value)} />
        </div>
        <datalist id="cities">
          {cities.map((city) => (
            <option key={city.names[0]} value={city.names[0]}>
              {city.names[0]}
            </option>
          ))}
        </datalist>
        <div class="field-hint" id="place-hint">
          {known.place && known.place.name === typed.value && !/\d/.test(typed.value) ? `${coordinatesText(known.place.latitude, known.place.longitude)}. ` : ""}
          {text.whereHint}
        </div>
        {error && (
          <p class="field-error" role="alert">
            <Icon name="alert" />
            {error}
          </p>
        )}
      </div>
      <div class="card-actions">
        <Button type="submit" busy={attempt.busy === "save"}>
          {words.form.save}
        </Button>
        {known.place && (
          <Button tone="quiet" busy={attempt.busy === "forget"} onClick={() => void forget()}>
            {text.forget}
          </Button>
        )}
      </div>
    </form>
  );
}

/** Where the home is and which clock it goes by. */
export function PlaceCard({ home, known }: { home: Home; known: Schedule }) {
  const text = houseWords.place;
  const attempt = useAttempt();
  const take = (time_zone: string | null): void => void attempt.run(() => changeSchedule({ time_zone }), "zone");
  const device = deviceZone();
  const zones = [...new Set([...(known.time_zone ? [known.time_zone] : []), ...allZones()])].toSorted();
  return (
    <section class="card" aria-labelledby="place-title">
      <h2 id="place-title">{text.title}</h2>
      {!sameClock(device, home.time_zone) && (
        <Notice tone="warm" icon="clock" action={<Button busy={attempt.busy !== null} onClick={() => take(device)}>{text.take(device)}</Button>}>
          {text.other(device, home.time_zone)}
        </Notice>
      )}
      <PlaceForm key={known.place?.name ?? ""} known={known} />
      <Choice
        label={text.zone}
        value={known.time_zone ?? ""}
        options={[["", text.zoneOfMachine(known.machine_zone)], ...zones.map((zone) => [zone, zone.replaceAll("_", " ")] as const)]}
        onChange={(zone) => take(zone || null)}
      />
      {attempt.error && <p class="field-error">{attempt.error.text}</p>}
    </section>
  );
}
