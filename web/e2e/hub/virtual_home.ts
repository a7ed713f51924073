// SPDX-License-Identifier: Apache-2.0
// A person's hands and eyes in a virtual household: its panel, opened beside the app.
import { type Browser, type BrowserContext, expect, type Locator, type Page } from "@playwright/test";
import { Household } from "../household/household_process";
import type { Device, House } from "../../src/household/types";

export class VirtualHome {
  private constructor(
    private readonly household: Household,
    private readonly context: BrowserContext,
    readonly panel: Page,
  ) {}

  static async open(browser: Browser, like: string, hubPort?: number): Promise<VirtualHome> {
    const household = await Household.start({ like, ...(hubPort !== undefined && { hubPort }) });
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, baseURL: household.url, locale: "en-GB" });
    const panel = await context.newPage();
    await panel.goto("/");
    await panel.locator(".device-tile").first().waitFor();
    return new VirtualHome(household, context, panel);
  }

  tile(name: string): Locator {
    return this.panel.locator(".device-tile").filter({ has: this.panel.locator("strong", { hasText: new RegExp(`^${name}$`) }) });
  }

  async choose(name: string): Promise<void> {
    await this.tile(name).click();
    await expect(this.panel.locator("#bench-name")).toHaveText(name);
  }

  async isOnline(name: string, timeout = 120_000): Promise<void> {
    await expect(this.tile(name)).toContainText("is online", { timeout });
  }

  async press(button: string, device?: string): Promise<void> {
    if (device !== undefined) await this.choose(device);
    await this.panel.getByRole("button", { name: button, exact: true }).click();
  }

  async isTold(sentence: string): Promise<void> {
    await this.panel.getByLabel("Make something happen").fill(sentence);
    await this.press("Do it");
    await expect(this.panel.getByLabel("Make something happen")).toHaveValue("");
  }

  async newPassword(password: string): Promise<void> {
    await this.panel.getByLabel("Password", { exact: true }).fill(password);
    await this.press("Change");
  }

  /** Holds a device's reset button so long, with the mouse. */
  async hold(device: string, seconds: number): Promise<void> {
    await this.choose(device);
    await this.panel.locator(".hold-button").hover();
    await this.panel.mouse.down();
    await expect(this.panel.locator(".hold-time")).toHaveText(new RegExp(`^${seconds}\\.\\d s`), { timeout: seconds * 1000 + 10_000 });
    await this.panel.mouse.up();
  }

  /** Its minutes pass in a second each; a hold is as long as it feels all the same. */
  async speed(text: "as in life" | "10 times" | "a minute a second"): Promise<void> {
    await this.panel.getByLabel("Speed").selectOption({ label: text });
  }

  async state(): Promise<House> {
    return (await (await this.panel.request.get("/api/household")).json()) as House;
  }

  async device(name: string): Promise<Device> {
    const found = (await this.state()).devices.find((one) => one.name === name);
    if (!found) throw new Error(`no device ${name}`);
    return found;
  }

  async close(): Promise<void> {
    await this.context.close();
    await this.household.stop();
  }
}
