// SPDX-License-Identifier: Apache-2.0

/** A lantern with a lit flame. */
export function Lantern({ size = 34 }: { size?: number }) {
  return (
    <svg class="lantern" viewBox="3 3 26 28" width={size} height={size} aria-hidden="true">
      <circle class="lantern-glow" cx="16" cy="18" r="13" />
      <path class="lantern-frame-line" d="M13.7 6.5a2.3 2.3 0 1 1 4.6 0" />
      <path class="lantern-frame" d="M11 10.6 16 7l5 3.6z" />
      <path class="lantern-glass" d="M10.6 12h10.8L20 23.2h-8z" />
      <path class="lantern-flame" d="M16 14.2c1.9 2 2.7 3.4 2.7 4.7a2.7 2.7 0 0 1-5.4 0c0-1.3.8-2.7 2.7-4.7z" />
      <rect class="lantern-frame" x="10.4" y="24.3" width="11.2" height="2.3" rx="1.15" />
    </svg>
  );
}

export function Wordmark() {
  return (
    <span class="wordmark">
      <Lantern />
      Porchlight
    </span>
  );
}
