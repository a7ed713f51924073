// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { call, sentenceOf } from "../api/client";
import type { Device } from "../api/types";
import { go } from "../router";
import { now } from "../state/clock";
import { applyDevice, forgetDevice } from "../state/devices";
import { dayName } from "../state/format";
import { say } from "../state/toasts";
import { deviceWords } from "../strings/devices";
import { Button } from "../ui/button";
import { ConfirmDialog } from "../ui/dialog";
import { type IconName } from "../ui/icon";
import { Notice } from "../ui/notices";
import { deviceName } from "./device_health";

const text = deviceWords.owner;

type Answer = "POST /devices/{id}/keep" | "POST /devices/{id}/accept" | "DELETE /devices/{id}/offer";

interface QuestionProps {
  device: Device;
  tone: "warm" | "fault" | "plain";
  icon: IconName;
  title: string;
  children: ComponentChildren;
  action: string;
  route: Answer;
  done: (name: string) => string;
}

function Question({ device, tone, icon, title, children, action, route, done }: QuestionProps) {
  const busy = useSignal(false);
  const answer = async (): Promise<void> => {
    busy.value = true;
    try {
      applyDevice(await call(route, { id: device.serial }));
      say(done(deviceName(device)));
    } catch (error) {
      say(sentenceOf(error), { tone: "fault" });
    }
    busy.value = false;
  };
  return (
    <Notice
      tone={tone}
      icon={icon}
      action={
        <Button tone={tone === "plain" ? "plain" : "main"} busy={busy.value} onClick={() => void answer()}>
          {action}
        </Button>
      }
    >
      <strong>{title}</strong>
      <p>{children}</p>
    </Notice>
  );
}

/** What the home has to answer about this device, if anything. */
export function OwnerQuestion({ device }: { device: Device }) {
  if (device.binding === "contested" && device.contest_ends)
    return (
      <Question device={device} tone="fault" icon="alert" title={text.contestedTitle} action={text.keep} route="POST /devices/{id}/keep" done={text.kept}>
        {text.contested(dayName(Date.parse(device.contest_ends), now.value))}
      </Question>
    );
  if (device.binding !== "offered") return null;
  return device.yours ? (
    <Question device={device} tone="plain" icon="info" title={text.offeredTitle} action={text.withdraw} route="DELETE /devices/{id}/offer" done={text.withdrawn}>
      {text.offered}
    </Question>
  ) : (
    <Question device={device} tone="warm" icon="info" title={text.offeredYouTitle} action={text.accept} route="POST /devices/{id}/accept" done={text.accepted}>
      {text.offeredYou}
    </Question>
  );
}

/** The owner's delete: the only thing that ends a binding. */
export function LetGo({ device }: { device: Device }) {
  const asking = useSignal(false);
  const busy = useSignal(false);
  const name = deviceName(device);
  const remove = async (): Promise<void> => {
    busy.value = true;
    try {
      await call("DELETE /devices/{id}", { id: device.serial });
      forgetDevice(device.serial);
      say(text.removed(name));
      go("/settings", "replace");
    } catch (error) {
      say(sentenceOf(error), { tone: "fault" });
      busy.value = false;
      asking.value = false;
    }
  };
  return (
    <section class="card danger">
      <div>
        <h2>{text.remove}</h2>
        <p class="quiet">{text.removeHint}</p>
      </div>
      <Button icon="trash" onClick={() => (asking.value = true)}>
        {text.remove}
      </Button>
      {asking.value && (
        <ConfirmDialog
          title={text.removeTitle(name)}
          text={
            <div class="stack">
              <p>{text.removeText}</p>
              <p>{text.removeReset}</p>
            </div>
          }
          action={text.remove}
          busy={busy.value}
          onConfirm={() => void remove()}
          onClose={() => (asking.value = false)}
        />
      )}
    </section>
  );
}
