// SPDX-License-Identifier: Apache-2.0
import type { Clip } from "../api/types";
import { bytes } from "../state/format";
import { clipWords } from "../strings/clips";
import { Button } from "../ui/button";
import { exportClips } from "./bulk_actions";
import { mostChosen } from "./selection";
import type { Choosing } from "./use_selection";

const text = clipWords.select;

interface Props {
  clips: readonly Clip[];
  choosing: Choosing;
  onRemove: (ids: string[]) => void;
  onPin: (ids: string[]) => void;
}

/** What can be done with the chosen clips; floats over the list while clips are being chosen. */
export function SelectionBar({ clips, choosing, onRemove, onPin }: Props) {
  if (!choosing.active.value) return null;
  const chosen = clips.filter((clip) => choosing.selection.value.chosen.has(clip.id));
  const ids = chosen.map((clip) => clip.id);
  const none = ids.length === 0;
  const size = chosen.reduce((sum, clip) => sum + clip.size_bytes, 0);
  const allKept = !none && chosen.every((clip) => clip.pinned);
  return (
    <div class="pick-bar" role="toolbar" aria-label={text.toolbar}>
      <p class="pick-count" role="status">
        {none ? text.none : <strong>{text.chosen(ids.length)}</strong>}
        {!none && <span class="quiet">{ids.length < mostChosen ? text.chosenSize(bytes(size)) : text.tooMany(mostChosen)}</span>}
      </p>
      <Button icon="pin" disabled={none} onClick={() => onPin(ids)}>
        {allKept ? text.keepNot : text.keep}
      </Button>
      <Button icon="archive" disabled={none} onClick={() => void exportClips(chosen)}>
        {text.export}
      </Button>
      <Button icon="trash" disabled={none} onClick={() => onRemove(ids)}>
        {text.remove}
      </Button>
      <Button tone="quiet" icon="close" label={text.leave} onClick={choosing.leave} />
    </div>
  );
}
