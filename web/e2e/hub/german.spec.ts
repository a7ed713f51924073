// SPDX-License-Identifier: Apache-2.0
// A person with a German browser, and the doctor on the real hub: app and hub speak one language, over HTTP and the socket.
import { expect, test } from "@playwright/test";
import { expectAccessible, listenForComplaints } from "../page_checks";
import { Hub, isBuilt, program } from "./hub_process";

test.skip(!isBuilt, `the hub is not built (${program})`);

const english = /\b(the|your|what|does|with|not|and|is)\b/i;

test("the doctor asks and advises in German", async ({ browser }) => {
  const hub = await Hub.start();
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, baseURL: hub.url, locale: "de-DE" });
  const page = await context.newPage();
  const complaints = listenForComplaints(page);
  const phase = (): Promise<string | null> => page.locator(".phase").getAttribute("data-phase");
  const shown = async (): Promise<string> => (await page.locator(".phase h1, .phase .then, .answer, .cause-name").allInnerTexts()).join("\n");
  await page.goto(hub.setupPath());
  await page.getByLabel("Ihr Name").fill("Ada");
  await page.getByLabel("Passwort", { exact: true }).fill("lampenöl und glas");
  await page.getByRole("button", { name: "Als Eigentümer anlegen" }).click();
  await page.getByRole("heading", { name: "Das Licht ist an, Ada." }).waitFor();

  await page.goto("/doctor?model=any&way=words");
  await page.getByLabel("In eigenen Worten").fill("Meine Blink blinkt rot und ist offline, seit wir einen neuen Router haben");
  await page.getByRole("button", { name: "Den Doktor fragen" }).click();
  // What was found while it looked comes over the socket.
  await expect.poll(phase, { timeout: 30_000 }).toBe("asking");
  await expectAccessible(page);
  for (let asked = 0; asked < 25 && (await phase()) === "asking"; asked++) {
    expect(await shown()).not.toMatch(english);
    const question = await page.getByRole("heading", { level: 1 }).textContent();
    await page.getByRole("button", { name: "Das kann ich nicht sagen" }).click();
    await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(question ?? "");
  }
  expect(await phase()).toBe("doing");
  expect(await shown()).not.toMatch(english);
  await page.getByRole("link", { name: "Der Bericht" }).click();
  await expect(page.locator(".report")).toContainText("Was bekannt ist");
  expect(complaints).toEqual([]);
  await context.close();
  await hub.remove();
});
