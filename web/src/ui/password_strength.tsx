// SPDX-License-Identifier: Apache-2.0
import { passwordStrength, shortestPassword } from "../state/password";
import { words } from "../strings";

const marks = { short: 0, weak: 1, fair: 2, good: 3 } as const;

/** Beneath a new password's field: what it needs, then how good it is. */
export function PasswordStrength({ password, name }: { password: string; name: string }) {
  if (password === "") return <>{words.setup.passwordHint(shortestPassword)}</>;
  const strength = passwordStrength(password, name);
  return (
    <span class="strength" aria-live="polite">
      <meter min={0} max={3} low={1} high={2} optimum={3} value={marks[strength]} aria-label={words.setup.strengthLabel} />
      {strength === "short" ? words.setup.short(shortestPassword - [...password].length) : words.setup.strength[strength]}
    </span>
  );
}

/** What is missing to a password's least length, in a sentence. */
export function shortfall(password: string): string | undefined {
  const missing = shortestPassword - [...password].length;
  return missing > 0 ? words.setup.short(missing) : undefined;
}
