// SPDX-License-Identifier: Apache-2.0
import type { Signal } from "@preact/signals";
import { words } from "../strings";
import { Choice, Field } from "../ui/field";
import { makes } from "./makes";
import { composeUrl, keptPassword, noParts, parseUrl, shownUrl, type UrlParts } from "./url_parts";

/** What the form holds: parts for RTSP, or another kind of address as it is. */
export interface Address {
  parts: UrlParts;
  /** Set when what was typed is no RTSP address: a capture device, a file, a made-up camera. */
  other: string | null;
  /** The small stream's path on the same camera, or its whole address when that differs in more than the path. */
  subPath: string;
  make: string;
}

export const noAddress: Address = { parts: noParts, other: null, subPath: "", make: "other" };

export function addressFrom(url: string, subUrl: string | null): Address {
  const parts = parseUrl(url);
  if (!parts) return { ...noAddress, other: url, subPath: subUrl ?? "" };
  const sub = subUrl ? parseUrl(subUrl) : null;
  const sameCamera = sub && JSON.stringify({ ...sub, path: "" }) === JSON.stringify({ ...parts, path: "" });
  return { parts, other: null, subPath: sameCamera ? sub.path : (subUrl ?? ""), make: "other" };
}

export function urlsOf(address: Address): { url: string; sub_url: string | null } {
  const sub = address.subPath.trim();
  if (address.other !== null) return { url: address.other.trim(), sub_url: sub || null };
  const whole = sub === "" || sub.includes("://");
  return { url: composeUrl(address.parts), sub_url: whole ? sub || null : composeUrl({ ...address.parts, path: sub }) };
}

/** True when the address holds the stored password's mark, which only the hub can fill in. */
export const hasKeptPassword = (address: Address): boolean => address.other === null && address.parts.password === keptPassword;

/** Takes in what was typed or pasted into the address field: whole URLs fall into their parts. */
export function withTyped(address: Address, text: string): Address {
  const whole = text.includes("://") || text.includes("@");
  const parts = parseUrl(text);
  if (whole && parts) {
    return { ...address, other: null, parts: { ...parts, user: parts.user || address.parts.user, password: parts.password || address.parts.password } };
  }
  if (!parts && /^(scene|file|v4l2|https?):/i.test(text.trim())) return { ...address, other: text };
  return { ...address, other: null, parts: { ...address.parts, host: text } };
}

export function withMake(address: Address, id: string): Address {
  const make = makes.find((one) => one.id === id);
  if (!make) return address;
  return {
    ...address,
    make: id,
    subPath: make.subPath,
    parts: { ...address.parts, path: make.path, port: make.port ?? "" },
  };
}

interface Props {
  address: Signal<Address>;
  error?: string | undefined;
}

export function AddressForm({ address, error }: Props) {
  const { parts, other, subPath, make } = address.value;
  const change = (changes: Partial<UrlParts>): void => {
    address.value = { ...address.value, parts: { ...address.value.parts, ...changes } };
  };
  const first = makes.find((one) => one.id === make)?.first;
  return (
    <div class="stack">
      <Choice
        label={words.add.make}
        value={make}
        options={makes.map((one) => [one.id, one.label])}
        onChange={(id) => (address.value = withMake(address.value, id))}
        hint={first}
      />
      <Field
        label={words.add.address}
        value={other ?? parts.host}
        onInput={(text) => (address.value = withTyped(address.value, text))}
        placeholder="192.168.1.42"
        hint={words.add.addressHint}
        inputMode="url"
        required
        error={error}
      />
      {other === null && (
        <>
          <div class="pair">
            <Field label={words.add.user} value={parts.user} onInput={(user) => change({ user })} />
            <Field
              label={words.add.password}
              type="password"
              value={parts.password}
              onInput={(password) => change({ password })}
              autocomplete="new-password"
              hint={parts.password === keptPassword ? words.add.passwordKept : undefined}
            />
          </div>
          <details class="more-fields" open={make === "other" && parts.path !== ""}>
            <summary>{words.add.pathTitle}</summary>
            <div class="stack">
              <Field label={words.add.path} value={parts.path} onInput={(path) => change({ path })} placeholder="/stream1" />
              <Field
                label={words.add.subPath}
                value={subPath}
                onInput={(text) => (address.value = { ...address.value, subPath: text })}
                placeholder="/stream2"
                hint={words.add.subPathHint}
              />
              <Field label={words.add.port} value={parts.port} onInput={(port) => change({ port })} placeholder="554" inputMode="numeric" />
            </div>
          </details>
          {parts.host && (
            <p class="composed">
              <span class="quiet">{words.add.composed}</span> <code>{shownUrl(parts)}</code>
            </p>
          )}
        </>
      )}
    </div>
  );
}
