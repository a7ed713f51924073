// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "preact/hooks";
import { deviceWords } from "../strings/devices";
import { Loading } from "../ui/notices";

const quiet = 4;

/** A QR code, always dark on white, with the quiet zone that readers need. What draws it is fetched when first needed. */
export function QrPicture({ text, label }: { text: string; label: string }) {
  const [drawn, setDrawn] = useState<{ path: string; size: number } | "failed" | null>(null);
  useEffect(() => {
    let gone = false;
    Promise.all([import("lean-qr"), import("lean-qr/extras/svg")]).then(
      ([{ generate }, { toSvgPath }]) => {
        const code = generate(text);
        if (!gone) setDrawn({ path: toSvgPath(code), size: code.size });
      },
      () => setDrawn("failed"),
    );
    return () => {
      gone = true;
    };
  }, [text]);
  if (drawn === "failed") return <p class="field-error">{deviceWords.pair.lensBroken}</p>;
  if (!drawn) return <Loading />;
  const { path, size } = drawn;
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={`${-quiet} ${-quiet} ${size + 2 * quiet} ${size + 2 * quiet}`} shape-rendering="crispEdges">
      <rect x={-quiet} y={-quiet} width={size + 2 * quiet} height={size + 2 * quiet} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
