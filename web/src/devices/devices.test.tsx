// SPDX-License-Identifier: Apache-2.0
import jsqr from "jsqr";
import { generate } from "lean-qr";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/preact";
import { afterEach, describe, expect, it, vi } from "vitest";
import { makeDevices } from "../../dev/fixture_hub/devices.mjs";
import { HubError } from "../api/client";
import type { Device, DeviceCommand, DeviceSettings, Energy, Invitation, Telemetry } from "../api/types";
import { deviceWords } from "../strings/devices";
import { ByCode } from "./by_code";
import { isUnderWay } from "./by_lens";
import { restsOn, sharesOf } from "./energy";
import { EnergyShares } from "./energy_shares";
import { deviceName, healthLine, lightOf, settingsState } from "./device_health";
import { merged, type Pairing, pairPatiently, refusalOf, type SeenCamera } from "./pairing_flow";
import { digitsOf, grouped, readScanned, tailOf } from "./pairing_text";
import { cellsLast, daysText, longDuration, readingsOf, signalText, signalWord } from "./readings";
import { changed } from "./settings_card";
import { isNewer, outcomeOf } from "./tools_card";

afterEach(cleanup);

const label = "PL1:C/PL-5749DA8C289F/5749DA8C289F7039370FF3A2FBE1E19C/933615A6F1F967D75230FF1A41604FD6";
const device = (more: Partial<Device> = {}): Device => ({ ...(makeDevices()[0] as Device), ...more });
const telemetry = (more: Partial<Telemetry> = {}): Telemetry => ({ ...(makeDevices()[0]?.telemetry as Telemetry), ...more });

describe("what is typed from a label", () => {
  it("is its digits, however they were written", () => {
    expect(digitsOf(" 0471-1337 ")).toBe("04711337");
    expect(digitsOf("code: 0471 1337, thanks")).toBe("04711337");
    expect(digitsOf("047113379999")).toBe("04711337");
    expect(digitsOf("none")).toBe("");
  });
  it("is shown in two groups of four, as on the label", () => {
    expect(grouped("0471")).toBe("0471");
    expect(grouped("04711")).toBe("0471 1");
    expect(grouped("04711337")).toBe("0471 1337");
  });
  it("knows a label from other codes", () => {
    expect(readScanned(` ${label.toLowerCase()}\n`)).toEqual({ kind: "label", label: { text: label, serial: "PL-5749DA8C289F" } });
    expect(readScanned("PL1:H/707729D0/6F/10.0.0.1/8430//")).toEqual({ kind: "invitation" });
    expect(readScanned("https://example.com")).toEqual({ kind: "other" });
    expect(readScanned(label.slice(0, -1))).toEqual({ kind: "other" });
    expect(tailOf("PL-5749DA8C289F")).toBe("289F");
  });
});

describe("a QR code for a lens", () => {
  it("says what it was made from, by another library's reading", () => {
    const text = "PL1:H/707729D0/6FC84D61DDC68743C9A68A1C94AD72FA/192.168.1.10/8430/486F6D65/706F7263686C69676874";
    const code = generate(text);
    const scale = 4;
    const side = (code.size + 8) * scale;
    const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++)
        if (code.get(Math.floor(x / scale) - 4, Math.floor(y / scale) - 4)) pixels.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    expect(jsqr(pixels, side, side)?.data).toBe(text);
  });
});

describe("how a device is", () => {
  it("never looks well from a state that nobody can vouch for", () => {
    expect(healthLine(device(), true).tone).toBe("good");
    expect(healthLine(device(), false)).toMatchObject({ tone: "waiting", label: "Not known" });
    for (const health of ["quiet", "offline", "never_seen", "not_since_start"] as const) expect(healthLine(device({ health }), true).tone).not.toBe("good");
  });
  it("names the fault that its light shows while it is online", () => {
    const line = healthLine(device({ telemetry: telemetry({ light: "battery_low" }) }), true);
    expect(line).toMatchObject({ tone: "fault", label: "Online", detail: "The cells are low." });
  });
  it("says that the light is dark when its owner chose that, and only once the camera has it", () => {
    const settings = { light_when_idle: false } as DeviceSettings;
    expect(lightOf(device(), settings)?.looks).toBe("Dark");
    expect(lightOf(device({ settings_revision: 4 }), settings)?.looks).toBe("A short green flash every four seconds");
    expect(lightOf(device({ telemetry: telemetry({ light: "recording" }) }), settings)?.looks).toMatch(/^Blue/);
    expect(lightOf(device({ telemetry: null }), settings)).toBeNull();
  });
  it("says whether a setting has arrived", () => {
    expect(settingsState(device({ settings_revision: 0, settings_applied: 0 }))).toBe("none");
    expect(settingsState(device({ settings_revision: 2, settings_applied: 1 }))).toBe("waiting_here");
    expect(settingsState(device({ settings_revision: 2, settings_applied: 1, health: "offline" }))).toBe("waiting_away");
    expect(settingsState(device({ settings_problem: "no" }))).toBe("problem");
    expect(settingsState(device())).toBe("applied");
  });
  it("is called by its model and the end of its serial number while it has no name", () => {
    expect(deviceName(device({ name: "" }))).toBe("Porchlight camera …20D1");
    expect(deviceName(device({ name: "Gate" }))).toBe("Gate");
  });
  it("sends only the settings that were changed", () => {
    expect(changed({ a: 1, b: true }, { a: 1, b: false })).toEqual({ b: false });
  });
});

describe("readings", () => {
  it("put a signal into words", () => {
    expect([-30, -55, -56, -67, -68, -75, -76, -82, -83].map(signalWord)).toEqual(["strong", "strong", "good", "good", "fair", "fair", "weak", "weak", "edge"]);
    expect(signalText(-58)).toBe("Good (−58 dBm)");
  });
  it("leave out what the device cannot measure", () => {
    const bare = telemetry({ battery_mv: null, battery_percent: null, energy_used_mwh: null, energy: null, rssi_dbm: null, rate_kbps: null, night_lamp: null, band: "wired", channel: null, temperature_c: null, storage_used: null, storage_total: null });
    expect(readingsOf(bare).map(([name]) => name)).toEqual(["Network", "Firmware", "Running for", "Why it last started"]);
  });
  it("say that the card is gone rather than that it is full", () => {
    expect(Object.fromEntries(readingsOf(telemetry({ storage_used: 0, storage_total: 0 })))["Its own storage"]).toBe("The card is gone");
  });
  it("tell whether the night lamp shines, and nothing of one that is not there", () => {
    const lampOf = (night_lamp: boolean | null) => Object.fromEntries(readingsOf(telemetry({ night_lamp })))["Night lamp"];
    expect([true, false, null].map(lampOf)).toEqual(["On: it is dark", "Off", undefined]);
  });
  it("say a long time in two parts", () => {
    expect([59, 61, 3 * 3600 + 600, 86_400, 12 * 86_400 + 5 * 3600 + 59].map(longDuration)).toEqual(["59 s", "1 min", "3 h 10 min", "1 day", "12 days 5 h"]);
  });
});

describe("the energy of the cells", () => {
  const energy = (more: Partial<Energy> = {}): Energy => ({ counted_s: 12.4 * 86_400, days_left: 243.4, uses: [{ use: "radio", mwh: 610 }, { use: "live", mwh: 388 }, { use: "infrared", mwh: 2 }], ...more });
  it("lasts about so long, and nobody says how long before a day was counted", () => {
    expect(cellsLast({ energy: energy() })).toBe("About 240 days more");
    expect([0.4, 1.2, 41.7, 64, 800].map(daysText)).toEqual(["Less than a day more", "About 1 day more", "About 42 days more", "About 60 days more", "More than two years more"]);
    expect(cellsLast({ energy: energy({ days_left: null, counted_s: 5 * 3600 }) })).toBe("Not known yet: counted for 5 h, and it takes a day");
    expect(restsOn(energy({ days_left: null }))).toBeNull();
    expect(restsOn(energy())).toContain("the 12 days since new cells");
    expect(cellsLast({ energy: null })).toBeNull();
  });
  it("is told in shares of all that was used, also by a camera that knows a use this page does not", () => {
    expect(sharesOf(energy()).map(({ name, percent }) => `${name} ${percent}`)).toEqual(["Radio 61 %", "Being watched 39 %", "Night lamp under 1 %"]);
    expect(sharesOf(energy({ uses: [{ use: "siren", mwh: 3 }] }))[0]).toEqual({ name: "siren", part: 1, percent: "100 %" });
  });
  it("has a bar for each use, and none where nothing was used", () => {
    const { container, rerender } = render(<EnergyShares energy={energy()} />);
    expect([...container.querySelectorAll("meter")].map((bar) => bar.value)).toEqual([0.61, 0.388, 0.002]);
    rerender(<EnergyShares energy={energy({ uses: [] })} />);
    expect(container.textContent).toBe("");
  });
});

describe("what came of a command", () => {
  const command = (more: Partial<DeviceCommand>): DeviceCommand => ({ id: 1, kind: "snapshot", created: "2026-11-21T10:00:00Z", state: "done", finished: null, sentence: "", ...more });
  it("waits for a camera that is away, and says why something failed", () => {
    expect(outcomeOf(command({ state: "waiting" }), false)).toBe("Asked. It does this as soon as it is back.");
    expect(outcomeOf(command({ state: "failed", sentence: "The camera has no picture yet." }), true)).toBe("Picture: did not work. The camera has no picture yet.");
  });
});

describe("an update", () => {
  it("is offered only when it is newer, part by part", () => {
    expect(isNewer("1.10.0", "1.9.3")).toBe(true);
    expect(isNewer("1.9.3", "1.10")).toBe(false);
    expect(isNewer("1.2", "1.2.0")).toBe(false);
    expect(isNewer("1.2.1", "1.2")).toBe(true);
  });
});

describe("a picture for a lens", () => {
  it("is asked about until the camera that read it is paired, or not", () => {
    const made = (state: Invitation["state"]): Invitation => ({ id: "A", text: null, expires: "2026-11-21T10:00:00Z", state, serial: null, sentence: "" });
    expect((["open", "pairing", "paired", "failed", "expired"] as const).map((state) => isUnderWay(made(state)))).toEqual([true, true, false, false, false]);
  });
});

describe("pairing", () => {
  const request = { serial: "PL-5749DA8C289F", code: "04711337" };
  const wrong = new HubError(403, "permission_denied", "The code does not match.");
  it("counts the tries that the camera still takes", () => {
    expect(refusalOf(wrong, request, 1)).toMatchObject({ kind: "wrong", sentence: expect.stringContaining("takes 4 more tries") });
    expect(refusalOf(wrong, request, 4)).toMatchObject({ sentence: expect.stringContaining("takes 1 more try.") });
    expect(refusalOf(wrong, request, 5)).toMatchObject({ sentence: expect.stringContaining("takes no more for now") });
  });
  it("leaves the hub's own sentence for a label, and explains a serial number that is registered", () => {
    expect(refusalOf(wrong, { serial: request.serial }, 1)).toEqual({ kind: "other", sentence: "The code does not match." });
    expect(refusalOf(new HubError(409, "already_exists", "serial number already registered"), request, 1)).toEqual({ kind: "registered" });
  });
  it("keeps a camera in the list that went for a moment, marked, and drops it later", () => {
    const camera = { serial: "PL-1", model: "porchlight-camera", methods: [], address: "", since: "" };
    const seen = new Map([["PL-1", { camera, at: 1000 }]]);
    expect(merged(seen, 3000, [camera])).toEqual([{ ...camera, away: false }]);
    expect(merged(seen, 3000, [])).toEqual([{ ...camera, away: true }]);
    expect(merged(seen, 14_000, [])).toEqual([]);
  });
  it("waits for a camera that is dialling again, and for nothing else", async () => {
    const answers = [404, 404, 200];
    const ask = vi.fn(async () => {
      const status = answers.shift() ?? 403;
      return new Response(JSON.stringify(status === 200 ? device() : { error: { code: status === 404 ? "not_found" : "permission_denied", sentence: "No." } }), { status });
    });
    vi.stubGlobal("fetch", ask);
    expect((await pairPatiently(request, 1000, 1)).serial).toBe(device().serial);
    expect(ask).toHaveBeenCalledTimes(3);
    await expect(pairPatiently(request, 1000, 1)).rejects.toThrow("No.");
    expect(ask).toHaveBeenCalledTimes(4);
    vi.unstubAllGlobals();
  });

  const waiting = (serial: string): SeenCamera => ({ serial, model: "porchlight-camera", methods: ["code"], address: "192.168.1.7", since: "2026-11-21T10:00:00Z", away: false });
  const idle: Pairing = { busy: false, refusal: null, asked: false, pair: async () => {}, clear: () => {} };
  it("takes the only camera that waits as chosen, and asks which when there are two", () => {
    const { rerender } = render(<ByCode waiting={[waiting("PL-0000AAAA")]} pairing={idle} />);
    expect((screen.getByRole("radio") as HTMLInputElement).checked).toBe(true);
    rerender(<ByCode waiting={[waiting("PL-0000AAAA"), waiting("PL-0000BBBB")]} pairing={idle} />);
    expect(screen.getAllByRole("radio").map((radio) => (radio as HTMLInputElement).checked)).toEqual([false, false]);
  });
  it("sends eight digits for the chosen camera, and not before they are eight", async () => {
    const pair = vi.fn(async () => {});
    render(<ByCode waiting={[waiting("PL-0000AAAA")]} pairing={{ ...idle, pair }} />);
    const button = screen.getByRole("button", { name: deviceWords.pair.action }) as HTMLButtonElement;
    fireEvent.input(screen.getByLabelText("Code"), { target: { value: "0471 133" } });
    expect(button.disabled).toBe(true);
    expect(screen.getByText("1 more digit to go.")).toBeTruthy();
    fireEvent.input(screen.getByLabelText("Code"), { target: { value: "0471 1337" } });
    // A ninth digit does not stay in sight.
    fireEvent.input(screen.getByLabelText("Code"), { target: { value: "0471 13379" } });
    await waitFor(() => expect((screen.getByLabelText("Code") as HTMLInputElement).value).toBe("0471 1337"));
    fireEvent.click(button);
    expect(pair).toHaveBeenCalledWith({ serial: "PL-0000AAAA", code: "04711337", name: "", wifi: null });
  });
});
