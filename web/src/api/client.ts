// SPDX-License-Identifier: Apache-2.0
// One typed way to ask the hub. Paths, bodies and answers come from the hub's own description.
import { words } from "../strings";
import type { Routes } from "./types";

export const apiRoot = "/api/v1";

/** What went wrong, as a sentence for a person, with the field it belongs to when the hub named one. */
export class HubError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    sentence: string,
    readonly field: string | undefined = undefined,
    readonly fault: string | undefined = undefined,
  ) {
    super(sentence);
  }
}

type Route = keyof Routes;
type Scalar = string | number | boolean | undefined;

export interface CallOptions<R extends Route> {
  /** Fills `{id}` in the path. */
  id?: string;
  query?: Routes[R]["query"];
  body?: Routes[R]["body"];
  signal?: AbortSignal;
  /** Lets the call finish while the page goes away. */
  keepalive?: boolean;
}

function withQuery(path: string, query: Record<string, Scalar>): string {
  const parts = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return `${path}${parts.length > 0 ? `?${parts.join("&")}` : ""}`;
}

export const apiPath = (path: string, query: Record<string, Scalar> = {}): string => withQuery(`${apiRoot}${path}`, query);
/** Of an offer to watch (WHEP). */
export const whepUrl = (path: string, query: Record<string, Scalar>): string => withQuery(`/whep/v1${path}`, query);

async function errorFrom(answer: Response): Promise<HubError> {
  try {
    const { error } = (await answer.json()) as { error: { code: string; sentence: string; field?: string; fault?: string } };
    return new HubError(answer.status, error.code, error.sentence, error.field, error.fault);
  } catch {
    return new HubError(answer.status, "internal", words.errors.unreadable(answer.status));
  }
}

/** Answers that were asked for before the app was there to ask. */
const early = new Map<string, Promise<Response>>();

/** Asks what the next call of this path will want to know, once: the app's code and words may still be on their way. */
export function askEarly(path: string, language: string): Promise<Response> {
  const asking = fetch(apiPath(path), { credentials: "same-origin", headers: { "Accept-Language": language } });
  asking.catch(() => {}); // whoever calls for it hears of it
  early.set(path, asking);
  return asking;
}

function takeEarly(route: string): Promise<Response> | undefined {
  const path = route.startsWith("GET ") ? route.slice(4) : "";
  const asked = early.get(path);
  early.delete(path);
  return asked;
}

let signedOutHandler: () => void = () => {};

/** Called once for each answer that says the session is over. */
export function onSignedOut(handler: () => void): void {
  signedOutHandler = handler;
}

async function ask<R extends Route>(route: R, options: CallOptions<R>): Promise<Response> {
  const [method, template] = route.split(" ") as [string, string];
  const path = template.replace("{id}", encodeURIComponent(options.id ?? ""));
  let answer: Response;
  try {
    const asked = Object.keys(options).length === 0 ? takeEarly(route) : undefined;
    answer = await (asked ?? fetch(apiPath(path, (options.query ?? {}) as Record<string, Scalar>), {
      method,
      credentials: "same-origin",
      ...(options.signal && { signal: options.signal }),
      ...(options.keepalive && { keepalive: true }),
      // The hub says its sentences in the language of the app, which need not be the browser's.
      headers: { "Accept-Language": words.language, ...(options.body !== undefined && { "Content-Type": "application/json" }) },
      ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
    }));
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new HubError(0, "unavailable", words.errors.unreachable);
  }
  if (answer.ok) return answer;
  const error = await errorFrom(answer);
  if (answer.status === 401 && route !== "POST /session") signedOutHandler();
  throw error;
}

export async function call<R extends Route>(route: R, options: CallOptions<R> = {}): Promise<Routes[R]["response"]> {
  const answer = await ask(route, options);
  return (answer.status === 204 ? undefined : await answer.json()) as Routes[R]["response"];
}

/** For the routes whose answer is a text for people. */
export async function callText<R extends Route>(route: R, options: CallOptions<R> = {}): Promise<string> {
  return (await ask(route, options)).text();
}

/** The sentence to show for anything caught. */
export function sentenceOf(error: unknown): string {
  return error instanceof HubError ? error.message : words.errors.unexpected;
}

export function socketUrl(path: string, query: Record<string, Scalar> = {}): string {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  return `${scheme}//${location.host}${apiPath(path, query)}`;
}

export const hlsUrl = (camera: string, query: Record<string, Scalar>): string => apiPath(`/cameras/${camera}/live.m3u8`, query);
export const clipVideoUrl = (id: string): string => apiPath(`/clips/${id}/video`);
export const clipDownloadUrl = (id: string): string => apiPath(`/clips/${id}/video`, { download: 1 });
export const clipThumbnailUrl = (id: string): string => apiPath(`/clips/${id}/thumbnail`);
/** The picture of a moment, in seconds from the clip's start. */
export const clipMomentUrl = (id: string, at: number): string => apiPath(`/clips/${id}/thumbnail`, { at });
export const exportUrl = (id: string): string => apiPath(`/exports/${id}`);
export const spanVideoUrl = (camera: string, from: number, to: number): string =>
  apiPath(`/cameras/${camera}/video`, { from: new Date(from).toISOString(), to: new Date(to).toISOString() });
export const cameraPictureUrl = (id: string, width?: number): string => apiPath(`/cameras/${id}/picture`, { width });
export const deviceSnapshotUrl = (serial: string, command: number): string => apiPath(`/devices/${serial}/snapshot`, { of: command });
export const doctorReportUrl = (id: string): string => apiPath(`/doctor/sessions/${id}/report`);
