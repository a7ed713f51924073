// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "preact/hooks";

/** performance.now(), again and again while `isOn`. */
export function useTicking(isOn: boolean, everyMs = 100): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    if (!isOn) return undefined;
    setNow(performance.now());
    const timer = setInterval(() => setNow(performance.now()), everyMs);
    return () => clearInterval(timer);
  }, [isOn, everyMs]);
  return now;
}
