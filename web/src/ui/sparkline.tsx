// SPDX-License-Identifier: Apache-2.0

export interface SparkPoint {
  /** 0 (left) to 1. */
  x: number;
  /** 0 (bottom) to 1, the least and the most here. */
  low: number;
  high: number;
}

interface Props {
  /** Each run is a line of its own; between two of them nothing is known. */
  runs: readonly SparkPoint[][];
  /** Stretches in which nothing is known, as x from and to. */
  unknown: ReadonlyArray<readonly [number, number]>;
  /** The same in words. */
  text: string;
}

export const sparkWidth = 300;
export const sparkHeight = 56;
const margin = 4;

const place = (x: number, y: number): string => `${(x * sparkWidth).toFixed(1)} ${(margin + (1 - y) * (sparkHeight - 2 * margin)).toFixed(1)}`;

/** The line through the middle of each point. */
export function linePath(run: readonly SparkPoint[]): string {
  return run.map(({ x, low, high }, index) => `${index === 0 ? "M" : "L"}${place(x, (low + high) / 2)}`).join("");
}

/** The area between the least and the most. */
export function bandPath(run: readonly SparkPoint[]): string {
  const there = run.map(({ x, high }, index) => `${index === 0 ? "M" : "L"}${place(x, high)}`);
  const back = run.toReversed().map(({ x, low }) => `L${place(x, low)}`);
  return `${[...there, ...back].join("")}Z`;
}

/** A small line of how something has been. */
export function Sparkline({ runs, unknown, text }: Props) {
  return (
    <svg class="spark" role="img" aria-label={text} viewBox={`0 0 ${sparkWidth} ${sparkHeight}`} preserveAspectRatio="none">
      {unknown.map(([from, to]) => (
        <rect key={from} class="spark-unknown" x={from * sparkWidth} y="0" width={(to - from) * sparkWidth} height={sparkHeight} />
      ))}
      {runs.map((run, index) => (
        <g key={index}>
          <path class="spark-band" d={bandPath(run)} />
          <path class="spark-line" d={run.length === 1 ? `${linePath(run)}h0.01` : linePath(run)} vector-effect="non-scaling-stroke" />
        </g>
      ))}
    </svg>
  );
}
