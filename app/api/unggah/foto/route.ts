import { clock } from "#clock.ts";
import { savePhotoUpload } from "#domain/images/upload.ts";
import { organizerOf } from "#domain/users/queries.ts";
import { logger } from "#logger.ts";
import { answerHeaders, receiveUpload, type UploadRefusal, uploadStatus } from "../receive.ts";

type Refusal = UploadRefusal | "not-approved";

/**
 * Takes one photo from the form of a trip, as the body itself or as `foto` of a multipart form. Answers
 * `{ ok: true, photo, width, height }`, or `{ error }` with the reason as a word, which the form turns into a sentence.
 */
export async function POST(request: Request): Promise<Response> {
  const now = clock();
  const received = await receiveUpload<Refusal>(request, {
    field: "foto",
    now,
    refuse: async ({ id }) => ((await organizerOf(id))?.status === "APPROVED" ? undefined : "not-approved"),
  });
  if (!received.ok) return refuse(received);
  try {
    const saved = await savePhotoUpload({ userId: received.visitor.id, bytes: received.bytes, now });
    return saved.ok ? Response.json(saved, { headers: answerHeaders() }) : refuse(saved);
  } catch (error) {
    logger.error({ err: error }, "a photo could not be stored");
    return refuse({ reason: "not-stored" });
  }
}

function refuse(refused: { reason: Refusal; retryAfterSeconds?: number }): Response {
  const { reason } = refused;
  const status = reason === "not-approved" ? 403 : uploadStatus[reason];
  return Response.json({ error: reason }, { status, headers: answerHeaders(refused) });
}
