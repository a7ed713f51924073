// SPDX-License-Identifier: Apache-2.0
import type { Signal } from "@preact/signals";
import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import { call, sentenceOf } from "../api/client";
import type { Camera } from "../api/types";
import { applyCamera } from "../state/cameras";
import { hubNow, now } from "../state/clock";
import { duration } from "../state/format";
import { say } from "../state/toasts";
import { walkWords } from "../strings/walk";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { largest, scaleText, step, wholePicture, type ZoomView, zoomedAt } from "./zoom";

const words = walkWords.hands;
const seconds = 30;

function useAsking(): { busy: boolean; ask: (what: () => Promise<Camera>) => void } {
  const busy = useSignal(false);
  const ask = (what: () => Promise<Camera>): void => {
    busy.value = true;
    what()
      .then(applyCamera)
      .catch((error: unknown) => say(sentenceOf(error), { tone: "fault" }))
      .finally(() => (busy.value = false));
  };
  return { busy: busy.value, ask };
}

/** Records what is seen now, with what was just before. */
function RecordNow({ camera }: { camera: Camera }) {
  const { busy, ask } = useAsking();
  const record = (): void => ask(() => call("POST /cameras/{id}/record", { id: camera.id, body: { seconds } }));
  if (!camera.by_hand_until) {
    const always = camera.settings.mode === "continuous";
    return (
      <>
        <Button icon="recording" busy={busy} disabled={always || camera.state !== "live"} onClick={record}>
          {words.record}
        </Button>
        {always && <span class="hands-hint">{words.always}</span>}
      </>
    );
  }
  // Seconds pass by the device's clock, which tells the page to draw itself again.
  void now.value;
  const left = Math.max(0, (Date.parse(camera.by_hand_until) - hubNow()) / 1000);
  return (
    <>
      <span class="hands-recording" role="status" aria-label={words.recording}>
        <Icon name="recording" />
        {words.recording}
        <span aria-hidden="true">{words.left(duration(left))}</span>
      </span>
      <Button busy={busy} onClick={() => ask(() => call("DELETE /cameras/{id}/record", { id: camera.id }))}>
        {words.stop}
      </Button>
      <Button tone="quiet" disabled={busy} onClick={record}>
        {words.longer(seconds)}
      </Button>
    </>
  );
}

/** The picture in a window of its own, where the browser can. */
function PictureInPicture({ video }: { video: RefObject<HTMLVideoElement | null> }) {
  const open = useSignal(false);
  useEffect(() => {
    const element = video.current;
    if (!element) return undefined;
    const entered = (): void => void (open.value = true);
    const left = (): void => void (open.value = false);
    element.addEventListener("enterpictureinpicture", entered);
    element.addEventListener("leavepictureinpicture", left);
    return () => {
      element.removeEventListener("enterpictureinpicture", entered);
      element.removeEventListener("leavepictureinpicture", left);
    };
  }, [video, open]);
  if (!document.pictureInPictureEnabled) return null;
  const toggle = (): void => {
    const done = open.value ? document.exitPictureInPicture() : video.current?.requestPictureInPicture();
    done?.catch(() => say(words.noWindow, { tone: "fault" }));
  };
  return <Button tone="quiet" icon="window" pressed={open.value} label={open.value ? words.closeWindow : words.window} onClick={toggle} />;
}

interface Props {
  camera: Camera;
  video: RefObject<HTMLVideoElement | null>;
  view: Signal<ZoomView>;
}

/** What can be done with a live picture beside looking at it. */
export function LiveHands({ camera, video, view }: Props) {
  const { scale } = view.value;
  return (
    <div class="hands">
      <RecordNow camera={camera} />
      <span class="hands-space" />
      <PictureInPicture video={video} />
      <Button tone="quiet" icon="minus" label={words.wider} disabled={scale === 1} onClick={() => (view.value = zoomedAt(view.value, 1 / step))} />
      <Button tone="quiet" icon="zoomIn" label={words.closer} disabled={scale === largest} onClick={() => (view.value = zoomedAt(view.value, step))} />
      {scale > 1 && (
        <Button tone="quiet" icon="shrink" label={words.whole(scaleText(scale))} onClick={() => (view.value = wholePicture)} />
      )}
    </div>
  );
}
