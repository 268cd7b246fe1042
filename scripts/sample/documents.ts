import sharp from "sharp";

/** A proof of transfer or an identity card, marked as a sample: a title and some lines, as PNG. */
export function drawDocument(lines: string[]): Promise<Buffer> {
  const escaped = lines.map((line) => line.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`));
  const text = escaped.map(
    (line, index) => `<text x="40" y="${110 + index * 60}" font-size="${index === 1 ? 40 : 26}">${line}</text>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="400"><rect width="640" height="400" fill="#f6f1e7"/><g font-family="sans-serif" fill="#1d2440">${text.join("")}</g><text x="40" y="360" font-size="20" font-family="sans-serif" fill="#a65a3a">CONTOH</text></svg>`;
  return sharp(Buffer.from(svg)).png({ compressionLevel: 1 }).toBuffer();
}
