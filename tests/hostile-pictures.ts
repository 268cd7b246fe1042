import { randomBytes } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import { givenJpeg, givenPicture } from "./pictures.ts";

/**
 * Pictures that nobody takes: small files that cost whoever opens them much. Each is written here, by hand where no
 * library would write it, so that none of them lies about.
 */

/** A black PNG of one bit a pixel; 64 megapixels in a few kilobytes unless told, and of another kind or with other chunks. */
export function givenBlackPng(
  edge = 8_000,
  { bits = 1, colour = 0, interlaced = false, chunks = [] as Buffer[] } = {},
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(edge, 0);
  header.writeUInt32BE(edge, 4);
  header.set([bits, colour, 0, 0, interlaced ? 1 : 0], 8);
  const channels = { 0: 1, 2: 3, 6: 4 }[colour]!;
  const pixels = deflateSync(Buffer.alloc((2 + (edge * bits * channels) / 8) * edge), { level: 1 });
  const all = [pngChunk("IHDR", header), ...chunks, pngChunk("IDAT", pixels), pngChunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), ...all]);
}

/** A PNG whose compressed text or colour profile unfolds to 200 MB. */
export function givenPngWithFolded(type: "zTXt" | "iCCP"): Buffer {
  const folded = deflateSync(Buffer.alloc(200_000_000), { level: 1 });
  const name = Buffer.from("Comment\0\0", "latin1");
  return givenBlackPng(800, { bits: 8, colour: 2, chunks: [pngChunk(type, Buffer.concat([name, folded]))] });
}

/** A PNG with as many texts, each compressed. */
export function givenPngWithTexts(texts: number): Buffer {
  const text = pngChunk("zTXt", Buffer.concat([Buffer.from("a\0\0", "latin1"), deflateSync(Buffer.alloc(50_000))]));
  return givenBlackPng(800, { bits: 8, colour: 2, chunks: Array.from({ length: texts }, () => text) });
}

/** A WebP of one colour, 38 bytes whatever its size. */
export function givenFlatWebp(edge: number): Promise<Buffer> {
  const create = { width: edge, height: edge, channels: 3, background: "#808080" } as const;
  return sharp({ create }).webp({ lossless: true, effort: 0 }).toBuffer();
}

/** A progressive JPEG whose last scan comes again and again. */
export async function givenJpegOfScans(edge: number, scans: number): Promise<Buffer> {
  const jpeg = await givenPicture(edge, edge).jpeg({ progressive: true, quality: 20 }).toBuffer();
  const last = jpeg.lastIndexOf(Buffer.from([0xff, 0xda]));
  const scan = jpeg.subarray(last, -2);
  return Buffer.concat([jpeg.subarray(0, -2), ...Array.from({ length: scans }, () => scan), jpeg.subarray(-2)]);
}

/** A JPEG with as many megabytes of what cameras write before the picture: profile, notes, thumbnails. */
export async function givenJpegWithBaggage(megabytes: number): Promise<Buffer> {
  const jpeg = await givenJpeg();
  const segment = Buffer.alloc(65_535, 0x41);
  segment.set([0xff, 0xe2, 0xff, 0xfd]);
  segment.write("ICC_PROFILE\0\x01\xff", 4, "latin1");
  const segments = Array.from({ length: megabytes * 16 }, () => segment);
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
}

/** A film in WebP of so many pictures. */
export function givenFilm(edge: number, pictures: number): Promise<Buffer> {
  const pixels = Buffer.alloc(edge * edge * pictures * 3);
  for (let at = 0; at < pixels.length; at += 97) pixels[at] = at >>> 8;
  return sharp(pixels, { raw: { width: edge, height: edge * pictures, channels: 3, pageHeight: edge } })
    .webp({ loop: 0, effort: 0, quality: 10 })
    .toBuffer();
}

/** A WebP without two pixels alike, which takes long to decode; as many as policy allows unless told. */
export function givenSlowWebp(edge = 6_300): Promise<Buffer> {
  const pixels = randomBytes(edge * edge * 3);
  return sharp(pixels, { raw: { width: edge, height: edge, channels: 3 } })
    .webp({ quality: 1, effort: 0 })
    .toBuffer();
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}
