// SPDX-License-Identifier: Apache-2.0
// Reads QR codes from pictures: with the browser's own reader where it has one, else with jsQR, fetched when first needed.

interface Detector {
  detect: (source: ImageBitmapSource) => Promise<Array<{ rawValue: string }>>;
}
interface DetectorMaker {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats: () => Promise<string[]>;
}

export type ReadQr = (canvas: HTMLCanvasElement) => Promise<string | null>;

async function ownReader(): Promise<ReadQr | null> {
  const maker = (globalThis as { BarcodeDetector?: DetectorMaker }).BarcodeDetector;
  const formats = (await maker?.getSupportedFormats().catch(() => [])) ?? [];
  if (!maker || !formats.includes("qr_code")) return null;
  const detector = new maker({ formats: ["qr_code"] });
  return async (canvas) => (await detector.detect(canvas))[0]?.rawValue ?? null;
}

export async function qrReader(): Promise<ReadQr> {
  const own = await ownReader();
  if (own) return own;
  const { default: read } = await import("jsqr");
  return async (canvas) => {
    const picture = canvas.getContext("2d", { willReadFrequently: true })?.getImageData(0, 0, canvas.width, canvas.height);
    return picture ? (read(picture.data, picture.width, picture.height)?.data ?? null) : null;
  };
}

/** Long enough for a label that fills a quarter of the picture; more only costs time. */
const longestSide = 1000;

/** What is drawn to be read, scaled down where it is large. */
export function canvasOf(source: CanvasImageSource, width: number, height: number): HTMLCanvasElement {
  const scale = Math.min(1, longestSide / Math.max(width, height, 1));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  canvas.getContext("2d", { willReadFrequently: true })?.drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas;
}

export async function readPhoto(photo: Blob): Promise<string | null> {
  const picture = await createImageBitmap(photo);
  const read = await qrReader();
  return read(canvasOf(picture, picture.width, picture.height));
}
