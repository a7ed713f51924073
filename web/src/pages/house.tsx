// SPDX-License-Identifier: Apache-2.0
import { useEffect } from "preact/hooks";
import { homeClock } from "../house/home_time";
import { modeInUse, titleOf } from "../house/mode_words";
import { ModeBar } from "../house/mode_bar";
import { ModesCard } from "../house/modes_card";
import { PlaceCard } from "../house/place_card";
import { loadSchedule, schedule } from "../house/schedule";
import { ScheduleCard } from "../house/schedule_card";
import { now } from "../state/clock";
import { shortDay, startOfDay } from "../state/format";
import { home } from "../state/home";
import { onHubMessage } from "../state/hub_messages";
import { houseWords } from "../strings/house";
import { Loading } from "../ui/notices";
import type { Home } from "../api/types";
import "../styles/house.css";

function sinceText(known: Home): string {
  const { mode } = known;
  const since = Date.parse(mode.since);
  const clock = homeClock(since, known.time_zone);
  const when = startOfDay(since) === startOfDay(now.value) ? clock : `${clock}, ${shortDay(since)}`;
  const inUse = modeInUse(known);
  const name = inUse ? titleOf(inUse) : "";
  if (mode.by === "start") return houseWords.sinceStart(name);
  return mode.by === "schedule" ? houseWords.bySchedule(name, when) : houseWords.byHand(name, mode.person, when);
}

export function HousePage() {
  useEffect(() => {
    void loadSchedule().catch(() => undefined);
    return onHubMessage((message) => {
      if (message.type === "home" || message.type === "refetch") void loadSchedule().catch(() => undefined);
    });
  }, []);
  const known = home.value;
  const plan = schedule.value;
  if (!known || !plan) return <Loading />;
  return (
    <div class="page house-page">
      <header class="house-head">
        <div>
          <h1>{houseWords.title}</h1>
          <p class="quiet">{sinceText(known)}</p>
        </div>
        <ModeBar />
      </header>
      <ScheduleCard home={known} known={plan} />
      <ModesCard home={known} />
      <PlaceCard home={known} known={plan} />
    </div>
  );
}
