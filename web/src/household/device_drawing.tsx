// SPDX-License-Identifier: Apache-2.0
import { BodyDrawing } from "../drawing/body";
import type { View } from "../drawing/shapes";
import { useLamps } from "../light/use_light";
import { householdWords as words } from "../strings/household";
import { arrivedAt, house } from "./link";
import { sinceBegin } from "./since";
import type { Body, Device } from "./types";

/** A device of the household as it is now, from one side. */
export function DeviceDrawing({ device, body, view, onPress }: { device: Device; body: Body; view: View; onPress?: () => void }) {
  const { light, power, network } = device;
  const parts = light.parts ?? [];
  const lamps = useLamps<SVGGElement>(parts, `${device.name} ${light.pattern} ${light.since_us}`, (now, seenAt) =>
    house.value ? sinceBegin(light, house.value, arrivedAt.value, seenAt, now) : 0,
  );
  const isWired = power.adapter !== undefined || network.on_cable;
  return (
    <BodyDrawing
      model={body}
      view={view}
      label={words.viewOf(words.views[view], device.name)}
      onPress={onPress}
      state={{
        parts,
        lamps,
        nightLamp: light.lamp,
        web: device.has_web,
        pressed: device.button.is_down,
        ...(isWired && { cable: power.is_connected ? "in" : "out" }),
        ...(power.cells && { cells: power.is_connected ? power.cells : [] }),
      }}
    />
  );
}
