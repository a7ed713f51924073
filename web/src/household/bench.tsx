// SPDX-License-Identifier: Apache-2.0
import { Button, LinkButton } from "../ui/button";
import { Facts } from "../ui/facts";
import { Icon } from "../ui/icon";
import { buttonOf, viewsOf } from "../drawing/shapes";
import { say } from "../state/toasts";
import { householdWords as words } from "../strings/household";
import { DeviceDrawing } from "./device_drawing";
import { HoldButton } from "./hold_button";
import { Label } from "./label";
import { LightLine } from "./light_line";
import { order, served } from "./link";
import type { Body, Device, Stream } from "./types";
import { usePress } from "./use_press";

function powerText({ power }: Device): string {
  if (power.cells) {
    const cell = power.cells[0];
    const charge = cell ? words.cells(cell.left, cell.chemistry) : words.cellsOut;
    if (!power.is_connected) return words.cellsOut;
    return power.cell_mv === undefined ? charge : `${charge}, ${words.cellVolts(power.cell_mv)}`;
  }
  if (!power.is_connected) return words.unplugged;
  return power.adapter ? words.adapter(power.adapter.milliamps, power.adapter.metres) : "";
}

function networkText({ network }: Device): string {
  if (network.on_cable) return words.onCable;
  if (network.ssid === "") return words.noNetwork;
  const strength = network.carries_video ? words.strong : network.is_heard ? words.weak : words.deaf;
  return words.signal(network.ssid, network.rssi, strength);
}

function PowerActions({ device, body }: { device: Device; body: Body }) {
  const act = (what: string) => (): void => void order("power", { device: device.name, what });
  const hasCells = device.power.cells !== undefined;
  const isIn = device.power.is_connected;
  const text = hasCells ? (isIn ? words.takeCells : words.giveCells) : isIn ? words.unplug : words.plug;
  return (
    <div class="deeds" role="group" aria-label={words.power}>
      <Button icon="unplug" onClick={act(isIn ? "take" : "give")}>
        {text}
      </Button>
      {body.power !== "wired" && (
        <>
          <Button onClick={act("new_cells")}>{words.newCells}</Button>
          <Button onClick={act("weak_cells")}>{words.weakCells}</Button>
        </>
      )}
    </div>
  );
}

function AppActions({ device, body }: { device: Device; body: Body }) {
  const ask = (what: string) => (): void => void order("app", { device: device.name, what });
  return (
    <div class="deeds" role="group" aria-label={words.app}>
      {!device.real_hub?.is_paired && (
        <>
          <Button icon="plus" onClick={ask("add")}>
            {words.add}
          </Button>
          <Button icon="trash" onClick={ask("remove")}>
            {words.remove}
          </Button>
        </>
      )}
      <Button icon="visible" onClick={ask("identify")}>
        {words.identify}
      </Button>
      {body.has_lens && (
        <Button icon="play" onClick={ask("watch")}>
          {words.watch}
        </Button>
      )}
      {body.has_lens && (
        <Button icon="motion" onClick={() => void order("walk", { device: device.name, metres: 3 })}>
          {words.walk}
        </Button>
      )}
    </div>
  );
}

function Picture({ stream }: { stream: Stream }) {
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(stream.url);
    say(words.copied);
  };
  return (
    <section class="bench-part">
      <h3>{words.picture}</h3>
      <p class="stream-row">
        <code>{stream.url}</code>
        <Button onClick={() => void copy()}>{words.copy}</Button>
      </p>
      <p class="state-line" data-good={stream.is_open}>
        <Icon name={stream.is_open ? "check" : "unplug"} />
        {stream.is_open ? words.open(stream.viewers) : words.closed}
      </p>
      {stream.said_s > 0 && <p class="quiet">{stream.is_speaking ? words.speaking : words.hasSpoken(stream.said_s)}</p>}
      <p class="quiet">{stream.is_for_its_hub ? words.pictureOfHub : words.pictureHint}</p>
    </section>
  );
}

function facts(device: Device, body: Body): Array<readonly [string, string]> {
  const all: Array<readonly [string, string]> = [
    [words.power, powerText(device)],
    [words.network, networkText(device)],
    [words.memory, words.memoryOf(device.memory.wifi, device.memory.settings, device.memory.pairing)],
    [words.owner, device.is_ours ? words.yours : words.notYours],
    [words.temperature, words.degrees(device.degrees)],
  ];
  if (body.qr_code) all.push([words.qr, body.qr_code]);
  return all;
}

/** One device on the bench: its three sides, its light, its button, its power, and what is true of it. */
export function Bench({ device, body }: { device: Device; body: Body }) {
  const button = buttonOf(body);
  const press = usePress(device.name);
  const tool = body.tools.find((one) => one.use === "press");
  return (
    <section class="card bench" aria-labelledby="bench-name">
      <header class="bench-head">
        <div>
          <h2 id="bench-name">{device.name}</h2>
          <p class="quiet">
            {device.maker} · {device.model_name}
          </p>
        </div>
        <p class="state-line" data-good={device.is_online}>
          <Icon name={device.is_online ? "check" : "unplug"} />
          <span>
            {device.name} {device.doing}
          </span>
        </p>
        {served.value.isInApp && (
          <LinkButton icon="doctor" href={`/doctor?model=${device.model}`}>
            {words.askDoctor}
          </LinkButton>
        )}
      </header>
      <div class="bench-views">
        {viewsOf(body).map((view) => (
          <figure key={view} class="view">
            <DeviceDrawing device={device} body={body} view={view} onPress={press.down} />
            <figcaption>{words.views[view]}</figcaption>
          </figure>
        ))}
      </div>
      <LightLine device={device} />
      <div class="bench-parts">
        <section class="bench-part">
          <h3>
            {words.button}, {words.buttonAt(button.place)}
          </h3>
          <HoldButton device={device} body={body} press={press} />
          {tool && <p class="quiet">{tool.says}</p>}
        </section>
        <section class="bench-part">
          <h3>{words.power}</h3>
          <PowerActions device={device} body={body} />
          <h3>{words.app}</h3>
          <AppActions device={device} body={body} />
        </section>
        <section class="bench-part">
          <h3>{words.facts}</h3>
          <Facts facts={facts(device, body)} />
        </section>
        {device.real_hub && <Label device={device} hub={device.real_hub} />}
        {device.stream && <Picture stream={device.stream} />}
      </div>
    </section>
  );
}
