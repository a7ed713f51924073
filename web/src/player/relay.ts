// SPDX-License-Identifier: Apache-2.0
// The owner's own TURN server, as the hub's answers name it. Used only once the direct way has failed.

/** The direct way is tried again after so long. */
const usedForMs = 5 * 60_000;

let known: RTCIceServer[] = [];
let usedSinceMs: number | undefined;

const quoted = (link: string, name: string): string => {
  const found = new RegExp(`;\\s*${name}="((?:[^"\\\\]|\\\\.)*)"`).exec(link)?.[1] ?? "";
  return found.replace(/\\(.)/g, "$1");
};

/** Reads the Link header of an answer (RFC 9725 section 4.6). */
export function learnRelay(header: string | null): void {
  const links = [...(header ?? "").matchAll(/<(turns?:[^>]+)>((?:[^",]|"(?:[^"\\]|\\.)*")*)/g)];
  known = links
    .filter(([, , rest = ""]) => quoted(rest, "rel") === "ice-server")
    .map(([, urls = "", rest = ""]) => ({ urls, username: quoted(rest, "username"), credential: quoted(rest, "credential") }));
}

/** What a new connection may go through. */
export function relayInUse(): RTCIceServer[] {
  const isUsed = usedSinceMs !== undefined && Date.now() - usedSinceMs < usedForMs;
  return isUsed ? known : [];
}

/** The direct way failed. False: there is no relay, or it failed too. */
export function turnToRelay(): boolean {
  if (known.length === 0 || relayInUse().length > 0) return false;
  usedSinceMs = Date.now();
  return true;
}

/** For tests. */
export function forgetRelay(): void {
  known = [];
  usedSinceMs = undefined;
}
