// SPDX-License-Identifier: Apache-2.0
import { QrPicture } from "../devices/qr_picture";
import { Icon } from "../ui/icon";
import { householdWords as words } from "../strings/household";
import type { Device, RealHub } from "./types";

function standing(device: Device, hub: RealHub): string {
  if (hub.is_paired) return hub.is_with_it ? words.withHub(hub.home) : words.awayFromHub(hub.home);
  return device.is_pairing ? words.waitsForHub(hub.hub) : words.notForHub;
}

/** What stands on the label of a camera of our own, and whether a real hub has taken it in by that. */
export function Label({ device, hub }: { device: Device; hub: RealHub }) {
  return (
    <section class="bench-part">
      <h3>{words.label}</h3>
      <div class="label-card">
        <QrPicture text={hub.label} label={words.labelAlt(device.name)} />
        <p>
          <code class="label-code">{hub.code}</code>
          <span class="quiet">{hub.serial}</span>
        </p>
      </div>
      <p class="state-line" data-good={hub.is_with_it}>
        <Icon name={hub.is_with_it ? "check" : "unplug"} />
        <span>{standing(device, hub)}</span>
      </p>
    </section>
  );
}
