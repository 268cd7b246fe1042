import { isSameOrigin } from "#app/same-origin.ts";
import { readUpload } from "#app/upload-body.ts";
import { clock } from "#clock.ts";
import { type PhotoSaved, savePhotoUpload } from "#domain/images/upload.ts";
import { consumeAttempt } from "#domain/users/attempts.ts";
import { organizerOf } from "#domain/users/queries.ts";
import { visitorOf } from "#domain/users/session.ts";
import { logger } from "#logger.ts";

type Refusal =
  | "signed-out"
  | "foreign"
  | "not-approved"
  | "too-many"
  | "no-file"
  | Extract<PhotoSaved, { ok: false }>["reason"]
  /** The store could not keep it: its disk is full, or it cannot be reached. */
  | "not-stored";

const statusOf: Record<Refusal, number> = {
  "signed-out": 401,
  foreign: 403,
  "not-approved": 403,
  "too-many": 429,
  "no-file": 400,
  "too-large": 413,
  heic: 415,
  "not-a-picture": 415,
  "too-many-pixels": 422,
  "too-small": 422,
  "not-stored": 503,
};

/**
 * Takes one photo from the form of a trip, as the body itself or as `foto` of a multipart form. Answers
 * `{ ok: true, photo, width, height }`, or `{ error }` with the reason as a word, which the form turns into a sentence.
 */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return refuse("foreign");
  const now = clock();
  const visitor = await visitorOf(request.headers);
  if (!visitor) return refuse("signed-out");
  if ((await organizerOf(visitor.id))?.status !== "APPROVED") return refuse("not-approved");
  const attempt = await consumeAttempt("upload", visitor.id, now);
  if (!attempt.allowed) return refuse("too-many", { "retry-after": String(attempt.retryAfterSeconds) });
  const body = await readUpload(request, "foto");
  if (!body.ok) return refuse(body.reason);
  try {
    const saved = await savePhotoUpload({ userId: visitor.id, bytes: body.bytes, now });
    return saved.ok ? Response.json(saved, { headers: notKept }) : refuse(saved.reason);
  } catch (error) {
    logger.error({ err: error }, "a photo could not be stored");
    return refuse("not-stored");
  }
}

const notKept = { "cache-control": "no-store" };

function refuse(error: Refusal, headers: Record<string, string> = {}): Response {
  return Response.json({ error }, { status: statusOf[error], headers: { ...notKept, ...headers } });
}
