import { encode } from "uqr";

/** A QR code as the path of an SVG in a square of `size` units, with the quiet border that cameras need. */
export type QrCode = { size: number; path: string };

/** Draws a text as a QR code: one bar for each run of dark modules. */
export function qrCode(text: string): QrCode {
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  const bars = data.flatMap((row, y) =>
    [
      ...row
        .map((dark) => (dark ? "1" : "0"))
        .join("")
        .matchAll(/1+/g),
    ].map(({ 0: run, index }) => `M${index} ${y}h${run.length}v1h-${run.length}z`),
  );
  return { size, path: bars.join("") };
}
