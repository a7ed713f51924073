// SPDX-License-Identifier: Apache-2.0
import { signal } from "@preact/signals";
import { call, onSignedOut } from "../api/client";
import type { User } from "../api/types";

export type Session =
  | { phase: "loading" }
  | { phase: "needs_owner" }
  | { phase: "signed_out"; expired: boolean }
  | { phase: "signed_in"; user: User }
  | { phase: "unreachable" };

export const session = signal<Session>({ phase: "loading" });

onSignedOut(() => {
  if (session.value.phase === "signed_in") session.value = { phase: "signed_out", expired: true };
});

/** Asks the hub who we are, and whether anybody is the owner yet. */
export async function loadSession(): Promise<void> {
  try {
    const [{ user }, { needs_owner }] = await Promise.all([call("GET /session"), call("GET /setup")]);
    if (user) session.value = { phase: "signed_in", user };
    else session.value = needs_owner ? { phase: "needs_owner" } : { phase: "signed_out", expired: false };
  } catch {
    session.value = { phase: "unreachable" };
  }
}

/** Notices that the session ended; a hub that does not answer is no such sign. */
export async function checkSession(): Promise<void> {
  const answer = await call("GET /session").catch(() => null);
  if (answer && !answer.user && session.value.phase === "signed_in") session.value = { phase: "signed_out", expired: true };
}

export async function signIn(name: string, password: string): Promise<void> {
  const { user } = await call("POST /session", { body: { name, password } });
  session.value = { phase: "signed_in", user };
}

export async function createOwner(token: string, name: string, password: string): Promise<void> {
  const { user } = await call("POST /setup", { body: { token, name, password } });
  session.value = { phase: "signed_in", user };
}

export async function signOut(): Promise<void> {
  await call("DELETE /session");
  session.value = { phase: "signed_out", expired: false };
}
