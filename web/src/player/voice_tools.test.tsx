// SPDX-License-Identifier: Apache-2.0
import { cleanup, fireEvent, render, screen } from "@testing-library/preact";
import { afterEach, describe, expect, it, vi } from "vitest";
import { makeCameras } from "../../dev/fixture_hub/household.mjs";
import type { Camera } from "../api/types";
import { VoiceTools } from "./voice_tools";
import type { Voice } from "./whep_connection";

afterEach(cleanup);

const sound = { codec: "aac", sample_rate: 16_000, channels: 1 };

function heardCamera(): Camera {
  const [camera] = makeCameras() as Camera[];
  if (!camera?.stream) throw new Error("the household has no camera with a stream");
  return { ...camera, talk: "yes", stream: { ...camera.stream, audio: sound } as Camera["stream"] };
}

describe("the tools of a voice", () => {
  it("let who listens listen on when a broken connection is there again", () => {
    const camera = heardCamera();
    const began = vi.fn();
    const ended = vi.fn();
    const hear = (): (() => void) => {
      began();
      return ended;
    };
    const voice = (): Voice => ({ hear: () => hear(), talk: null });
    const { rerender } = render(<VoiceTools voice={voice()} camera={camera} />);
    expect(began).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole("button", { name: "Listen" }));
    expect(began).toHaveBeenCalledTimes(1);
    rerender(<VoiceTools voice={null} camera={camera} />);
    expect(ended).toHaveBeenCalledTimes(1);
    rerender(<VoiceTools voice={voice()} camera={camera} />);
    expect(began).toHaveBeenCalledTimes(2);
    fireEvent.click(screen.getByRole("button", { pressed: true }));
    expect(ended).toHaveBeenCalledTimes(2);
  });

  it("offer what this way and this camera have", () => {
    const camera = heardCamera();
    const { rerender } = render(<VoiceTools voice={{ hear: () => () => {}, talk: null }} camera={camera} />);
    expect(screen.queryByRole("button", { name: "Hold to talk" })).toBeNull();
    rerender(<VoiceTools voice={{ hear: () => () => {}, talk: null }} camera={{ ...camera, stream: null }} />);
    expect(screen.queryAllByRole("button")).toEqual([]);
  });
});
