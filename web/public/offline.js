// SPDX-License-Identifier: Apache-2.0
// Shows the page in the language of the app: as chosen there, else the browser's.
"use strict";

function isGerman() {
  let chosen = null;
  try {
    chosen = localStorage.getItem("porchlight.language");
  } catch {
    // Without storage the browser's language is used.
  }
  return (chosen ?? navigator.language).startsWith("de");
}

if (isGerman()) {
  document.documentElement.lang = "de";
  document.title = "Die Zentrale antwortet nicht · Porchlight";
  for (const page of document.querySelectorAll("main")) page.hidden = page.lang !== "de";
}
