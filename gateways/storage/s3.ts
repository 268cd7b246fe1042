import type { CallBounds, CallResponse } from "#gateways/bounded-call.ts";
import { limits } from "#limits.ts";
import { type AskBucket, BucketError, type BucketSettings, bucketAsker, refusal } from "./s3-call.ts";
import { isPlausible, pageFrom, type StoredObject } from "./s3-responses.ts";

/** What the stores ask of a bucket, in the part of the protocol that every S3-compatible store speaks. */

export { BucketError, type BucketSettings } from "./s3-call.ts";

/** The objects of a bucket, by key. Every method throws a {@link BucketError} when the store refuses or cannot be reached. */
export type Bucket = {
  /** All objects whose key begins with `prefix`, in pages of at most 1,000, which is all that a store gives at once. */
  list: (prefix: string, options?: { pageSize?: number; signal?: AbortSignal }) => AsyncGenerator<StoredObject[]>;
  head: (key: string, options?: { signal?: AbortSignal }) => Promise<StoredObject | undefined>;
  /** The whole object is here before anybody gets a byte of it: one that was cut off is an error, no half picture. */
  get: (key: string) => Promise<(StoredObject & { body: ReadableStream<Uint8Array> }) | undefined>;
  /** Throws for a key that is taken, where the store knows how to refuse it, and for what is not there afterwards. */
  put: (key: string, bytes: Uint8Array) => Promise<void>;
  /** Puts an object of ours that is no picture, in place of the one before. */
  replace: (key: string, bytes: Uint8Array) => Promise<void>;
  /** Copies an object onto itself, which makes the store's now its time; false when there is none. */
  renew: (key: string) => Promise<boolean>;
  /** Says nothing about whether there was one: no store does. */
  remove: (key: string) => Promise<void>;
};

const largestPage = 1_000;
const contentType = "image/webp";

/** Opens a bucket. Asks nothing yet. A store that is busy is asked again a few times. */
export function openBucket(settings: BucketSettings, bounds: CallBounds = limits.call): Bucket {
  const ask = bucketAsker(settings, bounds);
  /** Some stores refuse the condition as unknown; they are asked with it once. */
  let conditions: Record<string, string> = { "if-none-match": "*" };
  return {
    list: (prefix, options) => list(ask, prefix, options),
    head: async (key, options) => {
      const found = await ask("HEAD", { key, missing: true, ...options });
      return found && objectFrom(key, found);
    },
    get: async (key) => {
      const found = await ask("GET", { key, missing: true, mostBytes: limits.bucket.mostObjectBytes });
      return found && { ...objectFrom(key, found), body: new Blob([new Uint8Array(found.bytes)]).stream() };
    },
    put: async (key, bytes) => {
      const save = () => put(ask, key, bytes, conditions);
      try {
        await save();
      } catch (error) {
        if (!(error instanceof BucketError && error.code === "NotImplemented")) throw error;
        // Names are never used twice, so the condition only guards against ourselves.
        conditions = {};
        await save();
      }
      await assertKept(ask, key, bytes.length);
    },
    replace: (key, bytes) => put(ask, key, bytes, { "content-type": "application/json" }),
    renew: (key) => renew(ask, key, settings.bucket),
    remove: async (key) => {
      await ask("DELETE", { key, missing: true });
    },
  };
}

/** Follows a listing to its end, and fails where it has none: where it comes round again, or goes on with nothing. */
async function* list(
  ask: AskBucket,
  prefix: string,
  { pageSize = largestPage, signal }: { pageSize?: number; signal?: AbortSignal } = {},
): AsyncGenerator<StoredObject[]> {
  const seen = new Set<string>();
  let emptyPages = 0;
  let after: string | undefined;
  do {
    signal?.throwIfAborted();
    const query = { "list-type": "2", prefix, "max-keys": String(Math.min(pageSize, largestPage)) };
    const response = await ask("GET", { query: after ? { ...query, "continuation-token": after } : query, signal });
    const page = pageFrom(response?.text ?? "");
    if (!page) throw new BucketError("What responded to a listing is no listing");
    emptyPages = page.objects.length > 0 ? 0 : emptyPages + 1;
    const marks = [page.next && `token ${page.next}`, page.objects[0] && `key ${page.objects[0].key}`];
    for (const mark of marks) {
      if (!mark) continue;
      if (seen.has(mark)) throw new BucketError("The store's listing repeats a page, so it has no end");
      seen.add(mark);
    }
    if (emptyPages > limits.bucket.mostEmptyPages)
      throw new BucketError("The store's listing goes on without an object");
    if (page.objects.length > 0) yield page.objects;
    after = page.next;
  } while (after !== undefined);
}

async function put(ask: AskBucket, key: string, bytes: Uint8Array, conditions: Record<string, string>): Promise<void> {
  const response = await ask("PUT", { key, bytes, headers: { "content-type": contentType, ...conditions } });
  // Every store says which version it keeps now; what does not is something in between that keeps nothing.
  if (!response?.headers.etag)
    throw new BucketError(`What responded to ${what("PUT", key)} does not say what it keeps`);
}

/** A row is about to name it, and nobody has the picture any more: what says that it keeps it is not believed until it shows it. */
async function assertKept(ask: AskBucket, key: string, sizeBytes: number): Promise<void> {
  const found = await ask("HEAD", { key, missing: true });
  if (!found || objectFrom(key, found).sizeBytes !== sizeBytes)
    throw new BucketError(`What responded to ${what("PUT", key)} has not kept what it was given`);
}

async function renew(ask: AskBucket, key: string, bucket: string): Promise<boolean> {
  // Without REPLACE a copy onto itself is refused as one that changes nothing.
  const headers = {
    "x-amz-copy-source": `/${bucket}/${key}`,
    "x-amz-metadata-directive": "REPLACE",
    "content-type": contentType,
  };
  const response = await ask("PUT", { key, headers, missing: true });
  if (!response) return false;
  // A copy that fails half-way has said 200 by then.
  if (!/<CopyObjectResult[\s>/]/.test(response.text)) throw refusal(what("copy of", key), response);
  return true;
}

function objectFrom(key: string, { headers, status }: CallResponse): StoredObject {
  const modifiedAt = new Date(headers["last-modified"] ?? Number.NaN);
  const sizeBytes = Number(headers["content-length"] ?? Number.NaN);
  if (!isPlausible({ sizeBytes, modifiedAt })) {
    throw new BucketError(`What responded to ${what("a look at", key)} with ${status} does not describe an object`);
  }
  return { key, sizeBytes, modifiedAt };
}

/** Keys have people's ids in them, which belong into no log. */
function what(method: string, key: string): string {
  return `${method} ${key.split("/")[0]}`;
}
