// SPDX-License-Identifier: Apache-2.0
import { words } from "../strings";

/** The ways to add a camera, beside each other. */
export function AddTabs({ at }: { at: "address" | "porchlight" | "model" }) {
  return (
    <nav class="segments add-tabs" aria-label={words.add.kinds}>
      <a class="segment" href="/add" aria-current={at === "address" ? "page" : undefined}>
        {words.add.byAddress}
      </a>
      <a class="segment" href="/add/porchlight" aria-current={at === "porchlight" ? "page" : undefined}>
        {words.add.porchlight}
      </a>
      <a class="segment" href="/add/model" aria-current={at === "model" ? "page" : undefined}>
        {words.add.byModel}
      </a>
    </nav>
  );
}
