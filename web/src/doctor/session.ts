// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { call, HubError, sentenceOf } from "../api/client";
import type { DoctorSession } from "../api/types";
import { hubLink } from "../state/hub_link";
import { onHubMessage } from "../state/hub_messages";

export interface KnownSession {
  session: DoctorSession | null;
  gone: boolean;
  /** Why it cannot be had. */
  error: string | null;
  take: (session: DoctorSession) => void;
}

/** A walk as the hub last told it; asked for again whenever the line was lost. */
export function useSession(id: string): KnownSession {
  const session = useSignal<DoctorSession | null>(null);
  const gone = useSignal(false);
  const error = useSignal<string | null>(null);
  const isLinked = hubLink.value.state === "connected";
  useEffect(() => {
    const load = async (): Promise<void> => {
      try {
        session.value = await call("GET /doctor/sessions/{id}", { id });
        error.value = null;
      } catch (caught) {
        gone.value = caught instanceof HubError && caught.status === 404;
        error.value = sentenceOf(caught);
      }
    };
    if (isLinked || !session.value) void load();
    return onHubMessage((message) => {
      if (message.type === "doctor" && message.session.id === id) session.value = message.session;
      else if (message.type === "refetch") void load();
    });
  }, [id, isLinked, session, gone, error]);
  const take = (next: DoctorSession): void => {
    session.value = next;
  };
  return { session: session.value, gone: gone.value, error: error.value, take };
}
