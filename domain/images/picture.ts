import sharp from "sharp";
import { policy } from "#domain/policy.ts";

/**
 * What somebody uploads, read as a picture. Nothing of what they say about it is believed: the first bytes say which of
 * three formats it claims to be, the decoder of that format says whether it is, and only pixels come out of here, upright
 * and in sRGB. Whatever else the file carried (the place where it was taken, a script, a second file) stays behind.
 *
 * What strangers send is drawn by {@link drawApart} of `drawing.ts`, in a process that can be ended; nothing here can.
 */

// One thread and no memory of earlier pictures: uploads must not slow down the pages that people look at meanwhile.
sharp.concurrency(1);
sharp.cache(false);

/**
 * Why an upload was not taken: `heic` is what iPhones keep and `avif` what some websites send; both can be shared as JPEG.
 * `too-complex` takes more time or memory than any photo of that size.
 */
export type PictureRefusal =
  | "too-large"
  | "heic"
  | "avif"
  | "not-a-picture"
  | "too-many-pixels"
  | "too-small"
  | "too-complex";

/** How large the picture may come out, the smallest edge that it may have, and the widths of its copies. */
export type PictureSizes = { maxWidth: number; maxHeight: number; smallestEdge: number; copies: readonly number[] };

/** WebP without any metadata: the picture itself, its size in pixels, and its copies in the order of their widths. */
export type Drawn =
  | { ok: true; width: number; height: number; picture: Uint8Array; copies: Uint8Array[] }
  | { ok: false; reason: PictureRefusal };

/** Draws something of what was sent, as {@link drawPicture} does in this process. */
export type Draw = (bytes: Uint8Array, sizes: PictureSizes) => Promise<Drawn>;

/** Why these bytes are not worth a decoder, from their number and the first of them; nothing where they may be. */
export function refusalAtSight(bytes: Uint8Array): PictureRefusal | undefined {
  if (bytes.byteLength > policy.uploadMostBytes) return "too-large";
  const format = formatOf(bytes);
  if (!format) return "not-a-picture";
  return format === "heic" || format === "avif" ? format : undefined;
}

/** Draws a picture again, smaller where it exceeds the sizes, never larger; or says why not. */
export async function drawPicture(bytes: Uint8Array, sizes: PictureSizes): Promise<Drawn> {
  const refused = refusalAtSight(bytes) ?? (await refusalByHeader(bytes, sizes));
  if (refused) return { ok: false, reason: refused };
  const decoded = await decode(bytes, sizes);
  if (!decoded) return { ok: false, reason: "not-a-picture" };
  const copies: Uint8Array[] = [];
  for (const width of sizes.copies) copies.push(await encode(decoded, width));
  const { width, height } = decoded;
  return { ok: true, width, height, picture: await encode(decoded, width), copies };
}

type Pixels = { pixels: Buffer; width: number; height: number; channels: 1 | 2 | 3 | 4 };
type Format = "jpeg" | "png" | "webp";

/** The default, 4, makes files 4 % smaller and takes more than twice the time. */
const effort = 2;
/** Four channels of eight bits: what a decoder may have to hold for each pixel that policy allows. */
const bytesPerPixel = 4;

/** The format that the first bytes claim. SVG, GIF, PDF, HTML and all the others that the decoder knows never reach it. */
function formatOf(bytes: Uint8Array): Format | "heic" | "avif" | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 64)).toString("latin1");
  if (start.startsWith("\xff\xd8\xff")) return "jpeg";
  if (start.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (/^RIFF.{4}WEBP/s.test(start)) return "webp";
  if (start.slice(4, 8) !== "ftyp") return undefined;
  // The major brand, a version, then the compatible ones: `mif1` alone says only "some picture in this container".
  const brands = start.slice(8, bytes[3]).match(/.{4}/gs) ?? [];
  if (brands.some((brand) => ["avif", "avis"].includes(brand))) return "avif";
  return brands.some((brand) => /^(he[iv][cxms]|mif1|msf1)$/.test(brand)) ? "heic" : undefined;
}

/** Reads the header alone, which costs next to nothing whatever the picture would cost. */
async function refusalByHeader(bytes: Uint8Array, { smallestEdge }: PictureSizes): Promise<PictureRefusal | undefined> {
  const found = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => undefined);
  if (!found || found.format !== formatOf(bytes)) return "not-a-picture";
  const pixels = found.width * found.height;
  const depth = found.depth === "uchar" ? 1 : 2;
  if (pixels > policy.uploadMostPixels) return "too-many-pixels";
  if (pixels * found.channels * depth > policy.uploadMostPixels * bytesPerPixel) return "too-many-pixels";
  return Math.min(found.width, found.height) < smallestEdge ? "too-small" : undefined;
}

/** Nothing where the file ends too early or is broken further in. A film gives its first picture. */
async function decode(bytes: Uint8Array, { maxWidth, maxHeight }: PictureSizes): Promise<Pixels | undefined> {
  const decoded = await sharp(bytes, {
    failOn: "error",
    limitInputPixels: policy.uploadMostPixels,
    sequentialRead: true,
  })
    .autoOrient()
    .resize({ width: maxWidth, height: maxHeight, fit: "inside", withoutEnlargement: true })
    .flatten({ background: "#ffffff" })
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(() => undefined);
  if (!decoded) return undefined;
  const { width, height, channels } = decoded.info;
  return { pixels: decoded.data, width, height, channels };
}

/** WebP of a picture at most `width` wide, without any metadata. */
function encode({ pixels, ...raw }: Pixels, width: number): Promise<Buffer> {
  return sharp(pixels, { raw }).resize({ width, withoutEnlargement: true }).webp({ quality: 80, effort }).toBuffer();
}
