// SPDX-License-Identifier: Apache-2.0
// Labels by this device's camera (Chromium plays a film of one), by a photo, and when no camera may be used.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { generate } from "lean-qr";
import playwrightConfig from "../../playwright.config";

const label = "PL1:C/PL-3B81D90E4471/3B81D90E44719F7039370FF3A2FBE1E1/933615A6F1F967D75230FF1A41604FD6";

/** A second of a label that lies on a grey table, as an uncompressed film. */
function filmOf(text: string): string {
  const [width, height, scale] = [640, 480, 6];
  const code = generate(text);
  const luma = Buffer.alloc(width * height, 110);
  const left = (width - code.size * scale) >> 1;
  const top = (height - code.size * scale) >> 1;
  const margin = 4;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const column = Math.floor((x - left) / scale);
      const row = Math.floor((y - top) / scale);
      const onLabel = Math.min(column, row) >= -margin && Math.max(column, row) < code.size + margin;
      if (onLabel) luma[y * width + x] = code.get(column, row) ? 40 : 215;
    }
  const frame = Buffer.concat([Buffer.from("FRAME\n"), luma, Buffer.alloc((width * height) / 2, 128)]);
  const path = join(mkdtempSync(join(tmpdir(), "porchlight-label-")), "label.y4m");
  writeFileSync(path, Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), ...Array.from({ length: 10 }, () => frame)]));
  return path;
}

const launch = playwrightConfig.use?.launchOptions ?? {};
test.use({
  launchOptions: {
    ...launch,
    args: [...(launch.args ?? []), "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", `--use-file-for-fake-video-capture=${filmOf(label)}`],
  },
});

test.beforeEach(async ({ context, baseURL }) => {
  await context.addCookies([{ name: "porchlight_session", value: "1", url: baseURL ?? "" }]);
});

test("a label before the camera of this device is read, and names the camera", async ({ page }) => {
  await page.goto("/add/porchlight?way=label");
  await page.getByRole("button", { name: "Use this device’s camera" }).click();
  await expect(page.getByText("The label of the camera …4471. It waits for you: its light is slow blue.")).toBeVisible({ timeout: 20_000 });
  await expect(page.locator(".viewfinder")).toHaveCount(0);
  await expect(page.getByLabel("Text of the label")).toHaveValue(label);
  const asked = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/pairing"));
  await page.getByRole("button", { name: "Pair this camera" }).click();
  expect((await asked).postDataJSON()).toMatchObject({ serial: "PL-3B81D90E4471", label });
});

test("where no camera may be used, the page says so and the text can be pasted", async ({ page }) => {
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  await page.goto("/add/porchlight?way=label");
  await page.getByRole("button", { name: "Use this device’s camera" }).click();
  await expect(page.getByRole("alert")).toContainText("Allow it in the browser, choose a photo, or paste the text below.");
  await page.getByLabel("Text of the label").fill(label);
  await expect(page.getByRole("button", { name: "Pair this camera" })).toBeEnabled();
});

test("the picture for a lens can be read from the screen, and is not taken for a label", async ({ page }) => {
  await page.goto("/add/porchlight?way=lens");
  await page.getByLabel("Wi-Fi name").fill("Home");
  await page.getByRole("button", { name: "Make the picture" }).click();
  const picture = await page.locator(".qr").screenshot();
  await page.goto("/add/porchlight?way=label");
  await page.getByLabel("Choose a photo of the label").setInputFiles({ name: "photo.png", mimeType: "image/png", buffer: picture });
  await expect(page.getByLabel("Text of the label")).toHaveValue(/^PL1:H\/707729D0\//);
  await expect(page.getByText("This is the picture that this app shows to a camera.")).toBeVisible();
});

test("a serial number that is registered is explained, and can be asked for", async ({ page }) => {
  await page.goto("/add/porchlight");
  await page.getByRole("radio", { name: /Porchlight doorbell/ }).check();
  await page.getByLabel("Code", { exact: true }).fill("9999 9999");
  await page.getByRole("button", { name: "Pair this camera" }).click();
  await expect(page.getByRole("heading", { name: "This camera is registered to a home already" })).toBeVisible();
  const asked = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/pairing"));
  await page.getByRole("button", { name: "Ask for it (30 days)" }).click();
  expect((await asked).postDataJSON()).toMatchObject({ code: "99999999", contest: true });
  await expect(page.getByText(/The other home has been asked/)).toBeVisible();
});

test("what another home asks for stands on the wall, and can be kept", async ({ page }) => {
  // Answered here, so that the fixture still has the question for other tests.
  const carport = (await (await page.request.get("/api/v1/devices/PL-77B0E1F25A3C")).json()) as object;
  await page.route("**/devices/PL-77B0E1F25A3C/keep", (route) => route.fulfill({ json: { ...carport, binding: "bound", contest_ends: null } }));
  await page.goto("/");
  await page.locator(".notice", { hasText: "Carport" }).getByRole("link", { name: "Answer" }).click();
  await page.getByRole("button", { name: "Keep it" }).click();
  await expect(page.getByText("Carport stays yours.")).toBeVisible();
});
