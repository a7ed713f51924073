// SPDX-License-Identifier: Apache-2.0
// The app's service worker: shows alerts that come while nobody looks, and a page of its own when the hub does not
// answer. It never answers with a kept page or script of the app, so that nobody works with an old one.
"use strict";

const shell = "porchlight-shell-2";
const offlinePage = "/offline.html";
const kept = [offlinePage, "/offline.css", "/offline.js", "/theme.js", "/lantern.svg"];
/** A hub that says nothing for so long is not there. */
const patienceMs = 15_000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(shell).then((cache) => cache.addAll(kept.map((path) => new Request(path, { cache: "reload" })))));
  void self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  const forgetOld = async () => {
    for (const name of await caches.keys()) if (name !== shell) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(forgetOld());
});

/** @param {Request} request */
async function fromHub(request) {
  const silence = new Promise((_resolve, reject) => setTimeout(() => reject(new Error("the hub is silent")), patienceMs));
  return Promise.race([fetch(request), silence]);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate") {
    event.respondWith(fromHub(request).catch(async () => (await caches.match(offlinePage)) ?? Response.error()));
    return;
  }
  // What the page without a hub is made of, and only for it.
  const { pathname } = new URL(request.url);
  if (kept.includes(pathname) && pathname !== offlinePage) {
    event.respondWith(fetch(request).catch(async () => (await caches.match(pathname)) ?? Response.error()));
  }
});

/** What the hub sent (src/hub/push): a title, a sentence, the same in German, where it leads, and what it takes the place
 * of. */
function readMessage(data) {
  try {
    const { de, url, tag, ...english } = data.json();
    const { title, body } = de && navigator.language.startsWith("de") ? de : english;
    const path = typeof url === "string" && url.startsWith("/") && !url.startsWith("//") ? url : "/alerts";
    return { title: String(title), body: String(body ?? ""), tag: String(tag ?? ""), path };
  } catch {
    return { title: "Porchlight", body: "", tag: "", path: "/alerts" };
  }
}

self.addEventListener("push", (event) => {
  const { title, body, tag, path } = readMessage(event.data);
  event.waitUntil(self.registration.showNotification(title, { body, tag, icon: "/icon-192.png", badge: "/badge-96.png", data: { path } }));
});

async function open(path) {
  const [page] = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (!page) return self.clients.openWindow(path);
  page.postMessage({ type: "go", path }, []);
  return page.focus();
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.path ?? "/alerts"));
});
