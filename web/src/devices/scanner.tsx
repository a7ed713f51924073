// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import { deviceWords } from "../strings/devices";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { canvasOf, qrReader, readPhoto } from "./qr_reader";

const text = deviceWords.pair;
const lookEveryMs = 200;

/** Looks through this device's camera until a code is read. */
function Viewfinder({ onText, onRefused }: { onText: (read: string) => void; onRefused: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const tell = useRef({ onText, onRefused });
  tell.current = { onText, onRefused };
  useEffect(() => {
    let stopped = false;
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const watch = async (): Promise<void> => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      const read = await qrReader();
      const { current } = video;
      if (stopped || !current) return;
      current.srcObject = stream;
      await current.play();
      const look = async (): Promise<void> => {
        if (stopped) return;
        const found = current.videoWidth > 0 ? await read(canvasOf(current, current.videoWidth, current.videoHeight)).catch(() => null) : null;
        if (stopped) return;
        if (found) tell.current.onText(found);
        else timer = setTimeout(() => void look(), lookEveryMs);
      };
      await look();
    };
    const end = (): void => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    watch()
      .catch(() => {
        if (!stopped) tell.current.onRefused();
      })
      .finally(() => {
        if (stopped) end();
      });
    return () => {
      stopped = true;
      clearTimeout(timer);
      end();
    };
  }, []);
  return (
    <figure class="viewfinder">
      <video ref={video} muted playsInline aria-label={text.scanView} />
      <figcaption>{text.scanAim}</figcaption>
    </figure>
  );
}

/** A label's QR code by this device's camera or from a photo. Without either, the text can still be pasted elsewhere. */
export function Scanner({ onText }: { onText: (read: string) => void }) {
  const watching = useSignal(false);
  const problem = useSignal<string | null>(null);
  const id = useId();
  const hasCamera = typeof navigator.mediaDevices?.getUserMedia === "function";
  const takePhoto = async (photo: File | undefined): Promise<void> => {
    if (!photo) return;
    problem.value = null;
    const found = await readPhoto(photo).catch(() => null);
    if (found) onText(found);
    else problem.value = text.scanNothing;
  };
  const toggle = (): void => {
    problem.value = null;
    watching.value = !watching.value;
  };
  return (
    <div class="stack scanner">
      {watching.value && (
        <Viewfinder
          onText={(found) => {
            watching.value = false;
            onText(found);
          }}
          onRefused={() => {
            watching.value = false;
            problem.value = text.scanRefused;
          }}
        />
      )}
      <div class="actions">
        {hasCamera && (
          <Button icon={watching.value ? "close" : "snapshot"} onClick={toggle}>
            {watching.value ? text.scanStop : text.scanStart}
          </Button>
        )}
        <label class="button button-plain file-button" for={id}>
          <Icon name="photo" />
          <span>{text.scanPhoto}</span>
          <input id={id} class="sr-only" type="file" accept="image/*" onChange={(event) => void takePhoto(event.currentTarget.files?.[0])} />
        </label>
      </div>
      {!hasCamera && <p class="field-hint">{text.scanNoCamera}</p>}
      {problem.value && (
        <p class="field-error" role="alert">
          <Icon name="alert" />
          {problem.value}
        </p>
      )}
    </div>
  );
}
