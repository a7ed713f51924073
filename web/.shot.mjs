import { chromium } from "@playwright/test";
const [,, path, name, ready = ".page", click = ""] = process.argv;
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const [size, viewport] of Object.entries({ phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } }))
  for (const colorScheme of ["light", "dark"]) {
    if (process.env.ONLY && !process.env.ONLY.includes(`${size}-${colorScheme}`)) continue;
    const context = await browser.newContext({ viewport, colorScheme, locale: process.env.LOC ?? "en-GB" });
    await context.addCookies([{ name: "porchlight_session", value: "1", url: "http://127.0.0.1:8497" }]);
    const page = await context.newPage();
    page.on("console", (m) => m.type() === "error" && console.log(m.text()));
    page.on("pageerror", (e) => console.log(e.message));
    await page.goto(`http://127.0.0.1:8497${path}`);
    await page.locator(ready).first().waitFor();
    if (click) { for (const one of click.split(";;")) await page.locator(one).first().click(); await page.waitForTimeout(300); }
    await page.waitForTimeout(600);
    await page.screenshot({ path: `/tmp/house/${name}-${size}-${colorScheme}.png`, fullPage: !click });
    await context.close();
  }
await browser.close();
