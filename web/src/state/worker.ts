// SPDX-License-Identifier: Apache-2.0
// The service worker (public/sw.js): it shows alerts while nobody looks, and a page when the hub does not answer.
import { go } from "../router";

/** Browsers give one only to pages whose connection they trust; elsewhere the app does without. */
export function startWorker(): void {
  if (!("serviceWorker" in navigator) || !import.meta.env.PROD) return;
  // A browser that refuses one, as in a private window, shows the app all the same.
  navigator.serviceWorker.register("/sw.js").catch(() => {});
  navigator.serviceWorker.addEventListener("message", (message: MessageEvent<{ type?: string; path?: string }>) => {
    const { type, path } = message.data;
    if (type === "go" && path?.startsWith("/")) go(path);
  });
}
