import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { AwsClient } from "aws4fetch";
import { FairQueue } from "#fair-queue.ts";
import { boundedCall, type CallBounds, CallError, type CallResponse } from "#gateways/bounded-call.ts";
import { limits } from "#limits.ts";
import { onceAProcess } from "#once-a-process.ts";
import { networkOfRequest } from "#request-place.ts";

/** One request to a bucket, signed, within bounds, and asked again where the store is busy. */

/** Where the bucket is and who may use it. */
export type BucketSettings = {
  /** `https://s3.ap-southeast-1.amazonaws.com`, say; the bucket's name follows as the first part of the path. */
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
};

/** The store refused, could not be reached, or is none. The message has its status and code, never a key of ours. */
export class BucketError extends Error {
  override name = "BucketError";
  /** The word with which the store refused, such as `AccessDenied`. */
  readonly code: string | undefined;

  constructor(message: string, { code, cause }: { code?: string; cause?: unknown } = {}) {
    super(message, { cause });
    this.code = code;
  }
}

/** What is asked. */
export type BucketRequest = {
  key?: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  bytes?: Uint8Array;
  signal?: AbortSignal;
  /** The largest response; `limits.call` unless told. */
  mostBytes?: number;
  /** Whether "there is no such object" is a result rather than an error. */
  missing?: boolean;
};

/** Asks the store; undefined where there is no such object. Throws a {@link BucketError}. */
export type AskBucket = (method: string, request: BucketRequest) => Promise<CallResponse | undefined>;

/** How often a busy store is asked, and how long the first pause is at most; each next one doubles. */
const attempts = 4;
const firstPauseMs = 200;

/** Asks one bucket. All attempts and pauses of a request are within `totalMs` together. */
export function bucketAsker(settings: BucketSettings, bounds: CallBounds = limits.call): AskBucket {
  const { endpoint, bucket, ...credentials } = settings;
  const client = new AwsClient({ ...credentials, service: "s3" });
  return async (method, { key = "", query, headers, bytes, signal, mostBytes = bounds.mostBytes, missing }) => {
    const url = new URL(`${endpoint.replace(/\/+$/, "")}/${bucket}/${key}`);
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
    // Signed with the bytes, so that nobody between us and the store changes them.
    const digest = createHash("sha256")
      .update(bytes ?? "")
      .digest("hex");
    const what = `${method} ${bucket}/${key.split("/")[0]}`;
    const send = async (totalMs: number) => {
      // Without the body, which is signed by its digest: a request of the platform's would copy it.
      const signed = await client.sign(url, { method, headers: { "x-amz-content-sha256": digest, ...headers } });
      const call = { method, headers: Object.fromEntries(signed.headers), body: bytes, signal };
      return boundedCall(new URL(signed.url), call, { ...bounds, mostBytes, totalMs });
    };
    const isRead = method === "GET" || method === "HEAD";
    const totalMs = isRead ? readableWithin(bounds.totalMs) : bounds.totalMs;
    const response = await inTurn(what, () => untilReady(send, { what, signal, totalMs }));
    return checked(response, { what, missing });
  };
}

/** The calls of requests to the store at the same time, by network, and until when a store that let one wait in vain is not waited for as long. */
const shared = () =>
  onceAProcess("bucket-calls", () => {
    const { atOnce, atOncePerNetwork } = limits.bucket;
    const bounds = { atOnce, atOncePerPerson: atOncePerNetwork, mostWaiting: 0, mostWaitingPerPerson: 0 };
    return { queue: new FairQueue(bounds), silentUntilMs: 0 };
  });

/** How long somebody who waits for a page or a picture waits for the store; a job has the whole time. */
function readableWithin(totalMs: number): number {
  if (networkOfRequest() === undefined) return totalMs;
  const isSilent = performance.now() < shared().silentUntilMs;
  return Math.min(totalMs, isSilent ? limits.bucket.silentReadMs : limits.bucket.readMs);
}

/** A store that hangs must not gather all who come: beyond so many calls of requests the next one fails at once. */
async function inTurn<Result>(what: string, call: () => Promise<Result>): Promise<Result> {
  const network = networkOfRequest();
  if (network === undefined) return call();
  const place = shared().queue.enterNow(network);
  if (!place?.ok) throw new BucketError(`Too many wait for the store already (${what})`);
  return call().finally(place.leave);
}

async function untilReady(
  send: (totalMs: number) => Promise<CallResponse>,
  { what, signal, totalMs }: { what: string; signal?: AbortSignal; totalMs: number },
): Promise<CallResponse> {
  const until = performance.now() + totalMs;
  for (let attempt = 1; ; attempt++) {
    const response = await send(Math.max(1, until - performance.now())).catch((cause: unknown) => {
      signal?.throwIfAborted();
      const isSilent = cause instanceof CallError && cause.reason === "too-slow";
      if (isSilent) shared().silentUntilMs = performance.now() + limits.bucket.silentForMs;
      if (cause instanceof CallError) throw new BucketError(`The store could not be reached (${what})`, { cause });
      throw cause;
    });
    shared().silentUntilMs = 0;
    const isBusy = response.status >= 500 || response.status === 429;
    const pauseMs = Math.random() * firstPauseMs * 2 ** (attempt - 1);
    if (!isBusy || attempt === attempts || performance.now() + pauseMs > until) return response;
    await wait(pauseMs, undefined, { signal });
  }
}

function checked(
  response: CallResponse,
  { what, missing }: { what: string; missing?: boolean },
): CallResponse | undefined {
  const { status } = response;
  // A hotel's sign-in page, a proxy's own error, an endpoint that is a web site: none of them knows anything of a bucket.
  if (isWebPage(response)) throw new BucketError(`What responded with ${status} is a web page and no store (${what})`);
  if (status >= 200 && status < 300) return response;
  if (missing && status === 404 && !response.text.includes("<Code>NoSuchBucket</Code>")) return undefined;
  throw refusal(what, response);
}

function isWebPage({ headers, bytes }: CallResponse): boolean {
  const start = bytes.subarray(0, 200).toString("latin1");
  return /\bhtml\b/i.test(headers["content-type"] ?? "") || /^\s*<(?:!doctype|html)/i.test(start);
}

/** The refusal in a response's own words. */
export function refusal(what: string, { status, text }: Pick<CallResponse, "status" | "text">): BucketError {
  const code = /<Code>([\w.]{1,100})<\/Code>/.exec(text)?.[1];
  return new BucketError(`The store refused with ${[status, code].filter(Boolean).join(" ")} (${what})`, { code });
}
