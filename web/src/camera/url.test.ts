// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { addressFrom, noAddress, urlsOf, withMake, withTyped } from "./address_form";
import { composeUrl, keptPassword, noParts, parseUrl, shownUrl } from "./url_parts";

describe("the address form", () => {
  it.each([
    ["rtsp://ada:***@10.0.0.5/stream1", "rtsp://ada:***@10.0.0.5/stream2"],
    ["rtsp://ada:***@10.0.0.5/stream1", "rtsp://eve:***@10.0.0.6:8554/other"],
    ["rtsp://10.0.0.5/stream1", null],
    ["scene://porch?seed=7", null],
    ["scene://porch?seed=7", "scene://porch?seed=7&size=640x360"],
  ])("gives back what it was given: %s, %s", (url, subUrl) => {
    expect(urlsOf(addressFrom(url, subUrl))).toEqual({ url, sub_url: subUrl });
  });

  it("takes a pasted URL apart, and keeps a login that was typed before", () => {
    const typed = { ...noAddress, parts: { ...noAddress.parts, user: "ada", password: "lamp" } };
    expect(urlsOf(withTyped(typed, "rtsp://10.0.0.5:8554/live")).url).toBe("rtsp://ada:lamp@10.0.0.5:8554/live");
    expect(urlsOf(withTyped(typed, "rtsp://eve:oil@10.0.0.5/live")).url).toBe("rtsp://eve:oil@10.0.0.5/live");
  });

  it("fills in a make's paths", () => {
    const address = withMake(withTyped(noAddress, "10.0.0.5"), "tapo");
    expect(urlsOf(address)).toEqual({ url: "rtsp://10.0.0.5/stream1", sub_url: "rtsp://10.0.0.5/stream2" });
  });
});

describe("addresses of cameras", () => {
  it.each(["p@ss:w/rd", "ä#?&=+%", "***x", "100% sure!'()*", "[::1]", " spaces "])("keep the password %j whole", (password) => {
    const url = composeUrl({ ...noParts, host: "192.168.1.20", user: "adm:in@home", password, path: "/live?x=1" });
    expect(new URL(url.replace("rtsp:", "http:")).hostname).toBe("192.168.1.20");
    expect(parseUrl(url)).toMatchObject({ host: "192.168.1.20", user: "adm:in@home", password, path: "/live?x=1" });
  });

  it("hold only unreserved characters in the login, as RFC 3986 wants", () => {
    expect(composeUrl({ ...noParts, host: "cam", user: "a", password: "!'()*~-._" })).toBe("rtsp://a:%21%27%28%29%2A~-._@cam");
  });

  it("are understood when the password was pasted without encoding", () => {
    expect(parseUrl("rtsp://admin:p@ss/w:rd@10.0.0.5:8554/cam?a=b")).toMatchObject({
      user: "admin",
      password: "p@ss/w:rd",
      host: "10.0.0.5",
      port: "8554",
      path: "/cam?a=b",
    });
  });

  it.each([
    ["192.168.1.20", { host: "192.168.1.20", port: "", path: "" }],
    ["porch.local:8554/one", { host: "porch.local", port: "8554", path: "/one" }],
    [" rtsps://[fe80::1]:322/x ", { scheme: "rtsps", host: "[fe80::1]", port: "322" }],
  ])("may be short: %s", (text, parts) => expect(parseUrl(text)).toMatchObject(parts));

  it.each(["http://192.168.1.2/", "scene:porch", "v4l2:///dev/video0", "file:///tmp/a.mp4", "", "two words"])("of other kinds are left alone: %j", (text) =>
    expect(parseUrl(text)).toBeNull(),
  );

  it("keep the stored password's mark as it is", () => {
    const parts = parseUrl("rtsp://ada:***@10.0.0.5/stream1")!;
    expect(parts.password).toBe(keptPassword);
    expect(composeUrl(parts)).toBe("rtsp://ada:***@10.0.0.5/stream1");
  });

  it("are shown without the password", () => {
    expect(shownUrl({ ...noParts, host: "cam", user: "ada", password: "secret", path: "s" })).toBe("rtsp://ada:***@cam/s");
  });
});
