// SPDX-License-Identifier: Apache-2.0
import { decimal, preciseTime } from "../state/format";
import { walkWords } from "../strings/walk";
import type { Seen } from "./sight";

const words = walkWords.walk;

export function SeenList({ seen }: { seen: readonly Seen[] }) {
  return (
    <section class="card" aria-labelledby="seen-title">
      <h2 id="seen-title">{words.triggered}</h2>
      {seen.length === 0 ? (
        <p class="quiet">{words.notYet}</p>
      ) : (
        <>
          <ol class="seen-list">
            {seen.map(({ atMs, afterS }) => (
              <li key={atMs}>
                <strong>{preciseTime(atMs)}</strong>
                <span>{words.after(decimal(afterS, 1))}</span>
              </li>
            ))}
          </ol>
          <p class="field-hint">{words.afterMeans}</p>
        </>
      )}
    </section>
  );
}
