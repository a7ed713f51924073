// SPDX-License-Identifier: Apache-2.0
import type { Talk } from "./whep_connection";

export const askEveryMs = 2000;

/** Until `over`, and falls silent then; throws a sentence as soon as the camera is known not to hear it any more. */
export async function keepSpeaking(talk: Pick<Talk, "goOn" | "fallSilent">, over: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setInterval> | undefined;
  const broken = new Promise<never>((_, reject) => {
    timer = setInterval(() => talk.goOn().catch(reject), askEveryMs);
  });
  // In any case: a talk that the hub still holds lets nobody else speak.
  await Promise.race([over, broken]).finally(() => {
    clearInterval(timer);
    return talk.fallSilent();
  });
}
