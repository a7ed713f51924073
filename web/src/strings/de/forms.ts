// SPDX-License-Identifier: Apache-2.0
// Numbers and lists as German writes them, and the words chosen once for all of the app:
//
//   hub Zentrale · home Zuhause · camera Kamera · light Leuchte · cells Batterien · clip Aufnahme · event Ereignis
//   motion Bewegung · gap Lücke · timeline Zeitleiste · zone Zone (watched beobachtet, covered abgedeckt)
//   armed scharf · disarmed unscharf · keep behalten · remove entfernen · delete löschen · pair koppeln
//   let go of a camera freigeben · let go of a button loslassen · reset to new zurücksetzen · restart neu starten
//   hub of another maker Basisstation · virtual household Übungshaushalt · clip's export Archiv
//   mode Modus (Zu Hause, Unterwegs, Nacht) · schedule Zeitplan · rule Regel · walk test Gehprobe
//   status light Leuchte · night lamp Nachtlicht · label Aufkleber · doctor Doktor · cause Ursache · step Schritt
//
// People are addressed as "Sie". A sentence never begins with "Sie" or "Ihr" when a camera is meant: it would be read as
// the person.

/** "1 Tag", "2 Tage" */
export const many = (count: number, one: string, more: string): string => (count === 1 ? `1 ${one}` : `${count} ${more}`);

/** "Hof, Tor und Garage" */
export const list = (names: string[]): string =>
  names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} und ${names.at(-1) ?? ""}`;

/** "0,4" */
export const decimal = (value: number, digits: number): string =>
  value.toLocaleString("de-DE", { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false });
