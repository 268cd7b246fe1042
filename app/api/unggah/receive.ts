import { isSameOrigin } from "#app/same-origin.ts";
import { readUpload } from "#app/upload-body.ts";
import type { PictureRefusal } from "#domain/images/picture.ts";
import { consumeAttempt } from "#domain/users/attempts.ts";
import { type Visitor, visitorOf } from "#domain/users/session.ts";

/** Why no picture was taken from a request, whatever it was for. */
export type UploadRefusal =
  | "signed-out"
  | "foreign"
  | "too-many"
  | "no-file"
  | PictureRefusal
  /** The store could not keep it: its disk is full, or it cannot be reached. */
  | "not-stored";

/** The HTTP status of each. */
export const uploadStatus: Record<UploadRefusal, number> = {
  "signed-out": 401,
  foreign: 403,
  "too-many": 429,
  "no-file": 400,
  "too-large": 413,
  heic: 415,
  "not-a-picture": 415,
  "too-many-pixels": 422,
  "too-small": 422,
  "not-stored": 503,
};

/** Who sent what, or why it is not looked at. */
export type Received<Other> =
  | { ok: true; visitor: Visitor; bytes: Uint8Array }
  | { ok: false; reason: UploadRefusal | Other; retryAfterSeconds?: number };

/**
 * Takes one file from a page of our own, sent by somebody who is signed in and not too often: the body itself, or the
 * part named `field` of a form. `refuse` says before anything is read why this person may send none.
 */
export async function receiveUpload<Other = never>(
  request: Request,
  { field, now, refuse }: { field: string; now: Date; refuse?: (visitor: Visitor) => Promise<Other | undefined> },
): Promise<Received<Other>> {
  if (!isSameOrigin(request)) return { ok: false, reason: "foreign" };
  const visitor = await visitorOf(request.headers);
  if (!visitor) return { ok: false, reason: "signed-out" };
  const refusal = await refuse?.(visitor);
  if (refusal !== undefined) return { ok: false, reason: refusal };
  const attempt = await consumeAttempt("upload", visitor.id, now);
  if (!attempt.allowed) return { ok: false, reason: "too-many", retryAfterSeconds: attempt.retryAfterSeconds };
  const body = await readUpload(request, field);
  return body.ok ? { ok: true, visitor, bytes: body.bytes } : body;
}

/** The headers of an answer: nobody keeps it, and who came too often is told when to come again. */
export function answerHeaders({ retryAfterSeconds }: { retryAfterSeconds?: number } = {}): Record<string, string> {
  const wait: Record<string, string> =
    retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) };
  return { "cache-control": "no-store", ...wait };
}
