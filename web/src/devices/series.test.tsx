// SPDX-License-Identifier: Apache-2.0
import { cleanup, render, screen } from "@testing-library/preact";
import { afterEach, describe, expect, it } from "vitest";
import { makeSeries } from "../../dev/fixture_hub/devices.mjs";
import type { TelemetrySample, TelemetrySeries } from "../api/types";
import { bandPath, linePath, Sparkline } from "../ui/sparkline";
import { summaryParts } from "./history";
import { heardAt, hourMs, measured, rangeOf, runs, silences, thinned, totalMs, widened } from "./series";

afterEach(cleanup);

const start = Date.parse("2026-11-21T00:00:00Z");
const minute = 60_000;
const sample = (minutes: number, rssi: number | null): TelemetrySample => ({
  at: new Date(start + minutes * minute).toISOString(), battery_mv: null, battery_percent: null, energy_used_mwh: null,
  rssi_dbm: rssi, channel: 6, temperature_c: null, storage_used: null, uptime_s: 1,
});
const series = (...samples: TelemetrySample[]): TelemetrySeries => ({ hours: [], samples });

describe("a telemetry series", () => {
  it("joins hours of the past with single samples, and leaves out what was not measured", () => {
    const hour = {
      start: new Date(start - 2 * hourMs).toISOString(), samples: 120, battery_mv_least: null, battery_mv_most: null, energy_used_mwh: null,
      rssi_dbm_least: -80, rssi_dbm_mean: -60, temperature_c_least: null, temperature_c_most: null, starts: 0,
    };
    const both = { hours: [hour], samples: [sample(0, -55), sample(1, null)] };
    expect(measured(both, "signal")).toEqual([{ at: start - 1.5 * hourMs, least: -80, most: -60 }, { at: start, least: -55, most: -55 }]);
    expect(measured(both, "battery")).toEqual([]);
  });
  it("is thinned out without losing its least and its most", () => {
    const points = Array.from({ length: 600 }, (_, index) => ({ at: start + index * minute, least: index === 321 ? -90 : -60, most: index === 77 ? -30 : -60 }));
    const thin = thinned(points, { from: start, to: start + 600 * minute }, 60);
    expect(thin).toHaveLength(60);
    expect(rangeOf(thin)).toEqual({ least: -90, most: -30 });
  });
  it("says in which time nothing was heard, also up to now", () => {
    const heard = heardAt(series(sample(0, -60), sample(1, -60), sample(30, -60), sample(31, -60)));
    const quiet = silences(heard, { from: start, to: start + 60 * minute });
    expect(quiet).toEqual([
      { from: start + minute, to: start + 30 * minute },
      { from: start + 31 * minute, to: start + 60 * minute },
    ]);
    expect(totalMs(quiet)).toBe(58 * minute);
  });
  it("makes no silence of a sample that was late", () => {
    expect(silences(heardAt(series(sample(0, -60), sample(3, -60))), { from: start, to: start + 4 * minute })).toEqual([]);
  });
  it("draws no line across a silence", () => {
    const told = series(sample(0, -60), sample(1, -61), sample(30, -62), sample(31, -63));
    const span = { from: start, to: start + 32 * minute };
    const parts = runs(measured(told, "signal"), silences(heardAt(told), span));
    expect(parts.map((run) => run.map(({ most }) => most))).toEqual([[-60, -61], [-62, -63]]);
  });
  it("breaks the line of a thinned week, too", () => {
    const to = Date.now();
    const from = to - 24 * hourMs;
    const told = makeSeries("PL-0C41A77E20D1", from, to);
    const quiet = silences(heardAt(told), { from, to });
    expect(quiet).toHaveLength(1);
    expect(runs(thinned(measured(told, "signal"), { from, to }, 120), quiet)).toHaveLength(2);
  });
  it("does not let a steady value look wild", () => {
    expect(widened({ least: 3120, most: 3130 }, 200)).toEqual({ least: 3025, most: 3225 });
    expect(widened({ least: 0, most: 500 }, 200)).toEqual({ least: 0, most: 500 });
  });
});

describe("a sparkline", () => {
  const run = [{ x: 0, low: 0, high: 0 }, { x: 1, low: 1, high: 1 }];
  it("goes from the bottom left to the top right when all grows", () => {
    expect(linePath(run)).toBe("M0.0 52.0L300.0 4.0");
    expect(bandPath(run)).toBe("M0.0 52.0L300.0 4.0L300.0 4.0L0.0 52.0Z");
  });
  it("says the same in words", () => {
    const parts = summaryParts([{ at: 0, least: -70, most: -50 }], { least: -70, most: -50 }, [{ from: 0, to: 2 * hourMs }], (value) => `${value} dBm`);
    expect(parts).toEqual(["-70 dBm to -50 dBm", "newest -60 dBm", "not heard for 2 h"]);
    render(<Sparkline runs={[run]} unknown={[[0.2, 0.4]]} text="Signal, last day: weak." />);
    expect(screen.getByRole("img", { name: "Signal, last day: weak." }).querySelectorAll("rect")).toHaveLength(1);
  });
});
