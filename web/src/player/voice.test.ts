// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { accepted, browser, FakeConnection, play, settle, useFakeBrowser } from "./fake_browser";

useFakeBrowser();

describe("the voice of a camera", () => {
  it("comes along, and goes at the end", async () => {
    const { player, voices } = play();
    await settle();
    expect(FakeConnection.all[0]?.sections).toEqual(["video", "audio"]);
    player.stop();
    expect(voices.map((voice) => voice?.sound?.kind ?? null)).toEqual(["audio", null]);
  });

  it("is asked for at the hub before anything is said, and what the hub says is passed on", async () => {
    const { voices } = play();
    await settle();
    const voice = voices[0];
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
    expect(voices.map((voice) => voice?.sound?.kind ?? null)).toEqual([null, "audio"]);
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
    expect(voices.at(-1)?.sound?.kind).toBe("audio");
  });

  it("is left out where its connection fails, and the picture stays", async () => {
    const { voices, ways, statuses } = await withPicture();
    FakeConnection.all[1]?.fail();
    expect(voices.at(-1)).toBeNull();
    await settle(1000);
    expect(FakeConnection.all).toHaveLength(2);
    expect(ways).toEqual(["websocket"]);
    expect(statuses.at(-1)?.kind).toBe("playing");
  });

  it("is not tried where nothing came through", async () => {
    play();
    await settle(3300);
    browser.frames = 1;
    await settle(1000);
    expect(browser.sockets).toHaveLength(1);
    expect(FakeConnection.all).toHaveLength(1);
  });
});
