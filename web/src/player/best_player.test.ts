// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it, vi } from "vitest";
import { browser, FakeConnection, play, settle, useFakeBrowser } from "./fake_browser";
import { mostPictures, wallPicture } from "./wall_line";

useFakeBrowser();

describe("the best player", () => {
  it("plays over WebRTC, and tells the hub when nobody watches any more", async () => {
    const { player, statuses, slower } = play();
    await settle();
    expect(browser.asked).toEqual([{ url: "/whep/v1/cameras/7?quality=main&h265=false", method: "POST" }]);
    expect(FakeConnection.all[0]?.answered).toBe("answer");
    browser.frames = 1;
    await settle(100);
    expect(statuses).toEqual([{ kind: "playing", reduced: false }]);
    expect(browser.sockets).toEqual([]);
    player.stop();
    expect(browser.asked.at(-1)).toEqual({ url: "/whep/v1/watching/secret", method: "DELETE" });
    expect(FakeConnection.all[0]?.closed).toBe(true);
    expect(slower).toEqual([]);
  });

  it("takes the slower way where no picture comes, and does not try again for a while", async () => {
    const { slower } = play();
    await settle(3300);
    expect(slower).toEqual([{ kind: "no_way" }]);
    expect(browser.sockets).toHaveLength(1);
    const next = play();
    expect(next.slower).toEqual([{ kind: "no_way" }]);
    expect(FakeConnection.all).toHaveLength(1);
    await settle(5 * 60_000);
    play();
    expect(FakeConnection.all).toHaveLength(2);
  });

  it("does not give a way up while nobody sees the page", async () => {
    const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
    const { slower } = play();
    await settle(10_000);
    expect(slower).toEqual([]);
    hidden.mockReturnValue(false);
    await settle(3300);
    expect(slower).toEqual([{ kind: "no_way" }]);
    hidden.mockRestore();
  });

  it("takes the slower way when the way is lost", async () => {
    const { slower } = play();
    await settle();
    FakeConnection.all[0]?.fail();
    expect(slower).toEqual([{ kind: "no_way" }]);
    expect(browser.sockets).toHaveLength(1);
  });

  it("says what the hub said, and asks again for the next camera", async () => {
    browser.answer = () => new Response(JSON.stringify({ error: { sentence: "This browser takes no H.264." } }), { status: 422 });
    const { slower } = play();
    await settle();
    expect(slower).toEqual([{ kind: "refused", said: "This browser takes no H.264." }]);
    play();
    expect(FakeConnection.all).toHaveLength(2);
  });

  it("says that the picture is smaller than it was, and when it is whole again", async () => {
    const { statuses } = play();
    await settle();
    for (const width of [1280, 640, 640, 1280]) {
      browser.pictureWidth = width;
      browser.frames += 1;
      await settle(100);
    }
    expect(statuses).toEqual([
      { kind: "playing", reduced: false },
      { kind: "playing", reduced: "line" },
      { kind: "playing", reduced: false },
    ]);
  });

  it("does not blame the way for one camera's picture", async () => {
    const { slower } = play();
    await settle();
    Object.assign(FakeConnection.all[0] ?? {}, { connectionState: "connected" });
    await settle(3300);
    expect(slower).toEqual([{ kind: "no_picture" }]);
    play();
    expect(FakeConnection.all).toHaveLength(2);
  });

});

describe("where WebRTC does not go, the best player", () => {
  it.each([
    [{ code: "unavailable", fault: "live.webrtc_off" }, "webrtc_off"],
    [{ code: "unsupported", fault: "live.h265" }, "h265"],
    [{ code: "exhausted" }, "viewer_limit"],
  ])("knows why the hub said no: %j", async (error, kind) => {
    browser.answer = () => new Response(JSON.stringify({ error: { sentence: "No.", ...error } }), { status: 503 });
    const { slower, ways } = play();
    await settle();
    expect(slower).toEqual([{ kind }]);
    expect(ways).toEqual(["websocket"]);
  });

  it("goes through the owner's relay where there is no other way, and no longer waits for that", async () => {
    const link = '<turn:relay.example:3478>; rel="ice-server"; username="ann"; credential="a \\"b\\""; credential-type="password"';
    browser.answer = () => new Response("answer", { status: 201, headers: { Location: "/w", Link: link } });
    const { ways } = play();
    await settle(3300);
    expect(ways).toEqual(["relay"]);
    expect(FakeConnection.all.map(({ options }) => options.iceServers)).toEqual([
      [],
      [{ urls: "turn:relay.example:3478", username: "ann", credential: 'a "b"' }],
    ]);
    const next = play();
    expect(next.ways).toEqual(["relay"]);
    expect(browser.sockets).toEqual([]);
    await settle(3300);
    expect(ways).toEqual(["relay", "websocket"]);
  });

  it("plays as HLS what can nothing else, and shows pictures where not even that goes", async () => {
    vi.stubGlobal("RTCPeerConnection", undefined);
    vi.stubGlobal("MediaSource", undefined);
    const plays = vi.spyOn(HTMLMediaElement.prototype, "canPlayType").mockReturnValue("maybe");
    const { video, ways, statuses } = play();
    await vi.waitFor(() => expect(video.src).toContain("/api/v1/cameras/7/live.m3u8?quality=main&h265=false"));
    for (let tries = 0; tries < 4; tries++) {
      video.removeAttribute("src");
      video.dispatchEvent(new Event("error"));
      await settle(4000);
      expect(video.src, "tried again").toContain("live.m3u8");
    }
    video.dispatchEvent(new Event("error"));
    expect(ways).toEqual(["hls", "pictures"]);
    expect(statuses).toEqual([{ kind: "unsupported", mime: "" }]);
    plays.mockReturnValue("");
    expect(play().ways).toEqual(["pictures"]);
    plays.mockRestore();
  });

  it("begins HLS anew once it has played", async () => {
    vi.stubGlobal("RTCPeerConnection", undefined);
    vi.stubGlobal("MediaSource", undefined);
    const plays = vi.spyOn(HTMLMediaElement.prototype, "canPlayType").mockReturnValue("maybe");
    const { player, video, ways, statuses } = play();
    await vi.waitFor(() => expect(video.src).not.toBe(""));
    browser.frames = 1;
    await settle(300);
    expect(statuses).toEqual([{ kind: "playing", reduced: false }]);
    video.removeAttribute("src");
    video.dispatchEvent(new Event("error"));
    await settle(2000);
    expect(video.src).toContain("live.m3u8");
    expect(ways).toEqual(["hls"]);
    player.stop();
    plays.mockRestore();
  });

  it("does without in a browser that has none", () => {
    vi.stubGlobal("RTCPeerConnection", undefined);
    expect(play().slower).toEqual([{ kind: "no_webrtc" }]);
    expect(browser.sockets).toHaveLength(1);
  });

  it("says since when no picture has come", async () => {
    const { statuses } = play();
    await settle();
    browser.frames = 5;
    await settle(100);
    await settle(5200);
    expect(statuses.map((status) => status.kind)).toEqual(["playing", "stalled"]);
    browser.frames = 6;
    await settle(100);
    expect(statuses.at(-1)?.kind).toBe("playing");
  });
});

describe("the pictures of a wall", () => {
  const whep = (cameras: string): string => `/whep/v1/wall?cameras=${encodeURIComponent(cameras)}&quality=sub`;
  const posted = () => browser.asked.filter(({ method }) => method === "POST").map(({ url }) => url);

  it("share one connection, which ends with the last of them", async () => {
    const one = play(wallPicture("1"));
    const other = play(wallPicture("2"));
    await settle(50);
    expect(posted()).toEqual([whep("1,2")]);
    expect(FakeConnection.all[0]?.sections).toEqual(["video", "video"]);
    one.player.stop();
    expect(FakeConnection.all[0]?.closed).toBe(false);
    other.player.stop();
    expect(FakeConnection.all[0]?.closed).toBe(true);
  });

  it("go on while a further camera makes a new connection", async () => {
    const first = play(wallPicture("1"));
    await settle(50);
    const before = first.video.srcObject;
    const second = play(wallPicture("2"));
    expect(FakeConnection.all[0]?.closed).toBe(false);
    await settle(50);
    expect(posted()).toEqual([whep("1"), whep("1,2")]);
    expect(FakeConnection.all.map((one) => one.closed)).toEqual([true, false]);
    expect(first.video.srcObject).not.toBe(before);
    for (const { player } of [first, second]) player.stop();
  });

  it("come over more connections where there are more than one can carry", async () => {
    const all = Array.from({ length: mostPictures + 1 }, (_, index) => play(wallPicture(String(index))));
    await settle(50);
    expect(posted()).toHaveLength(2);
    for (const { player } of all) player.stop();
    expect(FakeConnection.all.every((one) => one.closed)).toBe(true);
  });

  it("each go the slower way where the connection fails", async () => {
    const all = [play(wallPicture("1")), play(wallPicture("2"))];
    await settle(50);
    FakeConnection.all[0]?.fail();
    expect(all.map(({ slower }) => slower)).toEqual([[{ kind: "no_way" }], [{ kind: "no_way" }]]);
    expect(browser.sockets).toHaveLength(2);
  });
});
