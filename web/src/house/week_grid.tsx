// SPDX-License-Identifier: Apache-2.0
import type { Home, Schedule, ScheduleDay } from "../api/types";
import { now } from "../state/clock";
import { houseWords } from "../strings/house";
import { Icon } from "../ui/icon";
import { homeMinute } from "./home_time";
import { iconOf, modeById, titleOf, toneOf } from "./mode_words";
import { daysText } from "./rule_text";
import { type Band, bandsOf, dayMinutes, type GroupMoment, groupsOf, minuteText } from "./schedule";

interface Props {
  home: Home;
  known: Schedule;
  /** A rule was tapped, by its place in the list. */
  onRule: (rule: number) => void;
}

const percent = (minutes: number): string => `${((minutes / dayMinutes) * 100).toFixed(3)}%`;
const hours = [0, 6, 12, 18, 24];

function DayBand({ home, day, band, onRule }: { home: Home; day: ScheduleDay; band: Band; onRule: (rule: number) => void }) {
  const text = houseWords.schedule;
  const mode = modeById(home, band.mode);
  const place = { left: percent(band.from), width: percent(band.to - band.from) };
  if (!mode)
    return (
      <span class="band band-unset" style={place}>
        {text.unset}
      </span>
    );
  const name = titleOf(mode);
  const inside = (
    <>
      <Icon name={iconOf(mode)} />
      <span class="band-name">{name}</span>
    </>
  );
  const { rule } = band;
  if (rule === null)
    return (
      <span class="band" style={place} data-mode={toneOf(mode, home.modes)} title={text.bandStill(houseWords.days[day.weekday], name, minuteText(band.to))}>
        {inside}
      </span>
    );
  const label = text.band(houseWords.days[day.weekday], name, minuteText(band.from), minuteText(band.to));
  return (
    <button type="button" class="band" style={place} data-mode={toneOf(mode, home.modes)} aria-label={label} title={`${name} ${minuteText(band.from)}`} onClick={() => onRule(rule)}>
      {inside}
    </button>
  );
}

/** From sunrise to sunset; beside the sentence that says when. */
function SunTrack({ day }: { day: ScheduleDay }) {
  const up = day.sun === "always_up" ? [0, dayMinutes] : [day.sunrise ?? 0, day.sunset ?? 0];
  const [rise = 0, set = 0] = up;
  return (
    <span class="sun-track" aria-hidden="true">
      {set > rise && <span class="daylight" style={{ left: percent(rise), width: percent(set - rise) }} />}
    </span>
  );
}

/** Seven days as bands of 24 hours, on wide screens. */
export function WeekGrid({ home, known, onRule }: Props) {
  const text = houseWords.schedule;
  return (
    <div class="week-grid">
      <div class="week-hours" aria-hidden="true">
        {hours.map((hour) => (
          <span key={hour} style={{ left: percent(hour * 60) }}>
            {hour}
          </span>
        ))}
      </div>
      {known.week.map((day) => (
        <div key={day.date} class="week-row" data-today={day.today}>
          <span class="week-day">
            {houseWords.shortDays[day.weekday]}
            {day.today && <small>{text.today}</small>}
          </span>
          <div class="week-bands">
            {bandsOf(day).map((band) => (
              <DayBand key={band.from} home={home} day={day} band={band} onRule={onRule} />
            ))}
            {day.today && <span class="week-now" aria-hidden="true" style={{ left: percent(homeMinute(now.value, home.time_zone)) }} />}
          </div>
          {day.sun && <SunTrack day={day} />}
        </div>
      ))}
    </div>
  );
}

const spanText = (earliest: number, latest: number): string => (earliest === latest ? minuteText(earliest) : `${minuteText(earliest)}–${minuteText(latest)}`);

function Moments({ home, moments, onRule }: { home: Home; moments: GroupMoment[]; onRule: (rule: number) => void }) {
  if (moments.length === 0) return <p class="quiet">{houseWords.schedule.nothing}</p>;
  return (
    <div class="week-moments">
      {moments.map(({ earliest, latest, mode: id, rule }) => {
        const mode = modeById(home, id);
        if (!mode) return null;
        return (
          <button key={rule} type="button" class="moment" data-mode={toneOf(mode, home.modes)} onClick={() => onRule(rule)}>
            <Icon name={iconOf(mode)} />
            <span class="moment-time">{spanText(earliest, latest)}</span>
            {titleOf(mode)}
          </button>
        );
      })}
    </div>
  );
}

function groupTitle(days: readonly ScheduleDay[]): string {
  const [first] = days;
  return days.length === 1 && first ? houseWords.days[first.weekday] : daysText(days.map(({ weekday }) => weekday));
}

/** The same as a list, on a phone: days that are alike stand once. */
export function WeekList({ home, known, onRule }: Props) {
  return (
    <ol class="week-list">
      {groupsOf(known.week).map(({ days, moments }) => (
        <li key={days[0]?.date} data-today={days.some(({ today }) => today)}>
          <h3>
            {groupTitle(days)} {days.some(({ today }) => today) && <small>{houseWords.schedule.today}</small>}
          </h3>
          <Moments home={home} moments={moments} onRule={onRule} />
        </li>
      ))}
    </ol>
  );
}
