// SPDX-License-Identifier: Apache-2.0
import { words } from "../strings";
import { Button } from "../ui/button";

interface Props {
  /** What is being tried: "save", "remove" or nothing. */
  busy: string | null;
  /** For something that is there already. */
  remove: { label: string; disabled?: boolean; act: () => void } | null;
}

/** The foot of a dialog that edits one thing: remove it, or save it. */
export function EditActions({ busy, remove }: Props) {
  return (
    <div class="dialog-actions">
      {remove && (
        <Button tone="quiet" icon="trash" disabled={remove.disabled ?? false} busy={busy === "remove"} onClick={remove.act}>
          {remove.label}
        </Button>
      )}
      <Button tone="main" type="submit" busy={busy === "save"}>
        {words.form.save}
      </Button>
    </div>
  );
}
