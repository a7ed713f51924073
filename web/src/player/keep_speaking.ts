// SPDX-License-Identifier: Apache-2.0
import type { Voice } from "./whep_connection";

export const askEveryMs = 2000;

/** Until `over`; throws as soon as the camera is known not to hear it any more. */
export async function keepSpeaking(voice: Pick<Voice, "goOn">, over: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setInterval> | undefined;
  const broken = new Promise<never>((_, reject) => {
    timer = setInterval(() => voice.goOn().catch(reject), askEveryMs);
  });
  await Promise.race([over, broken]).finally(() => clearInterval(timer));
}
