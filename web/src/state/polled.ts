// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef } from "preact/hooks";

/** Does `ask` now, then again `everyMs` after each answer, while the component and the page are shown. Another
 * `about` starts it anew. For what the hub does not tell by itself. */
export function usePolling(ask: () => Promise<void>, everyMs: number, about = ""): void {
  const newest = useRef(ask);
  newest.current = ask;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    let asking = false;
    const round = async (): Promise<void> => {
      clearTimeout(timer);
      if (asking || stopped) return;
      asking = true;
      if (!document.hidden) await newest.current().catch(() => {});
      asking = false;
      if (!stopped) timer = setTimeout(() => void round(), everyMs);
    };
    const shown = (): void => {
      if (!document.hidden) void round();
    };
    document.addEventListener("visibilitychange", shown);
    void round();
    return () => {
      stopped = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", shown);
    };
  }, [everyMs, about]);
}
