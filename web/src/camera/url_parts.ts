// SPDX-License-Identifier: Apache-2.0
// A camera's address in the parts that people know, and back. Names and passwords may hold any character.

export interface UrlParts {
  scheme: "rtsp" | "rtsps";
  host: string;
  /** Empty for the scheme's own port. */
  port: string;
  user: string;
  password: string;
  /** From the first slash on, with the query. */
  path: string;
}

/** What the hub shows instead of a password; sent back, it keeps the one that is stored. */
export const keptPassword = "***";

export const noParts: UrlParts = { scheme: "rtsp", host: "", port: "", user: "", password: "", path: "" };

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** RFC 3986: all but unreserved characters are percent-encoded; encodeURIComponent leaves five more. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (letter) => `%${letter.codePointAt(0)?.toString(16).toUpperCase()}`);
}

function parseLogin(login: string): { user: string; password: string } {
  const colon = login.indexOf(":");
  if (colon < 0) return { user: decoded(login), password: "" };
  return { user: decoded(login.slice(0, colon)), password: decoded(login.slice(colon + 1)) };
}

/**
 * Splits what people type or paste: a bare address, or a whole URL. Passwords with @ : / that were pasted without
 * encoding are understood: the host begins after the last @ that a host can follow. Null for other kinds of address.
 */
export function parseUrl(text: string): UrlParts | null {
  const [, typedScheme, rest = ""] = /^(?:([a-z0-9+.-]+):\/\/)?(.*)$/is.exec(text.trim()) ?? [];
  const scheme = (typedScheme ?? "rtsp").toLowerCase();
  if (scheme !== "rtsp" && scheme !== "rtsps") return null;
  const match = /^(?:(.*)@)?(\[[0-9a-f:.%]+\]|[^\s/?#:@]+)(?::(\d{1,5}))?([/?].*)?$/is.exec(rest);
  if (!match) return null;
  const [, login = "", host = "", port = "", path = ""] = match;
  return { scheme, host, port, path, ...parseLogin(login) };
}

export function composeUrl(parts: UrlParts): string {
  const password = parts.password === keptPassword ? keptPassword : encoded(parts.password);
  const login = parts.user || parts.password ? `${encoded(parts.user)}${parts.password ? `:${password}` : ""}@` : "";
  const path = parts.path === "" || /^[/?]/.test(parts.path) ? parts.path : `/${parts.path}`;
  return `${parts.scheme}://${login}${parts.host.trim()}${parts.port ? `:${parts.port}` : ""}${path}`;
}

/** The address as it may be shown: without the password. */
export function shownUrl(parts: UrlParts): string {
  return composeUrl({ ...parts, password: parts.password ? keptPassword : "" });
}
