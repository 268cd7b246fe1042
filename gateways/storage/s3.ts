import { createHash } from "node:crypto";
import { AwsClient } from "aws4fetch";
import { pageFrom, type StoredObject } from "./s3-answers.ts";

/** What the stores ask of a bucket, in the part of the protocol that every S3-compatible store speaks. */

/** Where the bucket is and who may use it. */
export type BucketSettings = {
  /** `https://s3.ap-southeast-1.amazonaws.com`, say; the bucket's name follows as the first part of the path. */
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
};

/** The objects of a bucket, by key. Every method throws a {@link BucketError} when the store refuses or cannot be reached. */
export type Bucket = {
  /** All objects whose key begins with `prefix`, in pages of at most 1,000, which is all that a store gives at once. */
  list: (prefix: string, options?: { pageSize?: number; signal?: AbortSignal }) => AsyncGenerator<StoredObject[]>;
  head: (key: string) => Promise<StoredObject | undefined>;
  get: (key: string) => Promise<(StoredObject & { body: ReadableStream<Uint8Array> }) | undefined>;
  /** Throws for a key that is taken, where the store knows how to refuse it. */
  put: (key: string, bytes: Uint8Array) => Promise<void>;
  /** Copies an object onto itself, which makes the store's now its time; false when there is none. */
  renew: (key: string) => Promise<boolean>;
  /** Says nothing about whether there was one: no store does. */
  remove: (key: string) => Promise<void>;
};

/** The store refused, or could not be reached. The message has its status and code, never a key of ours. */
export class BucketError extends Error {
  override name = "BucketError";
  /** The word with which the store refused, such as `AccessDenied`. */
  readonly code: string | undefined;

  constructor(message: string, { code, cause }: { code?: string; cause?: unknown } = {}) {
    super(message, { cause });
    this.code = code;
  }
}

/** Until the first byte of an answer. Bodies take as long as whoever reads them. */
const answerTimeoutMs = 20_000;
const largestPage = 1_000;
const contentType = "image/webp";

/** Opens a bucket. Asks nothing yet. A store that is busy is asked again a few times. */
export function openBucket(settings: BucketSettings): Bucket {
  const ask = asker(settings);
  /** Some stores refuse the condition as unknown; they are asked with it once. */
  let conditions: Record<string, string> = { "if-none-match": "*" };
  return {
    list: (prefix, options) => list(ask, prefix, options),
    head: async (key) => {
      const found = await ask("HEAD", { key, missing: true });
      return found && objectFrom(key, found);
    },
    get: async (key) => {
      const found = await ask("GET", { key, missing: true });
      return found?.body ? { ...objectFrom(key, found), body: found.body } : undefined;
    },
    put: async (key, bytes) => {
      const save = () => ask("PUT", { key, bytes, headers: { "content-type": contentType, ...conditions } });
      try {
        await save();
      } catch (error) {
        if (!(error instanceof BucketError && error.code === "NotImplemented")) throw error;
        // Names are never used twice, so the condition only guards against ourselves.
        conditions = {};
        await save();
      }
    },
    renew: (key) => renew(ask, key, settings.bucket),
    remove: async (key) => {
      await ask("DELETE", { key, missing: true });
    },
  };
}

type Question = {
  key?: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  bytes?: Uint8Array;
  signal?: AbortSignal;
  /** Whether "there is no such object" is an answer rather than an error. */
  missing?: boolean;
};
type Ask = (method: string, question: Question) => Promise<Response | undefined>;

function asker({ endpoint, bucket, region, accessKeyId, secretAccessKey }: BucketSettings): Ask {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: "s3", retries: 3, initRetryMs: 200 });
  return async (method, { key = "", query, headers, bytes, signal, missing }) => {
    const url = new URL(`${endpoint.replace(/\/+$/, "")}/${bucket}/${key}`);
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
    // Signed with the bytes, so that nobody between us and the store changes them.
    const digest = createHash("sha256")
      .update(bytes ?? "")
      .digest("hex");
    const init = {
      method,
      headers: { "x-amz-content-sha256": digest, ...headers },
      body: bytes as Uint8Array<ArrayBuffer> | undefined,
      redirect: "manual" as const,
    };
    const what = `${method} ${bucket}/${key.split("/")[0]}`;
    const response = await within(answerTimeoutMs, signal, what, (limit) =>
      client.fetch(url, { ...init, cache: "no-store", signal: limit }),
    );
    if (response.ok) return response;
    const answer = await response.text();
    if (missing && response.status === 404 && !answer.includes("<Code>NoSuchBucket</Code>")) return undefined;
    throw refusal(what, response.status, answer);
  };
}

/** Runs `work` with a signal that ends it after `limitMs` or with `signal`; what it gives is no longer bound by the time. */
async function within(
  limitMs: number,
  signal: AbortSignal | undefined,
  what: string,
  work: (limit: AbortSignal) => Promise<Response>,
): Promise<Response> {
  const timer = new AbortController();
  const timeout = setTimeout(() => timer.abort(new Error(`no answer for ${limitMs / 1000} s`)), limitMs);
  try {
    return await work(signal ? AbortSignal.any([signal, timer.signal]) : timer.signal);
  } catch (error) {
    signal?.throwIfAborted();
    throw new BucketError(`The store could not be reached (${what})`, { cause: error });
  } finally {
    clearTimeout(timeout);
  }
}

function refusal(what: string, status: number, answer: string): BucketError {
  const code = /<Code>([\w.]+)<\/Code>/.exec(answer)?.[1];
  return new BucketError(`The store refused with ${[status, code].filter(Boolean).join(" ")} (${what})`, { code });
}

async function* list(
  ask: Ask,
  prefix: string,
  { pageSize = largestPage, signal }: { pageSize?: number; signal?: AbortSignal } = {},
): AsyncGenerator<StoredObject[]> {
  let after: string | undefined;
  do {
    signal?.throwIfAborted();
    const query = { "list-type": "2", prefix, "max-keys": String(Math.min(pageSize, largestPage)) };
    const response = await ask("GET", { query: after ? { ...query, "continuation-token": after } : query, signal });
    const page = pageFrom((await response?.text()) ?? "");
    if (page.objects.length > 0) yield page.objects;
    after = page.next;
  } while (after !== undefined);
}

async function renew(ask: Ask, key: string, bucket: string): Promise<boolean> {
  // Without REPLACE a copy onto itself is refused as one that changes nothing.
  const headers = {
    "x-amz-copy-source": `/${bucket}/${key}`,
    "x-amz-metadata-directive": "REPLACE",
    "content-type": contentType,
  };
  const response = await ask("PUT", { key, headers, missing: true });
  if (!response) return false;
  // A copy that fails half-way has said 200 by then.
  const answer = await response.text();
  if (answer.includes("<Error>")) throw refusal(`copy of ${key.split("/")[0]}`, response.status, answer);
  return true;
}

function objectFrom(key: string, { headers }: Response): StoredObject {
  const modifiedAt = new Date(headers.get("last-modified") ?? Number.NaN);
  return { key, sizeBytes: Number(headers.get("content-length")), modifiedAt };
}
