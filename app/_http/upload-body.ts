import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Busboy, type BusboyInstance } from "@fastify/busboy";
import { policy } from "#domain/policy.ts";
import { limits } from "#limits.ts";
import type { UploadMemory } from "./upload-place.ts";

/**
 * Why a request carries no file: more than any upload may have, none where it should be, a body that took too long or
 * paused too long, or one whose sender went away.
 */
export type BodyRefusal = "too-large" | "no-file" | "too-slow" | "interrupted";

/** What a request carries, or why nothing. `fileName` is what a form calls it; empty where it says nothing. */
export type UploadBody = { ok: true; bytes: Uint8Array; fileName: string } | { ok: false; reason: BodyRefusal };

/** The bounds of a body, see `limits.ts`. */
export type BodyBounds = Pick<
  Record<keyof typeof limits.upload, number>,
  | "totalMs"
  | "silentMs"
  | "paceEveryMs"
  | "slowestBytesPerSecond"
  | "crowdedBytesPerSecond"
  | "mostParts"
  | "mostOverheadBytes"
>;

/** Where the file stands in a form, and in whose memory it lies. */
export type BodyPlace = { field: string; memory: UploadMemory };

/**
 * The file that a request sends: its body as it is, or the part named `field` of a form. The bounds are kept while the
 * bytes arrive, whatever the request says about their number, so that nobody fills the memory or waits for ever.
 */
export async function readUpload(
  request: Request,
  { field, memory }: BodyPlace,
  bounds: BodyBounds = limits.upload,
): Promise<UploadBody> {
  const type = request.headers.get("content-type") ?? "";
  const isForm = type.startsWith("multipart/form-data");
  const mostBytes = policy.uploadMostBytes + (isForm ? bounds.mostOverheadBytes : 0);
  if (Number(request.headers.get("content-length")) > mostBytes) return { ok: false, reason: "too-large" };
  try {
    const arriving = chunksOf(request, { ...bounds, mostBytes, memory });
    const part = isForm ? await partOf(arriving, { type, field, bounds }) : await concatenated(arriving);
    return part.bytes.byteLength > 0 ? { ok: true, ...part } : { ok: false, reason: "no-file" };
  } catch (error) {
    if (error instanceof RefusedBody) return { ok: false, reason: error.reason };
    throw error;
  }
}

class RefusedBody extends Error {
  readonly reason: BodyRefusal;

  constructor(reason: BodyRefusal, options?: ErrorOptions) {
    super(reason, options);
    this.reason = reason;
  }
}

type ArrivalBounds = Omit<BodyBounds, "mostParts" | "mostOverheadBytes"> & { mostBytes: number; memory: UploadMemory };

/**
 * What arrives, until there is too much of it, or it takes too long. Whoever leaves the loop cancels the rest. Waiting for
 * memory is not the sender's fault.
 */
async function* chunksOf({ body }: Request, bounds: ArrivalBounds) {
  const { totalMs, silentMs, mostBytes, memory } = bounds;
  const reader = body?.getReader();
  let isLate = false;
  const giveUp = () => {
    isLate = true;
    // The read that waits ends with it.
    reader?.cancel().catch(() => {});
  };
  const whole = setTimeout(giveUp, totalMs);
  const silent = setTimeout(() => memory.isWaiting() || giveUp(), silentMs);
  const arrived: Arrived = { bytes: 0, hasWaited: false };
  const pace = watchPace(arrived, { ...bounds, giveUp });
  try {
    for (;;) {
      const read = await reader?.read().catch((cause: unknown) => {
        throw new RefusedBody("interrupted", { cause });
      });
      if (isLate) throw new RefusedBody("too-slow");
      if (!read?.value) return;
      arrived.bytes += read.value.byteLength;
      if (arrived.bytes > mostBytes) throw new RefusedBody("too-large");
      silent.refresh();
      const taken = memory.take(read.value.byteLength);
      arrived.hasWaited ||= memory.isWaiting();
      await taken;
      silent.refresh();
      yield read.value;
    }
  } finally {
    clearTimeout(whole);
    clearTimeout(silent);
    clearInterval(pace);
    await reader?.cancel().catch(() => {});
  }
}

/** What has come of a body so far, and whether it had to wait for memory since it was looked at. */
type Arrived = { bytes: number; hasWaited: boolean };

/** Gives up on a body that comes too slowly. A look before which it waited for memory does not count. */
function watchPace(arrived: Arrived, bounds: ArrivalBounds & { giveUp: () => void }): NodeJS.Timeout {
  const { memory, giveUp, silentMs, paceEveryMs, slowestBytesPerSecond, crowdedBytesPerSecond } = bounds;
  const looks = Math.ceil(silentMs / paceEveryMs);
  const least = (bytesPerSecond: number, ms: number) => (bytesPerSecond * ms) / 1_000;
  let [recent, before]: [number[], number] = [[], 0];
  return setInterval(() => {
    const came = arrived.bytes - before;
    before = arrived.bytes;
    recent = arrived.hasWaited ? [] : [...recent, came].slice(-looks);
    arrived.hasWaited = memory.isWaiting();
    if (recent.length === 0) return;
    const cameInAll = recent.reduce((sum, bytes) => sum + bytes, 0);
    const isSlow = recent.length === looks && cameInAll < least(slowestBytesPerSecond, looks * paceEveryMs);
    if (isSlow || (memory.isCrowded() && came < least(crowdedBytesPerSecond, paceEveryMs))) giveUp();
  }, paceEveryMs);
}

type Part = { bytes: Uint8Array; fileName: string };

async function concatenated(chunks: AsyncIterable<Uint8Array>): Promise<Part> {
  return { bytes: Buffer.concat(await Array.fromAsync(chunks)), fileName: "" };
}

/** The bytes of one part, empty where it is missing. Leaves off where no form of ours would go on. */
async function partOf(
  chunks: AsyncIterable<Uint8Array>,
  { type, field, bounds }: { type: string; field: string; bounds: BodyBounds },
): Promise<Part> {
  const parser = parserOf(type, bounds);
  const found: Buffer[] = [];
  let fileName: string | undefined;
  parser.on("file", (name, file, named) => {
    if (name !== field || fileName !== undefined) return file.resume();
    fileName = named ?? "";
    file.on("data", (chunk: Buffer) => found.push(chunk));
  });
  parser.on("partsLimit", () => parser.destroy(new RefusedBody("no-file")));
  await pipeline(Readable.from(chunks), parser).catch((error: unknown) => {
    throw error instanceof RefusedBody ? error : new RefusedBody("no-file", { cause: error });
  });
  return { bytes: Buffer.concat(found), fileName: fileName ?? "" };
}

function parserOf(type: string, { mostParts, mostOverheadBytes }: BodyBounds): BusboyInstance {
  try {
    return new Busboy({
      headers: { "content-type": type },
      limits: { parts: mostParts, fieldSize: mostOverheadBytes, fileSize: policy.uploadMostBytes + 1 },
    });
  } catch (cause) {
    // Without a boundary there are no parts.
    throw new RefusedBody("no-file", { cause });
  }
}
