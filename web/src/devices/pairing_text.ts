// SPDX-License-Identifier: Apache-2.0
// What people carry from a camera to this page: eight digits, or the text of the label's QR code
// (net/link/pairing_text.hpp says how it is made).

export const codeLength = 8;
/** A camera takes so many wrong codes each time that its pairing is opened. */
export const triesOfCamera = 5;

/** The digits of what was typed or pasted, at most eight. */
export function digitsOf(text: string): string {
  return text.replaceAll(/\D/g, "").slice(0, codeLength);
}

/** As it stands on the label: "0471 1337". */
export function grouped(digits: string): string {
  return digits.length > 4 ? `${digits.slice(0, 4)} ${digits.slice(4)}` : digits;
}

export interface Label {
  /** The label's text, as the hub wants it. */
  text: string;
  serial: string;
}

export type Scanned = { kind: "label"; label: Label } | { kind: "invitation" } | { kind: "other" };

const labelForm = /^PL1:C\/([A-Z0-9-]{4,40})\/[0-9A-F]{32}\/[0-9A-F]{32}$/;

/** What a QR code, or a text that was pasted, is. The hub has the last word on a label. */
export function readScanned(text: string): Scanned {
  const plain = text.trim().toUpperCase();
  const found = labelForm.exec(plain);
  if (found?.[1]) return { kind: "label", label: { text: plain, serial: found[1] } };
  return { kind: plain.startsWith("PL1:H/") ? "invitation" : "other" };
}

/** The end of a serial number is what tells two cameras apart. */
export function tailOf(serial: string): string {
  return serial.slice(-4);
}
