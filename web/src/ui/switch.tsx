// SPDX-License-Identifier: Apache-2.0
import { useId } from "preact/hooks";

interface Props {
  label: string;
  on: boolean;
  onChange: (on: boolean) => void;
  hint?: string;
  busy?: boolean;
}

export function Switch({ label, on, onChange, hint, busy }: Props) {
  const id = useId();
  return (
    <div class="switch-row">
      <button
        type="button"
        role="switch"
        class="switch"
        id={id}
        aria-checked={on}
        aria-labelledby={`${id}-label`}
        aria-describedby={hint ? `${id}-hint` : undefined}
        aria-busy={busy}
        onClick={() => onChange(!on)}
      >
        <span class="switch-knob" />
      </button>
      <label class="switch-text" for={id}>
        <span id={`${id}-label`}>{label}</span>
        {hint && (
          <small id={`${id}-hint`} class="field-hint">
            {hint}
          </small>
        )}
      </label>
    </div>
  );
}
