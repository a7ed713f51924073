// SPDX-License-Identifier: Apache-2.0
import type { Try, TryExample } from "../api/types";
import { tryWords } from "../strings/try";
import { Button } from "../ui/button";
import { Icon, type IconName } from "../ui/icon";

const icons: Record<NonNullable<Try["lesson"]>, IconName> = { coming: "clock", open: "tap", done: "check", spoiled: "alert" };

/** What is to be learnt here, and how far it is. */
export function LessonCard({ example, view, busy, onAgain }: { example: TryExample; view: Try; busy: boolean; onAgain: () => void }) {
  if (view.lesson === null || example.task === null) return null;
  const isOver = view.lesson === "done" || view.lesson === "spoiled";
  return (
    <section class="card lesson" data-stage={view.lesson} aria-labelledby="lesson-name">
      <h2 id="lesson-name">{tryWords.task}</h2>
      <p>{example.task}</p>
      <p class="lesson-stage" role="status">
        <Icon name={icons[view.lesson]} />
        <span>
          <strong>{tryWords.stage(view.lesson)}</strong> {view.says}
        </span>
      </p>
      {isOver && (
        <div>
          <Button icon="retry" busy={busy} onClick={onAgain}>
            {tryWords.again}
          </Button>
        </div>
      )}
    </section>
  );
}
