// SPDX-License-Identifier: Apache-2.0
// A person who walks with the doctor: answers truthfully from what the panel of a virtual household shows, and does there
// what the doctor advises.
import { expect, type Page } from "@playwright/test";
import type { DoctorSession } from "../../src/api/types";
import type { VirtualHome } from "./virtual_home";

export interface Trouble {
  home: VirtualHome;
  /** The device that it is about, and the hub that its maker's cameras have. */
  device: string;
  hub?: string;
  /** What they know, by the ids of questions and answers; of the rest they cannot tell. */
  knows: Record<string, string>;
  /** How each step is done in the panel; the others they cannot do. */
  does: Record<string, () => Promise<void>>;
  /** How many steps they have patience for. */
  patience?: number;
}

export class Person {
  /** Each question with its answer and each step, as they came. */
  readonly story: string[] = [];

  constructor(
    private readonly page: Page,
    private readonly trouble: Trouble,
  ) {}

  private get id(): string {
    return new URL(this.page.url()).pathname.split("/")[2] ?? "";
  }

  async session(): Promise<DoctorSession> {
    return (await (await this.page.request.get(`/api/v1/doctor/sessions/${this.id}`)).json()) as DoctorSession;
  }

  private async click(name: string): Promise<void> {
    await this.page.locator(".phase").getByRole("button", { name, exact: true }).click();
  }

  /** What is wanted now, in the app as in the hub. */
  private async wanted(): Promise<DoctorSession> {
    let session = await this.session();
    await expect
      .poll(async () => {
        session = await this.session();
        return (await this.page.locator(".phase").getAttribute("data-phase")) === session.phase && session.phase !== "looking";
      }, { timeout: 40_000 })
      .toBe(true);
    return session;
  }

  /** Looks at the light in the panel, and finds it among the pictures. @return Whether it is there. */
  private async tellsLight(name: string): Promise<boolean> {
    const { light } = await this.trouble.home.device(name);
    const pictures = this.page.getByRole("button", { name: "Pictures", exact: true });
    if ((await pictures.count()) > 0) await pictures.click();
    const picture = this.page.locator(`input[name="light"][value="${light.pattern}"]`);
    if ((await picture.count()) === 0) return false;
    await picture.check();
    this.story.push(`the light of ${name}: ${light.pattern}`);
    await this.page.getByRole("button", { name: "This is it" }).click();
    return true;
  }

  private async answers(session: DoctorSession): Promise<void> {
    const { id, answers } = session.next;
    const seen = id === "light" ? this.trouble.device : id === "hub_light" ? this.trouble.hub : undefined;
    if (seen !== undefined && (await this.tellsLight(seen))) return;
    const answer = answers.find((one) => one.id === this.trouble.knows[id]);
    this.story.push(`${session.next.say} ${answer?.says ?? "-"} (${id})`);
    await this.click(answer?.says ?? "I cannot tell");
  }

  private async acts(session: DoctorSession): Promise<void> {
    const { next } = session;
    const deed = this.trouble.does[next.id];
    this.story.push(`step ${next.id}${next.also ? ` and ${next.also.id}` : ""}: ${deed ? "done" : "cannot"}`);
    if (next.also && !this.trouble.does[next.also.id]) await this.page.getByLabel("I did this too").uncheck();
    if (!deed) return this.click("I cannot do this, or do not want to");
    await deed();
    if (next.also) await this.trouble.does[next.also.id]?.();
    await this.click("I have done it");
  }

  /** The hub sees it come back, or they look themselves. @return It works. */
  private async waits(session: DoctorSession): Promise<boolean> {
    const title = this.page.locator("#phase-title");
    if (session.camera_id !== null) {
      const isBack = await expect(title).toHaveText("I can see it again", { timeout: 60_000 }).then(() => true, () => false);
      if (!isBack) await this.click("It still does not work");
      this.story.push(isBack ? "the hub sees it again" : "the hub does not see it");
      return isBack;
    }
    const isBack = await this.trouble.home.isOnline(this.trouble.device, 60_000).then(() => true, () => false);
    this.story.push(isBack ? "it works again" : "it does not work");
    await this.click(isBack ? "Yes, it works again" : "No, it does not");
    return isBack;
  }

  /** Until it works again. @return The steps that were done, the last of them helped. */
  async walksToACure(): Promise<void> {
    let steps = 0;
    for (let turn = 0; turn < 40; turn++) {
      const session = await this.wanted();
      if (session.phase === "asking") await this.answers(session);
      else if (session.phase === "doing") {
        if (++steps > (this.trouble.patience ?? 6)) break;
        await this.acts(session);
      } else if (session.phase === "watching") {
        if (await this.waits(session)) return;
      } else break;
      const before = JSON.stringify(session);
      await expect.poll(async () => JSON.stringify(await this.session()) !== before, { message: this.story.join("\n") }).toBe(true);
    }
    throw new Error(`no cure:\n${this.story.join("\n")}\n${(await this.session()).summary}`);
  }
}
