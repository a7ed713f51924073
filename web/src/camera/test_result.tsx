// SPDX-License-Identifier: Apache-2.0
import type { TestResult } from "../api/types";
import { words } from "../strings";
import { Facts } from "../ui/facts";
import { Icon } from "../ui/icon";
import { streamFacts } from "./stream_text";

/** What to do about a failed test, by the hub's code. */
function adviceFor(result: TestResult): string {
  const advice: Record<string, string> = words.add.advice;
  return advice[result.problem?.code ?? ""] ?? words.add.adviceElse;
}

/** What a test of a camera brought: its picture and stream, or one sentence why not and what to do. */
export function TestResultView({ result }: { result: TestResult }) {
  if (!result.ok) {
    return (
      <div class="test-result test-bad" role="alert">
        <Icon name="alert" />
        <div>
          <strong>{result.problem?.sentence ?? words.add.failed}</strong>
          <p>{adviceFor(result)}</p>
        </div>
      </div>
    );
  }
  return (
    <figure class="test-result test-good">
      {result.picture && <img src={result.picture} alt={words.add.pictureAlt} />}
      <figcaption>
        <p class="test-title">
          <Icon name="check" /> {words.add.works}
        </p>
        {result.stream && <Facts facts={streamFacts(result.stream)} />}
        {result.notes.map((note) => (
          <p key={note} class="quiet">
            {note}
          </p>
        ))}
      </figcaption>
    </figure>
  );
}
