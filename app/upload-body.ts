import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Busboy, type BusboyInstance } from "@fastify/busboy";
import { policy } from "#domain/policy.ts";
import { limits } from "#limits.ts";

/**
 * Why a request carries no file: more than any upload may have, none where it should be, a body that took too long or
 * paused too long, or one whose sender went away.
 */
export type BodyRefusal = "too-large" | "no-file" | "too-slow" | "interrupted";

/** What a request carries, or why nothing. */
export type UploadBody = { ok: true; bytes: Uint8Array } | { ok: false; reason: BodyRefusal };

/** The bounds of a body, see `limits.ts`. */
export type BodyBounds = Record<"wholeMs" | "silentMs" | "mostParts" | "mostOverheadBytes", number>;

/**
 * The file that a request sends: its body as it is, or the part named `field` of a form. The bounds are kept while the
 * bytes arrive, whatever the request says about their number, so that nobody fills the memory or waits for ever.
 */
export async function readUpload(
  request: Request,
  field: string,
  bounds: BodyBounds = limits.upload,
): Promise<UploadBody> {
  const type = request.headers.get("content-type") ?? "";
  const isForm = type.startsWith("multipart/form-data");
  const mostBytes = policy.uploadMostBytes + (isForm ? bounds.mostOverheadBytes : 0);
  if (Number(request.headers.get("content-length")) > mostBytes) return { ok: false, reason: "too-large" };
  try {
    const arriving = chunksOf(request, { ...bounds, mostBytes });
    const bytes = isForm ? await partOf(arriving, { type, field, bounds }) : await concatenated(arriving);
    return bytes.byteLength > 0 ? { ok: true, bytes } : { ok: false, reason: "no-file" };
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

type ArrivalBounds = Pick<BodyBounds, "wholeMs" | "silentMs"> & { mostBytes: number };

/** What arrives, until there is too much of it, or it takes too long. Whoever leaves the loop cancels the rest. */
async function* chunksOf({ body }: Request, { wholeMs, silentMs, mostBytes }: ArrivalBounds) {
  const reader = body?.getReader();
  let isLate = false;
  const giveUp = () => {
    isLate = true;
    // The read that waits ends with it.
    reader?.cancel().catch(() => {});
  };
  const whole = setTimeout(giveUp, wholeMs);
  const silent = setTimeout(giveUp, silentMs);
  try {
    let length = 0;
    for (;;) {
      const read = await reader?.read().catch((cause: unknown) => {
        throw new RefusedBody("interrupted", { cause });
      });
      if (isLate) throw new RefusedBody("too-slow");
      if (!read?.value) return;
      length += read.value.byteLength;
      if (length > mostBytes) throw new RefusedBody("too-large");
      silent.refresh();
      yield read.value;
    }
  } finally {
    clearTimeout(whole);
    clearTimeout(silent);
    await reader?.cancel().catch(() => {});
  }
}

async function concatenated(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(chunks));
}

/** The bytes of one part, empty where it is missing. Leaves off where no form of ours would go on. */
async function partOf(
  chunks: AsyncIterable<Uint8Array>,
  { type, field, bounds }: { type: string; field: string; bounds: BodyBounds },
): Promise<Buffer> {
  const parser = parserOf(type, bounds);
  const found: Buffer[] = [];
  let isFound = false;
  parser.on("file", (name, file) => {
    if (name !== field || isFound) return file.resume();
    isFound = true;
    file.on("data", (chunk: Buffer) => found.push(chunk));
  });
  parser.on("partsLimit", () => parser.destroy(new RefusedBody("no-file")));
  await pipeline(Readable.from(chunks), parser).catch((error: unknown) => {
    throw error instanceof RefusedBody ? error : new RefusedBody("no-file", { cause: error });
  });
  return Buffer.concat(found);
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
