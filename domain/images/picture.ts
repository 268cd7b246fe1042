import sharp from "sharp";
import { onceAProcess } from "#once-a-process.ts";
import { policy } from "../policy.ts";

/**
 * What somebody uploads, read as a picture. Nothing of what he says about it is believed: the first bytes say which of
 * four formats it claims to be, the decoder of that format says whether it is, and only pixels come out of here, upright
 * and in sRGB. Whatever else the file carried (the place where it was taken, a script, a second file) stays behind.
 */

// One thread and no memory of earlier pictures: uploads must not slow down the pages that people look at meanwhile.
sharp.concurrency(1);
sharp.cache(false);

/** Why an upload was not taken: `heic` is what iPhones keep; the person can share it as JPEG. */
export type PictureRefusal = "too-large" | "heic" | "not-a-picture" | "too-many-pixels" | "too-small";

/** Upright pixels in sRGB. */
export type Picture = { pixels: Buffer; width: number; height: number; channels: 1 | 2 | 3 | 4 };

/** How large the picture may come out, and the smallest edge that it may have. */
export type PictureLimits = { maxWidth: number; maxHeight: number; smallestEdge: number };

/** Reads a picture, made smaller where it exceeds the limits, never larger; or says why not. Takes one at a time. */
export async function readPicture(
  bytes: Uint8Array,
  limits: PictureLimits,
): Promise<{ ok: true; picture: Picture } | { ok: false; reason: PictureRefusal }> {
  if (bytes.byteLength > policy.uploadMostBytes) return { ok: false, reason: "too-large" };
  const format = formatOf(bytes);
  if (format === "heic") return { ok: false, reason: "heic" };
  if (!format) return { ok: false, reason: "not-a-picture" };
  const size = await readSize(bytes, format);
  if (!size) return { ok: false, reason: "not-a-picture" };
  if (size.width * size.height > policy.uploadMostPixels) return { ok: false, reason: "too-many-pixels" };
  if (Math.min(size.width, size.height) < limits.smallestEdge) return { ok: false, reason: "too-small" };
  const picture = await inTurn(() => decode(bytes, limits));
  return picture ? { ok: true, picture } : { ok: false, reason: "not-a-picture" };
}

/** WebP of a picture at most `width` wide, without any metadata. */
export function encodeWebp({ pixels, ...raw }: Picture, width = raw.width): Promise<Buffer> {
  return sharp(pixels, { raw })
    .resize({ width, withoutEnlargement: true })
    .webp({ quality: 80, effort })
    .timeout({ seconds: longestSeconds })
    .toBuffer();
}

type Format = "jpeg" | "png" | "webp" | "avif";

const longestSeconds = 30;
/** The default, 4, makes files 4 % smaller and takes more than twice the time. */
const effort = 2;

/** The format that the first bytes claim. SVG, GIF, PDF, HTML and all the others that the decoder knows never reach it. */
function formatOf(bytes: Uint8Array): Format | "heic" | undefined {
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

/** Reads the header alone, which costs nothing whatever the picture would cost. Nothing for another format than claimed. */
async function readSize(bytes: Uint8Array, format: Format): Promise<{ width: number; height: number } | undefined> {
  const found = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => undefined);
  if (!found) return undefined;
  const { width, height, compression } = found;
  const really = found.format === "heif" && compression === "av1" ? "avif" : found.format;
  return really === format ? { width, height } : undefined;
}

/** Nothing where the file ends too early or is broken further in. A film gives its first picture. */
async function decode(bytes: Uint8Array, { maxWidth, maxHeight }: PictureLimits): Promise<Picture | undefined> {
  const upright = sharp(bytes, { failOn: "error", limitInputPixels: policy.uploadMostPixels, sequentialRead: true })
    .autoOrient()
    .resize({ width: maxWidth, height: maxHeight, fit: "inside", withoutEnlargement: true })
    .flatten({ background: "#ffffff" })
    .toColourspace("srgb")
    .timeout({ seconds: longestSeconds });
  const decoded = await upright
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(() => undefined);
  if (!decoded) return undefined;
  const { width, height, channels } = decoded.info;
  return { pixels: decoded.data, width, height, channels };
}

const queue = onceAProcess("pictures", () => ({ last: Promise.resolve() as Promise<unknown> }));

/** One picture after the other in this process: decoding takes memory by the pixel, and a small server has little. */
function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const mine = queue.last.then(work);
  queue.last = mine.catch(() => {});
  return mine;
}
