// SPDX-License-Identifier: Apache-2.0
import { deviceWords } from "../strings/devices";
import { LinkButton } from "../ui/button";
import { Notice } from "../ui/notices";
import { deviceName } from "./device_health";
import { useWaiting } from "./pairing_flow";

/** For who looks for a Porchlight camera among other makes. */
export function WaitingNotice() {
  const [first] = useWaiting() ?? [];
  if (!first) return null;
  return (
    <Notice tone="warm" icon="light" action={<LinkButton href="/add/porchlight">{deviceWords.pair.offerAction}</LinkButton>}>
      {deviceWords.pair.offerWaiting(deviceName({ ...first, name: "" }))}
    </Notice>
  );
}
