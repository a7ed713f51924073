// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { call } from "../api/client";
import type { TelemetrySeries } from "../api/types";
import { hubNow } from "../state/clock";
import { usePolling } from "../state/polled";
import { deviceWords } from "../strings/devices";
import { Loading } from "../ui/notices";
import { Sparkline, type SparkPoint } from "../ui/sparkline";
import { longDuration, signalText, volts } from "./readings";
import { heardAt, hourMs, measured, type Metric, type Point, type Range, rangeOf, runs, silences, type Span, thinned, totalMs, widened } from "./series";

const text = deviceWords.history;
const everyMs = 60_000;
const mostPoints = 120;
const spans = { day: 24 * hourMs, week: 7 * 24 * hourMs };
type SpanName = keyof typeof spans;

interface Drawn {
  metric: Metric;
  name: string;
  value: (value: number) => string;
  /** A change of less than this is no change. */
  atLeast: number;
}

const metrics: Drawn[] = [
  { metric: "battery", name: deviceWords.readings.battery, value: (millivolts) => `${volts(millivolts)} V`, atLeast: 200 },
  { metric: "signal", name: deviceWords.readings.signal, value: (dbm) => signalText(Math.round(dbm)), atLeast: 20 },
  { metric: "temperature", name: deviceWords.readings.temperature, value: deviceWords.readings.degrees, atLeast: 10 },
];

/** What a chart says, for those who do not see it and for those who do not read charts. */
export function summaryParts(points: readonly Point[], range: Range, quiet: readonly Span[], value: (value: number) => string): string[] {
  const newest = points.at(-1);
  const parts = [text.range(value(range.least), value(range.most))];
  if (newest) parts.push(text.newest(value((newest.least + newest.most) / 2)));
  const silent = totalMs(quiet) / 1000;
  if (silent > 0) parts.push(text.silent(longDuration(silent)));
  return parts;
}

const fraction = (at: number, { from, to }: Span): number => Math.min(1, Math.max(0, (at - from) / (to - from)));

function sparkRuns(points: readonly Point[], range: Range, span: Span, quiet: readonly Span[]): SparkPoint[][] {
  const height = range.most - range.least || 1;
  const place = ({ at, least, most }: Point): SparkPoint => ({ x: fraction(at, span), low: (least - range.least) / height, high: (most - range.least) / height });
  return runs(points, quiet).map((run) => run.map(place));
}

function Row({ drawn, series, span, spanName }: { drawn: Drawn; series: TelemetrySeries; span: Span; spanName: SpanName }) {
  const points = thinned(measured(series, drawn.metric), span, mostPoints);
  const range = rangeOf(points);
  if (!range) return null;
  const quiet = silences(heardAt(series), span);
  const parts = summaryParts(points, range, quiet, drawn.value);
  return (
    <div class="history-row">
      <h3>{drawn.name}</h3>
      <Sparkline
        runs={sparkRuns(points, widened(range, drawn.atLeast), span, quiet)}
        unknown={quiet.map(({ from, to }) => [fraction(from, span), fraction(to, span)] as const)}
        text={text.summary(drawn.name, text[spanName], parts)}
      />
      {/* The same as the chart's own text. */}
      <p class="history-text" aria-hidden="true">
        {parts.join(" · ")}
      </p>
    </div>
  );
}

/** Small charts of the last day or week. Between what was heard there is no line. */
export function HistoryCard({ serial }: { serial: string }) {
  const spanName = useSignal<SpanName>("day");
  const loaded = useSignal<{ series: TelemetrySeries; span: Span; name: SpanName } | null>(null);
  const failed = useSignal(false);
  usePolling(
    async () => {
      const name = spanName.value;
      const to = hubNow();
      const span = { from: to - spans[name], to };
      try {
        const query = { from: new Date(span.from).toISOString(), to: new Date(to).toISOString() };
        loaded.value = { series: await call("GET /devices/{id}/telemetry", { id: serial, query }), span, name };
        failed.value = false;
      } catch {
        failed.value = true;
      }
    },
    everyMs,
    `${serial} ${spanName.value}`,
  );
  const shown = loaded.value;
  const empty = shown !== null && shown.series.hours.length + shown.series.samples.length === 0;
  const starts = shown?.series.hours.reduce((sum, hour) => sum + hour.starts, 0) ?? 0;
  return (
    <section class="card" aria-labelledby="history-title">
      <header class="section-head">
        <h2 id="history-title">{text.title}</h2>
        <div class="segments" role="group" aria-label={text.span}>
          {(Object.keys(spans) as SpanName[]).map((name) => (
            <button key={name} type="button" class="segment" aria-pressed={spanName.value === name} onClick={() => (spanName.value = name)}>
              {text[name]}
            </button>
          ))}
        </div>
      </header>
      {failed.value && <p class="field-error">{text.failed}</p>}
      {!shown && !failed.value && <Loading />}
      {empty && <p class="quiet">{text.none}</p>}
      {shown && !empty && (
        <>
          {metrics.map((drawn) => (
            <Row key={drawn.metric} drawn={drawn} series={shown.series} span={shown.span} spanName={shown.name} />
          ))}
          <p class="history-axis" aria-hidden="true">
            <span>{text.axisStart[shown.name]}</span>
            <span>{text.axisEnd}</span>
          </p>
          {starts > 0 && <p class="quiet">{text.starts(starts)}</p>}
        </>
      )}
    </section>
  );
}
