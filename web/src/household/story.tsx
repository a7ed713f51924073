// SPDX-License-Identifier: Apache-2.0
import { useId, useState } from "preact/hooks";
import { Button } from "../ui/button";
import { householdWords as words } from "../strings/household";
import { order } from "./link";
import type { StoryLine } from "./types";

const firstShown = 20;

function DeedForm({ deeds }: { deeds: readonly string[] }) {
  const id = useId();
  const [sentence, setSentence] = useState("");
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (sentence.trim() !== "" && (await order("deed", { sentence: sentence.trim() }))) setSentence("");
  };
  return (
    <form class="deed-form" onSubmit={(event) => void send(event)}>
      <label for={id}>{words.deed}</label>
      <div class="deed-row">
        <div class="field-box">
          <input id={id} list={`${id}-known`} value={sentence} placeholder={words.deedPlaceholder} autocomplete="off" spellcheck={false} aria-describedby={`${id}-hint`} onInput={(event) => setSentence(event.currentTarget.value)} />
        </div>
        <datalist id={`${id}-known`}>
          {deeds.map((deed) => (
            <option key={deed} value={deed}>
              {deed}
            </option>
          ))}
        </datalist>
        <Button type="submit" tone="main">
          {words.do}
        </Button>
      </div>
      <p class="field-hint" id={`${id}-hint`}>
        {words.deedHint}
      </p>
    </form>
  );
}

/** What has happened, the newest first, and a line for what shall happen next. */
export function StoryCard({ lines, deeds }: { lines: readonly StoryLine[]; deeds: readonly string[] }) {
  const [showsAll, setShowsAll] = useState(false);
  const newest = (showsAll ? lines : lines.slice(-firstShown)).toReversed();
  return (
    <section class="card story" aria-labelledby="story-name">
      <h2 id="story-name">{words.story}</h2>
      <DeedForm deeds={deeds} />
      {newest.length === 0 && <p class="quiet">{words.storyEmpty}</p>}
      <ol class="story-lines">
        {newest.map((line) => (
          <li key={line.number}>
            <time>{line.clock}</time>
            <span>
              {line.who && <strong>{words.toldOf(line.who)} </strong>}
              {words.told(line.what)}
              {line.light && <span class="pattern"> {words.lightNow(line.light)}</span>}
            </span>
          </li>
        ))}
      </ol>
      {!showsAll && lines.length > firstShown && (
        <Button icon="timeline" onClick={() => setShowsAll(true)}>
          {words.earlier}
        </Button>
      )}
    </section>
  );
}
