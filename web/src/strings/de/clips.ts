// SPDX-License-Identifier: Apache-2.0
// What the pages of clips and the timeline say beyond the first pages, as app.ts.
import type { ClipWords } from "../clips";
import { many } from "./forms";

const clipsOf = (count: number): string => many(count, "Aufnahme", "Aufnahmen");

export const clips: ClipWords = {
  select: {
    start: "Auswählen",
    one: (name: string, time: string) => `${name}, ${time} auswählen`,
    day: "Tag auswählen",
    dayNot: "Tag abwählen",
    chosen: (count: number) => `${clipsOf(count)} ausgewählt`,
    chosenSize: (size: string) => `zusammen ${size}`,
    none: "Nichts ausgewählt. Tippen Sie Aufnahmen an, oder wählen Sie einen ganzen Tag.",
    toolbar: "Was mit den ausgewählten Aufnahmen geschehen soll",
    keep: "Behalten",
    keepNot: "Nicht mehr behalten",
    export: "Als ZIP laden",
    remove: "Löschen",
    leave: "Auswahl verlassen",
    tooMany: (most: number) => `Höchstens ${most} Aufnahmen auf einmal: Der Rest wurde nicht ausgewählt.`,
  },
  kept: (count: number) => (count === 1 ? "1 Aufnahme wird behalten." : `${count} Aufnahmen werden behalten.`),
  keptNo: (count: number) => (count === 1 ? "1 Aufnahme wird nicht mehr behalten." : `${count} Aufnahmen werden nicht mehr behalten.`),
  deleted: (count: number) => (count === 1 ? "Aufnahme gelöscht." : `${count} Aufnahmen gelöscht.`),
  back: (count: number) => (count === 1 ? "Die Aufnahme ist wieder da." : `${count} Aufnahmen sind wieder da.`),
  backNone: "Es war zu spät: Die Aufnahmen sind weg.",
  exporting: (count: number, size: string) => `${clipsOf(count)} in einem Archiv von ${size}. Ihr Browser zeigt, wie weit es ist.`,
  exportingWithout: (count: number, size: string, leftOut: number) =>
    `${clipsOf(count)} in einem Archiv von ${size}; ${many(leftOut, "fehlt darin, weil sie weg ist oder noch aufgenommen wird", "fehlen darin, weil sie weg sind oder noch aufgenommen werden")}.`,
  waiting: {
    text: (count: number, until: string) =>
      count === 1 ? `1 gelöschte Aufnahme lässt sich bis ${until} zurückholen.` : `${count} gelöschte Aufnahmen lassen sich bis ${until} zurückholen.`,
    action: "Zurückholen",
    one: "Diese Aufnahme wurde gelöscht. Einige Minuten lang lässt sie sich zurückholen.",
  },
  day: {
    any: "Alle Tage",
    title: "Tag wählen",
    earlier: "Monat davor",
    later: "Monat danach",
    all: "Alle Tage",
    count: (day: string, count: number) => (count === 0 ? `${day}, keine Aufnahmen` : `${day}, ${clipsOf(count)}`),
    help: "Pfeiltasten bewegen, Eingabe wählt.",
  },
  keys: {
    title: "Tasten",
    list: [
      ["Pfeile", "bewegen"],
      ["Eingabe", "öffnen"],
      ["Leertaste", "auswählen"],
      ["Umschalt + Pfeile", "mehr auswählen"],
      ["P", "behalten oder nicht"],
      ["Entf", "löschen"],
      ["Esc", "Auswahl verlassen"],
    ],
  },
  storage: {
    title: "Speicher",
    reach: (days: string, most: string) => `Der Platz reicht für ${days}${most ? `; am meisten braucht ${most}` : ""}.`,
    reachByAge: (days: number) => `Aufnahmen verschwinden nach ${many(Math.round(days), "Tag", "Tagen")}, wie Sie es gewählt haben. Der Platz reicht dafür.`,
    reachUnknown: "Wie weit es zurückreicht, zeigt sich nach den ersten Stunden mit Aufnahmen.",
    reachNone: "Behaltene Aufnahmen füllen ihn: Sonst passt nichts hinein. Behalten Sie weniger, oder erlauben Sie mehr Platz.",
    days: (days: number) => {
      if (days < 1) return "weniger als einen Tag";
      if (days > 400) return "mehr als ein Jahr";
      return days < 1.5 ? "etwa einen Tag" : `etwa ${Math.round(days)} Tage`;
    },
    used: (used: string, room: string) => `${used} von ${room} belegt`,
    perDay: (size: string) => `${size} am Tag`,
    kept: (size: string) => `${size} behalten`,
    clips: clipsOf,
    shares: "Nach Kamera",
    details: "Nach Kamera",
  },
  play: {
    title: "Wiedergabe",
    at: (name: string, time: string) => `${name}, ${time}`,
    close: "Wiedergabe schließen",
    open: "Aufnahme öffnen",
    earlier: "Aufnahme davor",
    later: "Aufnahme danach",
    next: (time: string) => `Dazwischen ist nichts. Weiter um ${time}.`,
    end: "Das war die letzte Aufnahme.",
    unplayable: (codec: string) => `Dieser Browser kann ${codec} nicht abspielen. Laden Sie die Aufnahme herunter, um sie anzusehen.`,
    failed: "Die Aufnahme ließ sich nicht abspielen. Vielleicht wurde sie gelöscht.",
  },
  scrub: {
    label: "Zeitpunkt. Pfeiltasten verschieben ihn, Bild auf und Bild ab gehen von Aufnahme zu Aufnahme, Eingabe spielt ab.",
    value: (time: string, what: string) => `${time}: ${what}`,
    clip: (kind: string) => `Aufnahme (${kind})`,
    nothing: "nichts aufgenommen",
    gap: (sentence: string) => `nicht aufgenommen. ${sentence}`,
    hint: "Zeigen Sie auf die Linie, um das Bild dieses Zeitpunkts zu sehen; ein Klick spielt von dort ab.",
    hintTouch: "Ziehen Sie den runden Knopf, um das Bild jedes Zeitpunkts zu sehen; Loslassen spielt ab. Ziehen Sie die Linie, um sie zu verschieben, mit zwei Fingern ändern Sie den Ausschnitt.",
  },
  span: {
    start: "Zeitraum herunterladen",
    title: "Zeitraum herunterladen",
    from: "Anfang des Zeitraums",
    to: "Ende des Zeitraums",
    help: "Ziehen Sie die beiden Griffe, oder nehmen Sie die Pfeiltasten: eine Sekunde, mit Umschalt zehn.",
    of: (from: string, to: string, length: string) => `${from} bis ${to}, ${length}`,
    camera: "Kamera",
    download: "Herunterladen",
    nothing: "In diesem Zeitraum wurde nichts aufgenommen.",
    tooLong: "Höchstens ein Tag auf einmal.",
    starts: "Das Video beginnt beim Bild davor und lässt Zeiten ohne Aufnahme aus.",
    cancel: "Abbrechen",
  },
  marks: {
    legend: "Zustand",
    restarted: (times: number | null) => (times === null || times === 1 ? "Die Kamera ist neu gestartet." : `Die Kamera ist in dieser Stunde ${times}-mal neu gestartet.`),
    quiet: "Die Kamera antwortet nicht mehr.",
    back: (length: string) => `Die Kamera ist nach ${length} wieder da.`,
    battery_low: (percent: number) => `Die Batterie ist schwach: ${percent} %.`,
    battery_new: (percent: number) => `Frische Batterie: ${percent} %.`,
    firmware: (version: string) => `Neue Firmware ${version} ist eingespielt.`,
    firmware_failed: (why: string) => `Neue Firmware ließ sich nicht einspielen. ${why}`,
    cause: (found: string) => (found ? `Der Doktor hat nachgesehen: ${found}` : "Der Doktor hat nachgesehen."),
    doctor_ended: (found: string) => (found ? `Das Gespräch mit dem Doktor ist zu Ende: ${found}` : "Das Gespräch mit dem Doktor ist zu Ende."),
    more: (count: number) => `und ${count} weitere`,
    open: "Das Gespräch mit dem Doktor zeigen",
  },
};
