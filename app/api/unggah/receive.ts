import { isSameOrigin } from "#app/_http/same-origin.ts";
import { type BodyRefusal, readUpload } from "#app/_http/upload-body.ts";
import { enterUpload } from "#app/_http/upload-place.ts";
import type { PictureRefusal } from "#domain/images/picture.ts";
import { consumeAttempt } from "#domain/users/attempts.ts";
import { type Visitor, visitorOf } from "#domain/users/session.ts";
import type { Place } from "#fair-queue.ts";
import { limits } from "#limits.ts";
import { logger } from "#logger.ts";
import { leavePlace } from "#request-place.ts";

/** Why no picture was taken from a request, whatever it was for. */
export type UploadRefusal =
  | "signed-out"
  | "foreign"
  | "too-many"
  | Extract<Place, { ok: false }>["reason"]
  | BodyRefusal
  | PictureRefusal
  /** The store could not keep it: its disk is full, or it cannot be reached. */
  | "not-stored";

/** The HTTP status of each. */
export const uploadStatus: Record<UploadRefusal, number> = {
  "signed-out": 401,
  foreign: 403,
  "too-many": 429,
  "queue-full": 429,
  busy: 503,
  "no-file": 400,
  // Nobody reads this one: they have gone.
  interrupted: 400,
  // No 408, see `server/refusals.ts`.
  "too-slow": 422,
  "too-large": 413,
  heic: 415,
  avif: 415,
  "not-a-picture": 415,
  "too-many-pixels": 422,
  "too-small": 422,
  "too-complex": 422,
  "not-stored": 503,
};

/** Why an upload was not taken, and in how many seconds it may be tried again where that helps. */
export type Refused<Reason> = { ok: false; reason: Reason; retryAfterSeconds?: number };

/** What somebody sent. */
export type Upload = { visitor: Visitor; bytes: Uint8Array; fileName: string; signal: AbortSignal };

/** What an upload goes through: where the file stands, who may send one, and what becomes of it. */
export type Reception<Outcome, Reason> = {
  /** The name of the part, where the body is a form. */
  field: string;
  now: Date;
  /** Why this person may send none, asked before anything is read. */
  refuse: (visitor: Visitor) => Promise<Reason | undefined>;
  take: (upload: Upload) => Promise<Outcome>;
};

/**
 * Takes one file from a page of our own, sent by somebody who is signed in and not too often: the body itself, or a part
 * of a form. Its body is read when it is this person's turn, in the memory that all uploads share, and stays there until `take` is done
 * with it.
 */
export async function receiveUpload<Outcome extends { ok: boolean }, Reason extends string>(
  request: Request,
  { field, now, refuse, take }: Reception<Outcome, Reason>,
): Promise<Outcome | Refused<Reason | UploadRefusal>> {
  if (!isSameOrigin(request)) return { ok: false, reason: "foreign" };
  const visitor = await visitorOf(request.headers);
  if (!visitor) return { ok: false, reason: "signed-out" };
  const refusal = await refuse(visitor);
  if (refusal !== undefined) return { ok: false, reason: refusal };
  const attempt = await consumeAttempt("upload", visitor.id, now);
  if (!attempt.allowed) return { ok: false, reason: "too-many", retryAfterSeconds: attempt.retryAfterSeconds };
  const { signal } = request;
  // From here on it waits for bytes and for its turn, which are bounded by themselves.
  leavePlace();
  const place = await enterUpload(visitor.id, signal);
  if (!place.ok) return { ...place, retryAfterSeconds: limits.upload.retryAfterSeconds };
  try {
    const body = await readUpload(request, { field, memory: place });
    return body.ok ? await take({ visitor, bytes: body.bytes, fileName: body.fileName, signal }) : body;
  } catch (error) {
    if (signal.aborted) return { ok: false, reason: "interrupted" };
    logger.error({ err: error }, "an upload could not be taken");
    return { ok: false, reason: "not-stored" };
  } finally {
    place.leave();
  }
}

/** The headers of an answer: nobody keeps it, and who came too often is told when to come again. */
export function answerHeaders({ retryAfterSeconds }: { retryAfterSeconds?: number } = {}): Record<string, string> {
  const wait: Record<string, string> =
    retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) };
  return { "cache-control": "no-store", ...wait };
}
