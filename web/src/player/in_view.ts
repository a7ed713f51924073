// SPDX-License-Identifier: Apache-2.0
import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

/** True while the element is on the screen (or nearly) and the tab is visible: only then is video worth its cost. */
export function useInView(element: RefObject<HTMLElement | null>): boolean {
  const [near, setNear] = useState(false);
  const [visible, setVisible] = useState(!document.hidden);
  useEffect(() => {
    const target = element.current;
    if (!target) return undefined;
    const observer = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting ?? false), {
      rootMargin: "120px",
    });
    observer.observe(target);
    // What is plainly in sight need not wait for the observer's first word.
    const { top, bottom } = target.getBoundingClientRect();
    if (bottom > top && bottom > 0 && top < innerHeight) setNear(true);
    return () => observer.disconnect();
  }, [element]);
  useEffect(() => {
    const changed = (): void => setVisible(!document.hidden);
    document.addEventListener("visibilitychange", changed);
    return () => document.removeEventListener("visibilitychange", changed);
  }, []);
  return near && visible;
}
