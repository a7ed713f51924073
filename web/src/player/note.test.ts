// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeCameras } from "../../dev/fixture_hub/household.mjs";
import type { Camera } from "../api/types";
import { noteOf } from "./note";
import { type Played, reportOf, tellHub } from "./report";

const [porch] = makeCameras() as [Camera];
const translated = (left_out: number): Camera => ({ ...porch, transcoding: { cores: 0.38, left_out } });
const playing = (reduced: "browser" | "transcoded" | "line" | false = false): Played["status"] => ({ kind: "playing", reduced });

describe("the line under a live picture", () => {
  it("is not there while all is well, or nothing is known yet", () => {
    expect(noteOf(porch, { status: playing(), slower: null })).toBeNull();
    expect(noteOf(porch, { status: { kind: "connecting" }, slower: { why: { kind: "no_way" }, way: "websocket" } })).toBeNull();
  });

  it("names how far behind it is and why", () => {
    expect(noteOf(porch, { status: playing(), slower: { why: { kind: "no_way" }, way: "websocket" } })).toMatch(/^A moment behind: a firewall .* 8421/);
    expect(noteOf(porch, { status: playing(), slower: { why: { kind: "no_webrtc" }, way: "hls" } })).toMatch(/^Some seconds behind: this browser has no WebRTC/);
    expect(noteOf(porch, { status: playing(), slower: { why: { kind: "refused", said: "The hub says so." }, way: "websocket" } })).toBe("A moment behind: The hub says so.");
    expect(noteOf(porch, { status: playing(), slower: { why: { kind: "no_way" }, way: "relay" } })).toMatch(/your relay/);
  });

  it("says what translating costs, and when the hub cannot do it", () => {
    expect(noteOf(translated(0), { status: playing("transcoded"), slower: null })).toMatch(/38 % of a processor core/);
    expect(noteOf(translated(0.5), { status: playing("transcoded"), slower: null })).toMatch(/no time .* H.264/);
    expect(noteOf(porch, { status: playing("browser"), slower: null })).toMatch(/H.265/);
  });
});

describe("what the hub is told", () => {
  const sent: string[] = [];
  beforeEach(() => {
    sent.length = 0;
    vi.stubGlobal("fetch", async (url: string, { body }: { body: string }) => {
      sent.push(`${url} ${body}`);
      return new Response(null, { status: 204 });
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  it("is the way and the reason, once a picture is there", () => {
    expect(reportOf(porch, { status: { kind: "connecting" }, slower: { why: { kind: "no_way" }, way: "websocket" } })).toBeNull();
    expect(reportOf(porch, { status: playing(), slower: { why: { kind: "no_way" }, way: "websocket" } })).toEqual({ way: "websocket", why: "udp_blocked" });
    expect(reportOf(porch, { status: playing("transcoded"), slower: null })).toEqual({ way: "webrtc", why: "h265" });
    expect(reportOf(translated(0.5), { status: playing("transcoded"), slower: null })).toEqual({ way: "webrtc", why: "hub_busy" });
    expect(reportOf(porch, { status: { kind: "unsupported", mime: "" }, slower: { why: { kind: "no_webrtc" }, way: "pictures" } })).toEqual({ way: "pictures", why: "h265" });
    expect(reportOf(porch, { status: playing(), slower: { why: { kind: "refused", said: "" }, way: "websocket" } })).toBeNull();
  });

  it("is told when it changes, and that all is well only after it was not", () => {
    tellHub("1", { way: "webrtc", why: "nothing" });
    expect(sent).toEqual([]);
    tellHub("1", { way: "websocket", why: "udp_blocked" });
    tellHub("1", { way: "hls", why: "udp_blocked" });
    tellHub("1", { way: "webrtc", why: "nothing" });
    expect(sent).toEqual([
      '/api/v1/cameras/1/live/reports {"way":"websocket","why":"udp_blocked"}',
      '/api/v1/cameras/1/live/reports {"way":"webrtc","why":"nothing"}',
    ]);
  });
});
