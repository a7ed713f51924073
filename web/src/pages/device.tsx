// SPDX-License-Identifier: Apache-2.0
import type { Device } from "../api/types";
import { deviceName, modelName } from "../devices/device_health";
import { HealthCard, ReadingsCard } from "../devices/health_card";
import { HistoryCard } from "../devices/history";
import { useDevice } from "../devices/known_device";
import { LetGo, OwnerQuestion } from "../devices/ownership";
import { SettingsCard, useDeviceSettings } from "../devices/settings_card";
import { ToolsCard } from "../devices/tools_card";
import { WhereCard } from "../drawing/model_cards";
import { deviceWords } from "../strings/devices";
import { LinkButton } from "../ui/button";
import { Empty, Loading } from "../ui/notices";

const text = deviceWords.page;

function Columns({ device }: { device: Device }) {
  const known = useDeviceSettings(device.serial);
  return (
    <div class="device-columns">
      <div class="device-side">
        <HealthCard device={device} settings={known.settings} />
        <ToolsCard device={device} />
      </div>
      <div class="device-main">
        <ReadingsCard device={device} />
        <HistoryCard serial={device.serial} />
        <SettingsCard device={device} known={known} />
        <WhereCard model={device.model} />
        <LetGo device={device} />
      </div>
    </div>
  );
}

function Parts({ device }: { device: Device }) {
  return (
    <div class="page">
      <header class="page-head">
        <div>
          <p class="eyebrow">
            <a href="/settings">{deviceWords.list.title}</a> · {modelName(device.model)}
          </p>
          <h1>{deviceName(device)}</h1>
        </div>
        {device.camera && (
          <LinkButton icon="play" href={`/cameras/${device.camera}`}>
            {text.picture}
          </LinkButton>
        )}
      </header>
      <OwnerQuestion device={device} />
      {device.yours && <Columns device={device} />}
    </div>
  );
}

export function DevicePage({ params }: { params: Record<string, string> }) {
  const device = useDevice(params.serial ?? "");
  if (device === "gone")
    return (
      <Empty page icon="info" title={text.goneTitle}>
        <p>{text.goneText}</p>
        <LinkButton href="/settings">{deviceWords.list.all}</LinkButton>
      </Empty>
    );
  return device ? <Parts device={device} /> : <Loading />;
}
