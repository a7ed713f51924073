// SPDX-License-Identifier: Apache-2.0
/** The languages that the app speaks whole. */
export const languages = ["en", "de"] as const;
export type Language = (typeof languages)[number];

/** As those who speak it call it. */
export const languageNames: Record<Language, string> = { en: "English", de: "Deutsch" };

const key = "porchlight.language";

/** What was chosen on this device; null: what the browser speaks. */
export function chosenLanguage(): Language | null {
  try {
    const chosen = localStorage.getItem(key);
    return languages.find((one) => one === chosen) ?? null;
  } catch {
    return null;
  }
}

/** The first of the browser's languages that the app speaks, else English. */
export function languageFor(chosen: Language | null, browser: readonly string[]): Language {
  if (chosen) return chosen;
  for (const wanted of browser) {
    const known = languages.find((one) => wanted.toLowerCase() === one || wanted.toLowerCase().startsWith(`${one}-`));
    if (known) return known;
  }
  return "en";
}

/** Every word of the app is read when its page is made, so another language begins with a new page. */
export function chooseLanguage(choice: Language | null): void {
  try {
    if (choice) localStorage.setItem(key, choice);
    else localStorage.removeItem(key);
  } catch {
    // Without storage there is only the browser's language.
  }
  location.reload();
}
