// SPDX-License-Identifier: Apache-2.0
// The words of the page with virtual households.
import type { Try } from "../../api/types";
import type { TryWords } from "../try";

type Stage = NonNullable<Try["lesson"]>;
const stages: Record<Stage, string> = { coming: "Sehen Sie zu: Gleich geschieht es.", open: "Jetzt sind Sie dran.", done: "Geschafft.", spoiled: "Diesmal nicht." };

export const tryIt: TryWords = {
  tab: "Ausprobieren",
  title: "Ausprobieren",
  lead: "Haushalte, die es nur in dieser Zentrale gibt. Machen Sie etwas kaputt, drücken Sie Tasten, verschieben Sie Kameras: Nichts hier gehört zu Ihrem Zuhause, und nichts kann schiefgehen.",
  learn: "Üben",
  learnText: "In jedem ist eine Sache zu beheben, und er merkt von selbst, ob Sie es getan haben.",
  look: "Umsehen",
  lookText: "Ganze Haushalte, in denen jeweils etwas geschieht.",
  begin: "Anfangen",
  beginOf: (name: string) => `Anfangen: ${name}`,
  loading: "Die Haushalte werden geholt …",
  wakes: "Der Haushalt wacht auf …",
  end: "Beenden",
  again: "Von vorn anfangen",
  others: "Ein anderer Haushalt",
  over: "Dieser Haushalt ist zu Ende",
  overText: "Jemand hat ihn beendet oder einen anderen begonnen, oder zehn Minuten lang hat niemand hingesehen.",
  stage: (stage: Stage) => stages[stage],
  task: "Was zu tun ist",
  isVirtual: "Zum Üben: Nichts hier ist Ihr Zuhause.",
  lessonDrawing: (model: string) => `${model} von vorn`,
  names: {
    "busy-radio": "Ein überfüllter Funkkanal",
    "flat-batteries-in-winter": "Leere Batterien im Winter",
    "fresh-cameras": "Frisch aus der Schachtel",
    "hot-summer": "Ein heißer Sommer",
    "isp-outage": "Die Leitung ist ausgefallen",
    "moved-router": "Der Router zieht um",
    "new-house": "Ein neues Haus",
    "own-cameras": "Kameras von vier Arten",
    "second-hand-camera": "Eine gebrauchte Kamera",
  } as Record<string, string>,
};
