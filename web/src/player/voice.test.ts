// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { accepted, browser, FakeConnection, play, settle, useFakeBrowser } from "./fake_browser";
import type { Voice } from "./whep_connection";

useFakeBrowser();

const canDo = ({ hear, talk }: Voice): object => ({ hear: hear !== null, talk: talk !== null });

describe("the voice of a camera", () => {
  it("comes along, and goes at the end", async () => {
    const { player, voices } = play();
    await settle();
    expect(FakeConnection.all[0]?.sections).toEqual(["video", "audio"]);
    player.stop();
    expect(voices.map((voice) => voice && canDo(voice))).toEqual([{ hear: true, talk: true }, null]);
  });

  it("is asked for at the hub before anything is said, and what the hub says is passed on", async () => {
    const { voices } = play();
    await settle();
    const voice = voices[0]?.talk;
    const microphone = { kind: "microphone" } as unknown as MediaStreamTrack;
    await voice?.speak(microphone);
    expect(browser.asked.at(-1)).toEqual({ url: "/whep/v1/watching/secret/talk", method: "POST" });
    expect(FakeConnection.all[0]?.said).toEqual([microphone]);
    await voice?.goOn();
    expect(browser.asked.at(-1)).toEqual({ url: "/whep/v1/watching/secret/talk", method: "GET" });
    await voice?.fallSilent();
    expect(browser.asked.at(-1)).toEqual({ url: "/whep/v1/watching/secret/talk", method: "DELETE" });
    expect(FakeConnection.all[0]?.said).toEqual([microphone, null]);
    browser.answer = () => new Response(JSON.stringify({ error: { sentence: "Somebody else is speaking." } }), { status: 409 });
    await expect(voice?.speak(microphone)).rejects.toThrow("Somebody else is speaking.");
    expect(FakeConnection.all[0]?.said).toHaveLength(2);
  });
});

describe("the voice beside a picture that comes another way", () => {
  const refused = (): Response => new Response(JSON.stringify({ error: { sentence: "No.", code: "unsupported", fault: "live.h265" } }), { status: 422 });
  const withPicture = async (): Promise<ReturnType<typeof play>> => {
    browser.answer = refused;
    const played = play();
    await settle();
    browser.answer = accepted;
    browser.frames = 1;
    await settle(300);
    return played;
  };

  it("comes over a connection for sound alone, once the picture is there", async () => {
    const { player, voices } = await withPicture();
    expect(browser.sockets).toHaveLength(1);
    expect(FakeConnection.all.map(({ sections }) => sections)).toEqual([["video", "audio"], ["audio"]]);
    expect(voices.map((voice) => voice && canDo(voice))).toEqual([null, { hear: true, talk: true }]);
    player.stop();
    expect(voices.at(-1)).toBeNull();
    expect(FakeConnection.all[1]?.closed).toBe(true);
  });

  it("goes with the picture, and comes again with it", async () => {
    const { video, voices } = await withPicture();
    video.dispatchEvent(new Event("error"));
    expect(voices.at(-1)).toBeNull();
    browser.frames = 2;
    await settle(1000);
    expect(FakeConnection.all).toHaveLength(3);
    expect(voices.at(-1)).not.toBeNull();
  });

  it("is only heard, over the WebSocket, where its connection fails", async () => {
    const { voices, ways, statuses } = await withPicture();
    FakeConnection.all[1]?.fail();
    await settle(1000);
    expect(voices.at(-1)).toEqual({ hear: expect.any(Function), talk: null });
    expect(FakeConnection.all).toHaveLength(2);
    expect(ways).toEqual(["websocket"]);
    expect(statuses.at(-1)?.kind).toBe("playing");
  });

  it("is only heard where nothing came through by WebRTC", async () => {
    const { player, voices } = play();
    await settle(3300);
    browser.frames = 1;
    await settle(300);
    expect(FakeConnection.all).toHaveLength(1);
    expect(voices.at(-1)).toEqual({ hear: expect.any(Function), talk: null });
    player.stop();
    expect(voices.at(-1)).toBeNull();
  });
});
