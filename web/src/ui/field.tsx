// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren, InputHTMLAttributes } from "preact";
import { useId, useState } from "preact/hooks";
import { words } from "../strings";
import { Icon } from "./icon";

interface FieldProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  hint?: ComponentChildren;
  error?: string | undefined;
  type?: "text" | "password" | "number" | "date" | "time" | "url";
  autocomplete?: InputHTMLAttributes<HTMLInputElement>["autocomplete"];
  required?: boolean;
  placeholder?: string;
  min?: number | string;
  max?: number | string;
  step?: number | "any";
  suffix?: string;
  inputMode?: "text" | "url" | "numeric";
  autofocus?: boolean;
}

export function Field(props: FieldProps) {
  const id = useId();
  const [shown, setShown] = useState(false);
  const secret = props.type === "password";
  const about = [props.hint && `${id}-hint`, props.error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div class="field" data-wrong={Boolean(props.error)}>
      <label for={id}>{props.label}</label>
      <div class="field-box">
        <input
          id={id}
          type={(secret && shown ? "text" : (props.type ?? "text")) as "text"}
          value={props.value}
          required={props.required}
          placeholder={props.placeholder}
          autocomplete={props.autocomplete ?? "off"}
          autocapitalize="none"
          spellcheck={false}
          min={props.min}
          max={props.max}
          step={props.step}
          inputMode={props.inputMode}
          autoFocus={props.autofocus}
          aria-describedby={about || undefined}
          aria-invalid={props.error ? true : undefined}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
        {props.suffix && <span class="field-suffix">{props.suffix}</span>}
        {secret && (
          <button type="button" class="field-eye" aria-label={shown ? words.form.hidePassword : words.form.showPassword} onClick={() => setShown(!shown)}>
            <Icon name={shown ? "hidden" : "visible"} />
          </button>
        )}
      </div>
      {props.hint && (
        <div class="field-hint" id={`${id}-hint`}>
          {props.hint}
        </div>
      )}
      {props.error && (
        <p class="field-error" id={`${id}-error`}>
          <Icon name="alert" />
          {props.error}
        </p>
      )}
    </div>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  options: ReadonlyArray<readonly [T, string]>;
  onChange: (value: T) => void;
  hint?: string | undefined;
}

export function Choice<T extends string>({ label, value, options, onChange, hint }: ChoiceProps<T>) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} aria-describedby={hint ? `${id}-hint` : undefined} onChange={(event) => onChange(event.currentTarget.value as T)}>
        {options.map(([option, text]) => (
          <option key={option} value={option} selected={option === value}>
            {text}
          </option>
        ))}
      </select>
      {hint && (
        <div class="field-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
    </div>
  );
}
