// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "preact/hooks";
import { cameraPictureUrl } from "../api/client";

export interface StillPicture {
  url: string;
  /** When the hub says the picture was taken, ms since 1970; NaN when it does not say. */
  takenAt: number;
}

async function fetchPicture(id: string, width: number, signal: AbortSignal): Promise<StillPicture | null> {
  const answer = await fetch(cameraPictureUrl(id, width), { cache: "no-cache", credentials: "same-origin", signal });
  if (!answer.ok) return null;
  return {
    url: URL.createObjectURL(await answer.blob()),
    takenAt: Date.parse(answer.headers.get("Last-Modified") ?? ""),
  };
}

/**
 * The camera's newest picture. With `everyMs` it is fetched again and again, each time after the one before has come;
 * without, once. Asks nothing while `wanted` is false.
 */
export function useStillPicture(id: string, width: number, wanted: boolean, everyMs: number | null): StillPicture | null {
  const [picture, setPicture] = useState<StillPicture | null>(null);
  useEffect(() => {
    if (!wanted) return undefined;
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = async (): Promise<void> => {
      const next = await fetchPicture(id, width, stop.signal).catch(() => null);
      if (stop.signal.aborted) {
        if (next) URL.revokeObjectURL(next.url);
        return;
      }
      if (next) setPicture(next);
      if (everyMs !== null) timer = setTimeout(() => void refresh(), everyMs);
    };
    void refresh();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [id, width, wanted, everyMs]);
  useEffect(() => () => void (picture && URL.revokeObjectURL(picture.url)), [picture]);
  return picture;
}
