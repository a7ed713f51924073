// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { told, toldOf } from "./de/story";

const sayings = readFileSync("../src/sim/sayings.cpp", "utf8");

test("whatever a virtual device says is told in German, with its names", () => {
  const said = [...sayings.matchAll(/"((?:[^"\\]|\\.)+)"[,;)}]/g)].map((match) => (match[1] ?? "").replaceAll('\\"', '"')).filter((text) => !text.endsWith(".hpp"));
  expect(said.length).toBeGreaterThan(30);
  for (const text of said) expect(told(text.replaceAll("{}", "Home")), text).not.toBe(text.replaceAll("{}", "Home"));
  expect(told('is refused by "Home": wrong password')).toBe("wird von „Home“ abgewiesen: falsches Passwort");
  expect(told('shows an alert: a ring at "Door"')).toBe("zeigt eine Meldung: Klingeln bei „Door“");
});

test("an order of the owner and a device's name stay as they are", () => {
  expect(told('the person unplugs "Kitchen" for 30 s')).toBe('the person unplugs "Kitchen" for 30 s');
  expect([toldOf("phone"), toldOf("Kitchen")]).toEqual(["Telefon", "Kitchen"]);
});
