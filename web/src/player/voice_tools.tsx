// SPDX-License-Identifier: Apache-2.0
// Hearing a camera, and speaking through it.
import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Camera } from "../api/types";
import { say } from "../state/toasts";
import { words } from "../strings";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import type { Hear } from "./hearing";
import { keepSpeaking } from "./keep_speaking";
import { idle, pressed, released, type TalkPress } from "./talk_press";
import type { Talk, Voice } from "./whep_connection";

/** Silent until somebody asks for it, as browsers want it and as a house at night does. */
function SoundButton({ hear, on }: { hear: Hear; on: Signal<boolean> }) {
  useEffect(() => (on.value ? hear(() => (on.value = false)) : undefined), [hear, on.value, on]);
  const label = on.value ? words.voice.mute : words.voice.listen;
  return <Button icon={on.value ? "sound" : "muted"} label={label} pressed={on.value} onClick={() => (on.value = !on.value)} />;
}

async function openMicrophone(): Promise<MediaStreamTrack> {
  // Browsers hide microphones from pages that they do not trust.
  if (!navigator.mediaDevices) throw new Error(words.voice.notTrusted);
  const stream = await navigator.mediaDevices
    .getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } })
    .catch(() => Promise.reject(new Error(words.voice.noMicrophone)));
  const [track] = stream.getAudioTracks();
  if (!track) throw new Error(words.voice.noMicrophone);
  return track;
}

/** One talk after the other: what is asked for meanwhile begins when the one before has ended. */
function useTalk(talk: Talk) {
  const wanted = useRef(false);
  const busy = useRef(false);
  const letGo = useRef(() => {});
  const speaking = useSignal(false);
  const failed = useSignal(0);
  const run = async (): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    const over = new Promise<void>((resolve) => (letGo.current = resolve));
    let microphone: MediaStreamTrack | undefined;
    try {
      microphone = await openMicrophone();
      if (wanted.current) {
        await talk.speak(microphone);
        speaking.value = true;
      }
      if (speaking.value) await keepSpeaking(talk, over);
    } catch (error) {
      failed.value += 1;
      say(error instanceof Error ? error.message : words.errors.unexpected, { tone: "fault" });
    }
    microphone?.stop();
    wanted.current = false;
    speaking.value = false;
    busy.current = false;
  };
  const want = (speech: boolean): void => {
    wanted.current = speech;
    if (speech) void run();
    else letGo.current();
  };
  useEffect(() => () => letGo.current(), []);
  return { want, speaking: speaking.value, failed };
}

const holdKeys = new Set([" ", "Enter"]);

function TalkButton({ talk }: { talk: Talk }) {
  const press = useSignal<TalkPress>(idle);
  const { want, speaking, failed } = useTalk(talk);
  const turn = (next: TalkPress): void => {
    if (next.kind === press.value.kind) return;
    if ((next.kind === "idle") !== (press.value.kind === "idle")) want(next.kind !== "idle");
    press.value = next;
  };
  useEffect(() => {
    press.value = idle;
  }, [failed.value, press]);
  const down = (): void => turn(pressed(press.value, Date.now()));
  const up = (): void => turn(released(press.value, Date.now()));
  const { kind } = press.value;
  const text = kind === "idle" ? words.voice.hold : speaking ? words.voice.speaking[kind] : words.voice.opening;
  return (
    <button
      type="button"
      class="button talk-button"
      data-speaking={speaking}
      aria-pressed={kind !== "idle"}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        down();
      }}
      onPointerUp={up}
      onPointerCancel={up}
      onKeyDown={(event) => {
        if (!holdKeys.has(event.key)) return;
        event.preventDefault();
        if (!event.repeat) down();
      }}
      onKeyUp={(event) => void (holdKeys.has(event.key) && up())}
      onBlur={up}
      onContextMenu={(event) => event.preventDefault()}
    >
      <Icon name={kind === "idle" ? "talk" : "talking"} />
      <span aria-live="polite">{text}</span>
    </button>
  );
}

export function VoiceTools({ voice, camera }: { voice: Voice | null; camera: Camera }) {
  // Whoever listens goes on listening when a connection that broke is there again.
  const listening = useSignal(false);
  const hear = camera.stream?.audio ? voice?.hear : null;
  const talk = camera.talk === "yes" ? voice?.talk : null;
  if (!hear && !talk) return null;
  return (
    <div class="voice-tools">
      {hear && <SoundButton hear={hear} on={listening} />}
      {talk && <TalkButton talk={talk} />}
    </div>
  );
}
