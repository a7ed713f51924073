// SPDX-License-Identifier: Apache-2.0
import { useId, useState } from "preact/hooks";
import { doctorWords } from "../strings/doctor";
import { Button } from "../ui/button";

const text = doctorWords.words;
const most = 4000;

export function OwnWords({ busy, error, onUse }: { busy: boolean; error?: string | undefined; onUse: (words: string) => void }) {
  const id = useId();
  const [words, setWords] = useState("");
  const [isMissing, setMissing] = useState(false);
  const fault = error ?? (isMissing && words.trim() === "" ? text.empty : undefined);
  return (
    <form
      class="own-words"
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(words.trim() === "");
        if (words.trim() !== "") onUse(words.trim());
      }}
    >
      <div class="field" data-wrong={fault !== undefined}>
        <label for={id}>{text.label}</label>
        <textarea
          id={id}
          rows={5}
          maxLength={most}
          value={words}
          placeholder={text.placeholder}
          aria-describedby={`${id}-hint${fault ? ` ${id}-error` : ""}`}
          aria-invalid={fault ? true : undefined}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
        <div class="field-hint" id={`${id}-hint`}>
          {text.hint}
        </div>
        {fault && (
          <p class="field-error" id={`${id}-error`} role="alert">
            {fault}
          </p>
        )}
      </div>
      <div class="actions">
        <Button type="submit" tone="main" icon="doctor" busy={busy}>
          {text.use}
        </Button>
      </div>
    </form>
  );
}
