// SPDX-License-Identifier: Apache-2.0
import { words } from "../strings";

/** The two kinds of cameras that can be added, beside each other. */
export function AddTabs({ at }: { at: "address" | "porchlight" }) {
  return (
    <nav class="segments add-tabs" aria-label={words.add.kinds}>
      <a class="segment" href="/add" aria-current={at === "address" ? "page" : undefined}>
        {words.add.byAddress}
      </a>
      <a class="segment" href="/add/porchlight" aria-current={at === "porchlight" ? "page" : undefined}>
        {words.add.porchlight}
      </a>
    </nav>
  );
}
