// SPDX-License-Identifier: Apache-2.0
// Alerts while nobody looks at the app: what this browser can do, and its subscription (Push API, RFC 8291).
import { call } from "../api/client";

export type PushChance =
  /** Browsers give service workers only to pages whose connection they trust. */
  | "insecure"
  | "unsupported"
  | "denied"
  | "possible";

export function pushChance(): PushChance {
  if (!globalThis.isSecureContext) return "insecure";
  if (!("serviceWorker" in navigator) || !("PushManager" in globalThis) || !("Notification" in globalThis)) return "unsupported";
  return Notification.permission === "denied" ? "denied" : "possible";
}

/** The bytes of base64url, as PushManager wants its key. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.codePointAt(0) ?? 0);
}

function sameKey(subscription: PushSubscription, key: string): boolean {
  const { applicationServerKey } = subscription.options;
  if (!applicationServerKey) return false;
  const ours = bytesOf(key);
  const theirs = new Uint8Array(applicationServerKey);
  return ours.length === theirs.length && ours.every((byte, index) => byte === theirs[index]);
}

/** This browser's subscription, if it has one for this hub's key. */
export async function currentSubscription(key: string): Promise<PushSubscription | null> {
  const worker = await navigator.serviceWorker.getRegistration();
  const subscription = (await worker?.pushManager.getSubscription()) ?? null;
  return subscription && sameKey(subscription, key) ? subscription : null;
}

const rememberedAs = "porchlight.push";

/** What the hub calls this browser's subscription, if it has one. */
export const rememberedId = (): string | null => localStorage.getItem(rememberedAs);

/** This browser is told no longer. */
export async function unsubscribe(key: string): Promise<void> {
  localStorage.removeItem(rememberedAs);
  await (await currentSubscription(key))?.unsubscribe();
}

/** Asks the person, the browser and the hub, in this order. Returns whether the person agreed. */
export async function subscribe(key: string): Promise<boolean> {
  if ((await Notification.requestPermission()) !== "granted") return false;
  const worker = await navigator.serviceWorker.ready;
  // One for another hub's key, which this address had before, stands in the way.
  const old = await worker.pushManager.getSubscription();
  if (old && !sameKey(old, key)) await old.unsubscribe();
  const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) });
  const { endpoint, keys } = subscription.toJSON();
  const { id } = await call("POST /push", { body: { endpoint: endpoint ?? "", key: keys?.["p256dh"] ?? "", auth: keys?.["auth"] ?? "" } });
  localStorage.setItem(rememberedAs, id);
  return true;
}
