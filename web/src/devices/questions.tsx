// SPDX-License-Identifier: Apache-2.0
import { devices, loadDevices } from "../state/devices";
import { usePolling } from "../state/polled";
import { deviceWords } from "../strings/devices";
import { LinkButton } from "../ui/button";
import { Notice } from "../ui/notices";
import { deviceName, wantsAnswer } from "./device_health";

const everyMs = 60_000;

/** What other homes want, where it cannot be missed: there are 30 days to answer. */
export function DeviceQuestions() {
  usePolling(loadDevices, everyMs);
  return (
    <>
      {devices.value?.filter(wantsAnswer).map((device) => (
        <Notice
          key={device.serial}
          tone={device.binding === "contested" ? "fault" : "warm"}
          icon={device.binding === "contested" ? "alert" : "info"}
          action={<LinkButton href={`/devices/${device.serial}`}>{deviceWords.list.answer}</LinkButton>}
        >
          <strong>{deviceName(device)}:</strong> {device.binding === "contested" ? deviceWords.owner.contestedTitle : deviceWords.owner.offeredYouTitle}.
        </Notice>
      ))}
    </>
  );
}
