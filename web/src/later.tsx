// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild, ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { words } from "./strings";
import { loadLaterWords } from "./strings/load";
import { Empty, Loading } from "./ui/notices";

/** A component whose code is fetched when it is first shown, so that the first load stays small. With `meanwhile` it is a
 * part of a page, which does without it when it cannot be fetched. */
export function later<P extends object>(load: () => Promise<ComponentType<P>>, meanwhile?: ComponentChild): ComponentType<P> {
  let known: ComponentType<P> | undefined;
  return function Later(props: P) {
    const [Page, setPage] = useState<ComponentType<P> | undefined>(() => known);
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      if (Page) return;
      // Before the module: it may read words as soon as it is there.
      loadLaterWords().then(load).then(
        (page) => {
          known = page;
          setPage(() => page);
        },
        () => setFailed(true),
      );
    }, [Page]);
    if (!Page && meanwhile !== undefined) return <>{meanwhile}</>;
    if (failed) return <Empty page icon="unplug" title={words.hub.pageFailed} />;
    return Page ? <Page {...props} /> : <Loading />;
  };
}
