// SPDX-License-Identifier: Apache-2.0
// The doctor walked to a cure, as a person would: the app of a real hub beside the panel of a virtual household.
import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test";
import { listenForComplaints } from "../page_checks";
import { Hub, isBuilt, program } from "./hub_process";
import { Person } from "./person";
import { VirtualHome } from "./virtual_home";

test.skip(!isBuilt, `the hub is not built (${program})`);
test.describe.configure({ timeout: 300_000 });

const ours = `
about = "A Porchlight camera on cells, fresh from its box."
[[device]]
name = "Garden"
model = "porchlight-camera"
at = [3, 3]
new = true
cells = { used = 0.1 }
`;
const secondHand = `
about = "A camera from somebody else, and one that works."
[[device]]
name = "Hub"
model = "blink-sync-module-2"
at = [4.5, 4]
[[device]]
name = "Kitchen"
model = "blink-mini"
at = [5, 4]
[[device]]
name = "Bargain"
model = "blink-mini"
at = [6, 3]
second_hand = true
`;
const unplugged = `
about = "Two cameras on cells and the hub that they need."
[[device]]
name = "Hub"
model = "blink-sync-module-2"
at = [4.5, 4]
[[device]]
name = "Shed"
model = "blink-outdoor-4"
at = [7, 6]
[[device]]
name = "Yard"
model = "blink-outdoor-4"
at = [3, 6]
`;

/** What anybody can say of a camera that has stopped: it is not only the light, nothing else is odd. */
const stopped = {
  since: "worked_before", recent_change: "nothing", app_says: "offline", picture: "none", clips: "none", error_text: "none", vendor_app_ok: "no",
  only_light: "no", remote_only: "no", when_bad: "always", gets_stuck: "no", restarts: "no", restart_helps: "no", phone_internet: "works", other_devices: "fine",
  modem_light: "good", router_steady: "steady", router_restart: "not_tried", hub_restart: "not_tried", hub_moved: "no", distance: "near", temperature_felt: "normal",
  press: "not_held", button: "not_tried", cell_kind: "lithium", update_broken_off: "no", updating_now: "no", account_mail: "no", maker_news: "no", wifi_security: "wpa2",
};

let hub: Hub;
let context: BrowserContext;
let page: Page;
let home: VirtualHome | undefined;
let complaints: string[];

async function moveIn(browser: Browser, like: string): Promise<VirtualHome> {
  hub = await Hub.start();
  context = await browser.newContext({ viewport: { width: 390, height: 844 }, baseURL: hub.url, locale: "en-GB" });
  page = await context.newPage();
  complaints = listenForComplaints(page);
  await hub.makeOwner(page);
  home = await VirtualHome.open(browser, like, hub.cameraPort);
  return home;
}

test.afterEach(async () => {
  await context?.close();
  await home?.close();
  await hub?.remove();
  home = undefined;
});

/** By the code on its label, on a page of its own: the walk stays where it is. */
async function takeIn(at: VirtualHome, name: string): Promise<void> {
  const pairing = await context.newPage();
  await at.choose(name);
  const code = (await at.panel.locator(".label-code").textContent()) ?? "";
  await pairing.goto("/add/porchlight");
  await expect(pairing.getByRole("radio", { name: /Porchlight camera/ })).toBeChecked({ timeout: 30_000 });
  await pairing.getByLabel("Code", { exact: true }).fill(code);
  await pairing.getByLabel("Name", { exact: true }).fill(name);
  await pairing.getByRole("button", { name: "Pair this camera" }).click();
  await expect(pairing).toHaveURL(/\/cameras\//, { timeout: 40_000 });
  // On mains it leads to the walk test, which names the camera in the line above its own heading.
  await expect(pairing.getByRole("main").getByText(name, { exact: true }).first()).toBeVisible();
  await pairing.close();
}

/** The hub has noticed by itself that the camera is silent, and says so on its tile. */
async function opensTheDoctorFromTheTile(name: string): Promise<void> {
  await page.goto("/");
  const tile = page.locator(".tile", { hasText: name });
  await tile.locator('a[href^="/doctor/"]').first().click({ timeout: 150_000 });
  await expect(page).toHaveURL(/\/doctor\/\w+$/);
}

/** A camera that the hub cannot reach: its model, and what its light does. */
async function beginsWithALight(at: VirtualHome, model: string, device: string): Promise<void> {
  const { light } = await at.device(device);
  await page.goto("/");
  await page.getByRole("link", { name: "Something is wrong" }).first().click();
  await page.getByRole("radio", { name: model, exact: true }).check();
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("button", { name: /Its light/ }).click();
  await page.locator(`input[name="light"][value="${light.pattern}"]`).check();
  await page.getByRole("button", { name: "This is it" }).click();
  await expect(page).toHaveURL(/\/doctor\/\w+$/);
}

const restart = (at: VirtualHome, device: string) => async (): Promise<void> => {
  await at.speed("10 times");
  await at.isTold(`the person unplugs "${device}" for 30 s`);
  await at.speed("as in life");
};

test("the Wi-Fi password was changed", async ({ browser }) => {
  const at = await moveIn(browser, ours);
  await takeIn(at, "Garden");
  await at.isOnline("Garden");
  await at.newPassword("a-new-one-for-all");
  await opensTheDoctorFromTheTile("Garden");
  const anew = async (): Promise<void> => {
    await at.hold("Garden", 12);
    await expect(at.panel.locator(".bench")).toContainText("Waits for a hub", { timeout: 60_000 });
    await takeIn(at, "Garden");
  };
  const person = new Person(page, {
    home: at,
    device: "Garden",
    knows: { ...stopped, recent_change: "wifi_name_or_password", same_wifi_name: "other", cells: "ok", password_checked: "yes" },
    does: { join_again: anew, restart_camera: restart(at, "Garden") },
  });
  await person.walksToACure();
  await expect(page.locator("#phase-title")).toHaveText("I can see it again");
  expect(person.story.join("\n")).toContain("step join_again");
  expect(complaints).toEqual([]);
});

test("the cells are flat", async ({ browser }) => {
  const at = await moveIn(browser, ours);
  await takeIn(at, "Garden");
  await at.isOnline("Garden");
  await at.press("Nearly empty cells", "Garden");
  await at.isOnline("Garden");
  // The hub hears of them before they end.
  await page.goto("/settings");
  await page.locator(".device-row", { hasText: "Garden" }).click();
  await expect(page.getByText(/cells are nearly empty/).first()).toBeVisible({ timeout: 90_000 });
  await at.isTold('the person gives "Garden" lithium cells that are 99 % used');
  await expect(at.tile("Garden")).toContainText("too flat", { timeout: 30_000 });
  await opensTheDoctorFromTheTile("Garden");
  const person = new Person(page, {
    home: at,
    device: "Garden",
    knows: { ...stopped, cells: "low" },
    does: { new_lithium_cells: () => at.press("New cells", "Garden"), charge_battery: () => at.press("New cells", "Garden"), restart_camera: restart(at, "Garden") },
  });
  await person.walksToACure();
  await expect(page.locator("#phase-title")).toHaveText("I can see it again");
  expect(complaints).toEqual([]);
});

test("a second-hand camera is still registered to somebody else", async ({ browser }) => {
  const at = await moveIn(browser, secondHand);
  await at.isOnline("Kitchen");
  await at.hold("Bargain", 12);
  await expect(at.tile("Bargain")).toContainText("waits to be set up", { timeout: 60_000 });
  await at.press("Add", "Bargain");
  await expect(at.panel.locator(".toast").last()).toContainText("already registered", { timeout: 60_000 });
  await beginsWithALight(at, "Blink Mini", "Bargain");
  const addAgain = async (): Promise<void> => {
    await at.isTold('the previous owner deletes "Bargain" in their app');
    await at.press("Add", "Bargain");
  };
  const person = new Person(page, {
    home: at,
    device: "Bargain",
    hub: "Hub",
    knows: { ...stopped, since: "setting_up", recent_change: "second_hand", error_text: "already_registered", app_says: "error", other_cameras: "fine", press: "long", button: "works" },
    does: { former_owner_deletes_it: addAgain, ask_the_maker_to_free_it: addAgain },
  });
  await person.walksToACure();
  await expect(page.locator("#phase-title")).toHaveText("It works again");
  expect(person.story.join("\n")).toMatch(/step (former_owner_deletes_it|ask_the_maker_to_free_it)/);
  expect(complaints).toEqual([]);
});

test("the hub of the cameras is unplugged", async ({ browser }) => {
  const at = await moveIn(browser, unplugged);
  await at.isOnline("Shed");
  await at.press("Unplug", "Hub");
  await expect(at.tile("Shed")).not.toContainText("is online", { timeout: 120_000 });
  await beginsWithALight(at, "Blink Outdoor 4", "Shed");
  const person = new Person(page, {
    home: at,
    device: "Shed",
    hub: "Hub",
    knows: { ...stopped, other_cameras: "same", hub_in_app: "offline", hub_plug: "no", cells: "ok" },
    does: { plug_in_hub: () => at.press("Plug in", "Hub"), restart_camera: restart(at, "Shed"), new_lithium_cells: () => at.press("New cells", "Shed") },
  });
  await person.walksToACure();
  await expect(page.locator("#phase-title")).toHaveText("It works again");
  expect(person.story.join("\n")).toContain("step plug_in_hub");
  expect(complaints).toEqual([]);
});
