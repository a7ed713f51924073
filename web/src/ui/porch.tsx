// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from "preact";
import { Lantern } from "./logo";

/** The page before one is inside: a lit lantern, a few words, one thing to do. */
export function Porch({ title, text, children }: { title: string; text: ComponentChildren; children?: ComponentChildren }) {
  return (
    <main class="porch" id="main">
      <div class="porch-light">
        <Lantern size={84} />
        <p class="porch-name">Porchlight</p>
      </div>
      <section class="porch-card">
        <h1>{title}</h1>
        <p class="porch-text">{text}</p>
        {children}
      </section>
    </main>
  );
}
