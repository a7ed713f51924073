// SPDX-License-Identifier: Apache-2.0
import { useId } from "preact/hooks";

interface Props {
  label: string;
  value: number;
  min: number;
  max: number;
  step?: number;
  /** The value in words: "5: balanced", "8 s". */
  text: string;
  hint?: string;
  onChange: (value: number) => void;
}

export function Slider({ label, value, min, max, step = 1, text, hint, onChange }: Props) {
  const id = useId();
  const done = `${((value - min) / (max - min)) * 100}%`;
  return (
    <div class="field slider">
      <div class="slider-head">
        <label for={id}>{label}</label>
        <output for={id}>{text}</output>
      </div>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        style={{ "--done": done }}
        aria-valuetext={text}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onInput={(event) => onChange(Number(event.currentTarget.value))}
      />
      {hint && (
        <div class="field-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
    </div>
  );
}
