// SPDX-License-Identifier: Apache-2.0
// Every word of the walk test, of "would have alerted" and of the hands on a live picture, as app.ts.
import type { Replay } from "../../api/types";
import type { WalkWords } from "../walk";

type Reason = Replay["not_recorded"][number]["reason"];

const times = (count: number): string => (count === 0 ? "nie" : count === 1 ? "einmal" : count === 2 ? "zweimal" : `${count}-mal`);

const reasons: Record<Reason, string> = {
  camera_unreachable: "die Kamera war nicht zu erreichen",
  wrong_password: "die Kamera hat das Passwort abgelehnt",
  stream_stopped: "ihr Bild ist stehen geblieben",
  stream_unsupported: "ihr Bild ließ sich nicht lesen",
  storage_failed: "die Platte hat versagt",
  storage_full: "die Platte war voll",
  disk_overload: "die Platte war zu langsam",
  decoder_overload: "die Zentrale war zu beschäftigt zum Nachsehen",
  hub_stopped: "die Zentrale war aus",
  paused: "Sie hatten ihr eine Pause gegeben",
};

/** Why something that changed does not count, by what the hub says over its socket. */
const whys: Record<string, string> = {
  "still learning the picture": "das Bild wird noch kennengelernt",
  "leaves or other restless places": "Blätter oder andere unruhige Stellen",
  "rain, snow, insects or noise": "Regen, Schnee, Insekten oder Rauschen",
  "the camera's clock": "die Uhr der Kamera",
  "something that stands still": "etwas, das stillsteht",
};

export const walk: WalkWords = {
  hands: {
    picture: "Das Live-Bild. Plus und Minus vergrößern und verkleinern, Pfeile verschieben, 0 zeigt das ganze Bild.",
    record: "Jetzt aufnehmen",
    recording: "Nimmt auf",
    left: (time: string) => `noch ${time}`,
    stop: "Anhalten",
    longer: (seconds: number) => `+${seconds} s`,
    always: "Es wird die ganze Zeit aufgenommen.",
    window: "In einem kleinen Fenster",
    closeWindow: "Zurück in die Seite",
    noWindow: "Dieser Browser konnte das kleine Fenster nicht öffnen.",
    closer: "Näher",
    wider: "Weiter",
    whole: (scale: string) => `Das ganze Bild zeigen (jetzt ${scale.replace(".", ",")})`,
  },

  walk: {
    title: "Gehprobe",
    lead: "Gehen Sie dort, wo jemand käme, und probieren Sie dabei Einstellungen aus.",
    honest: "Aufgenommen wird so lange nach den gespeicherten.",
    says: {
      off: "Kein Bild",
      learning: "Einen Moment noch",
      nothing: "Nichts bewegt sich",
      near: "Ich sehe etwas",
      outside: "Außerhalb Ihrer Zonen",
      seen: "Ich sehe Sie",
    },
    means: {
      off: "Die Probe geht von selbst weiter, wenn das Bild wieder da ist.",
      learning: "Ich lerne das Bild kennen. Bleiben Sie einige Sekunden draußen.",
      nothing: "Gehen Sie durch das Bild.",
      near: "Noch nicht genug, um zu zählen. Gehen Sie weiter, oder erhöhen Sie die Empfindlichkeit.",
      outside: "Dort bewegt sich jemand, aber außerhalb der beobachteten Bereiche.",
      seen: "Das wäre ein Ereignis.",
    },
    ignored: (why: string) => `Etwas hat sich geändert, aber das zählt nicht: ${whys[why] ?? why}.`,
    level: "Wie nahe es daran ist zu zählen",
    sound: "Ton",
    soundHint: "Ein Ton, jedes Mal wenn Sie gesehen werden.",
    triggered: "Wann Sie gesehen wurden",
    notYet: "Noch nicht.",
    after: (seconds: string) => `nach ${seconds} s`,
    afterMeans: "Gezählt, seit Sie ins Bild kamen.",
    zones: "Zonen",
    drawZones: "Zonen zeichnen",
    zonesDone: "Fertig gezeichnet",
    zonesNone: "Das ganze Bild wird beobachtet.",
    zonesSome: (count: number) => (count === 1 ? "Eine Zone." : `${count} Zonen.`),
    legend: { counts: "Zählt", perhaps: "Noch nicht", outside: "Außerhalb der Zonen" },
    trying: "Einstellungen zum Ausprobieren",
    pictureLabel: "Das Live-Bild mit dem, was darin gesehen wird",
    leave: "Lassen, wie es war",
    toCamera: "Zur Kamera",
  },

  replay: {
    title: "Wie oft hätte es gemeldet?",
    text: "Die Zentrale sieht noch einmal durch, was sie in den letzten 7 Tagen aufgenommen hat, mit diesen Einstellungen und mit Ihren gespeicherten. Sie tut das nebenbei, und es kann eine Weile dauern.",
    start: "Die letzten 7 Tage zählen",
    again: "Mit diesen Einstellungen neu zählen",
    stale: "Sie haben die Einstellungen seitdem geändert.",
    waiting: "Zuerst wird eine andere Kamera gezählt.",
    running: (percent: number) => `Wird gezählt: ${percent} %`,
    soFar: "Bisher",
    cancel: "Zählen abbrechen",
    cancelled: (found: boolean) => `Sie haben das Zählen abgebrochen${found ? ". Das wurde bis dahin durchgesehen." : ", bevor etwas durchgesehen war."}`,
    outcome: (tried: number, saved: number) =>
      tried === saved ? `Mit diesen Einstellungen: ${times(tried)}, wie mit Ihren gespeicherten.` : `Mit diesen Einstellungen: ${times(tried)}, statt ${times(saved)}.`,
    nothing: "Von dieser Kamera wurde in den letzten 7 Tagen nichts aufgenommen, also gibt es nichts zu zählen.",
    groups: { gone: "Nicht mehr", fresh: "Neu", same: "Wie vorher", none: "Zählt nicht" },
    groupMeans: {
      gone: "Diese zählten mit Ihren gespeicherten Einstellungen und würden es nicht mehr.",
      fresh: "Diese würden jetzt zählen und taten es vorher nicht.",
      same: "Diese zählen so oder so.",
      none: "Diese zählen mit keinen von beiden. Sie wurden von Hand aufgenommen oder begannen, als mehr vom Bild bekannt war.",
    },
    none: "Keine.",
    clip: (day: string, tried: number, saved: number) => `${day}: ${times(tried)} mit diesen Einstellungen, ${times(saved)} mit den gespeicherten`,
    more: (count: number) => (count === 1 ? "Eine weitere wird nicht gezeigt." : `${count} weitere werden nicht gezeigt.`),
    lookedAt: (length: string) => `${length} an Aufnahmen durchgesehen.`,
    onlyClips: "Außerhalb der Aufnahmen wurde nichts behalten; was diese Einstellungen dort gefunden hätten, ist nicht bekannt. Dasselbe gilt, solange die Kamera unscharf war.",
    allTime: "Es wurde die ganze Zeit aufgenommen, dazwischen fehlt also nichts.",
    recorded: (count: number) => `Die Zentrale hat in dieser Zeit ${count === 1 ? "ein Ereignis" : `${count} Ereignisse`} vermerkt; sie wusste mehr vom Bild, als eine Aufnahme zeigt.`,
    unreadable: (count: number) => (count === 1 ? "Eine Aufnahme ließ sich nicht lesen." : `${count} Aufnahmen ließen sich nicht lesen.`),
    missing: "Nicht aufgenommen",
    missingFor: (length: string, reason: Reason) => `${length}: ${reasons[reason]}`,
    unplayable: "Diese Aufnahme lässt sich hier nicht zeigen.",
  },
};
