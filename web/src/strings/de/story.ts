// SPDX-License-Identifier: Apache-2.0
// What a virtual household tells (src/sim/sayings.cpp and household_app.cpp), in German; {} stands for a name.
const sentences: Record<string, string> = {
  "has no power": "hat keinen Strom",
  "has no power, and still holds the charge of its hang": "hat keinen Strom, hält aber noch die Ladung, in der sie hängt",
  "starts and tests itself": "startet und prüft sich selbst",
  "waits to be set up": "wartet auf die Einrichtung",
  "has waited too long to be set up, and sleeps": "hat zu lange auf die Einrichtung gewartet und schläft",
  "joins the Wi-Fi": "verbindet sich mit dem WLAN",
  "looks for its hub": "sucht ihre Zentrale",
  "is online": "ist online",
  records: "nimmt auf",
  "is watched live": "wird live angesehen",
  "records and is watched live": "nimmt auf und wird live angesehen",
  "writes new firmware": "schreibt neue Firmware",
  hangs: "hängt",
  "erases its memory": "löscht ihren Speicher",
  "stops half-way through erasing: its cells are too weak": "bricht das Löschen ab: Ihre Batterien sind zu schwach",
  "has cells too flat for radio and light": "hat zu leere Batterien für Funk und Leuchte",
  "fails its self-test": "besteht ihre Selbstprüfung nicht",
  "reports that its firmware hung": "meldet, dass ihre Firmware hing",
  "reports that its new firmware failed": "meldet, dass ihre neue Firmware versagt hat",
  "reports that its reset button is stuck": "meldet, dass ihre Rücksetztaste klemmt",
  "is still not back after three minutes": "ist nach drei Minuten noch nicht zurück",
  "puts off new firmware: cells or temperature do not allow it": "verschiebt neue Firmware: Batterien oder Temperatur erlauben sie nicht",
  'is refused by "{}": wrong password': "wird von „{}“ abgewiesen: falsches Passwort",
  'does not find "{}"': "findet „{}“ nicht",
  "finds no hub that takes it": "findet keine Zentrale, die sie nimmt",
  "is refused by its hub": "wird von ihrer Zentrale abgewiesen",
  "measures good cells again": "misst wieder gute Batterien",
  "measures low cells": "misst schwache Batterien",
  "measures nearly empty cells": "misst fast leere Batterien",
  "measures flat cells": "misst leere Batterien",
  "is too hot": "ist zu heiß",
  "is too cold": "ist zu kalt",
  "has a good temperature again": "hat wieder eine gute Temperatur",
  "loses the internet": "verliert das Internet",
  "has the internet again": "hat das Internet wieder",
  "cannot save clips any more": "kann keine Clips mehr speichern",
  "can save clips again": "kann wieder Clips speichern",
  "restarts, as its hub asked": "startet neu, wie es die Zentrale wollte",
  "has a spider's web before its lens": "hat ein Spinnennetz vor der Linse",
  "is on the Wi-Fi and gets no address": "ist im WLAN und bekommt keine Adresse",
  "browns out: its supply gives way under the load": "bricht ein: Ihre Versorgung gibt unter der Last nach",
  "has nowhere to keep its clip": "hat keinen Platz für ihren Clip",
  "changes its light": "ändert ihre Leuchte",
  'shows an alert: motion at "{}"': "zeigt eine Meldung: Bewegung bei „{}“",
  'shows an alert: a ring at "{}"': "zeigt eine Meldung: Klingeln bei „{}“",
  '"{}" added': "„{}“ hinzugefügt",
  '"{}" deleted': "„{}“ entfernt",
  "serial number already registered": "Seriennummer ist schon registriert",
  "no such device in this home": "kein solches Gerät in diesem Zuhause",
  "the app does not reach its cloud": "die App erreicht ihre Cloud nicht",
  'the phone does not find "{}"': "das Telefon findet „{}“ nicht",
  "the hub is offline": "die Zentrale ist offline",
  "too many requests": "zu viele Anfragen",
  offline: "offline",
  busy: "besetzt",
  "the picture does not load": "das Bild lädt nicht",
  "its cells are too weak": "ihre Batterien sind zu schwach",
};
const who: Record<string, string> = { app: "App", phone: "Telefon", router: "Router" };

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const shapes = Object.entries(sentences)
  .filter(([english]) => english.includes("{}"))
  .map(([english, german]) => ({ shape: new RegExp(`^${english.split("{}").map(escaped).join("(.*)")}$`), german }));

/** An order of the owner is told as it was given, in English. */
export function told(what: string): string {
  const known = sentences[what];
  if (known !== undefined) return known;
  for (const { shape, german } of shapes) {
    const filled = shape.exec(what)?.slice(1);
    if (filled) return german.replaceAll("{}", () => filled.shift() ?? "");
  }
  return what;
}

export const toldOf = (name: string): string => who[name] ?? name;
