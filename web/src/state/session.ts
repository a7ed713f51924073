// SPDX-License-Identifier: Apache-2.0
import { computed, signal } from "@preact/signals";
import { call, onSignedOut } from "../api/client";
import type { User } from "../api/types";

export type Session =
  | { phase: "loading" }
  | { phase: "needs_owner" }
  | { phase: "signed_out"; expired: boolean }
  | { phase: "signed_in"; user: User }
  | { phase: "unreachable" };

export const session = signal<Session>({ phase: "loading" });

const role = computed(() => (session.value.phase === "signed_in" ? session.value.user.role : null));
/** Whether this person is an owner: changes cameras, settings and people. */
export const mayManage = computed(() => role.value === "owner");
/** Whether they arm, keep and delete clips and walk with the doctor; who may not looks only. */
export const mayAct = computed(() => role.value === "owner" || role.value === "member");

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

export async function joinHome(token: string, name: string, password: string): Promise<void> {
  const { user } = await call("POST /join", { body: { token, name, password } });
  session.value = { phase: "signed_in", user };
}

export async function signOut(): Promise<void> {
  await call("DELETE /session");
  session.value = { phase: "signed_out", expired: false };
}
