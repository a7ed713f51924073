// SPDX-License-Identifier: Apache-2.0

export const shortestPassword = 12;

export type Strength = "short" | "weak" | "fair" | "good";

function isRun(text: string): boolean {
  const steps = new Set([...text].slice(1).map((letter, index) => letter.codePointAt(0)! - text.codePointAt(index)!));
  return steps.size <= 2;
}

/**
 * A rough word on how hard a password is to guess: length and variety, nothing more. It cannot know whether the
 * password was used elsewhere, and the page says so.
 */
export function passwordStrength(password: string, name = ""): Strength {
  const letters = [...password];
  if (letters.length < shortestPassword) return "short";
  const plain = password.toLowerCase();
  const holdsName = name.length >= 3 && plain.includes(name.toLowerCase());
  const distinct = new Set(letters).size;
  if (holdsName || distinct < 6 || isRun(password) || /porchlight|password|qwert|12345/.test(plain)) return "weak";
  return letters.length >= 16 && distinct >= 9 ? "good" : "fair";
}
