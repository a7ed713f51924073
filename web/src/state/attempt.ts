// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { HubError, sentenceOf } from "../api/client";

export interface Attempt {
  /** The name of what is being tried, or null. */
  busy: string | null;
  /** Why the last try failed; cleared by the next. */
  error: { field: string | undefined; text: string } | null;
  /** The error's sentence, if it belongs to one of these fields (none given: to any). */
  errorAt: (...fields: string[]) => string | undefined;
  /** Runs `act`; true when it worked. One at a time. */
  run: (act: () => Promise<void>, name?: string) => Promise<boolean>;
  clear: () => void;
}

/** Something that the hub is asked for by a button: busy while it lasts, and one sentence when it fails. */
export function useAttempt(): Attempt {
  const busy = useSignal<string | null>(null);
  const error = useSignal<Attempt["error"]>(null);
  const run = async (act: () => Promise<void>, name = "busy"): Promise<boolean> => {
    if (busy.value) return false;
    busy.value = name;
    error.value = null;
    try {
      await act();
      return true;
    } catch (caught) {
      error.value = { field: caught instanceof HubError ? caught.field : undefined, text: sentenceOf(caught) };
      return false;
    } finally {
      busy.value = null;
    }
  };
  const errorAt = (...fields: string[]): string | undefined => {
    const { value } = error;
    if (!value) return undefined;
    return fields.length === 0 || fields.includes(value.field ?? "") ? value.text : undefined;
  };
  const clear = (): void => {
    error.value = null;
  };
  return { busy: busy.value, error: error.value, errorAt, run, clear };
}
