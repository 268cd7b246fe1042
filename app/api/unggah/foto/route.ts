import {
  answerHeaders,
  type Refused,
  receiveUpload,
  type UploadRefusal,
  uploadStatus,
} from "#app/api/unggah/receive.ts";
import { clock } from "#clock.ts";
import { type PhotoSaved, savePhotoUpload } from "#domain/images/upload.ts";
import { organizerOf } from "#domain/users/queries.ts";

type Refusal = UploadRefusal | "not-approved";

/**
 * Takes one photo from the form of a trip, as the body itself or as `foto` of a multipart form. Answers
 * `{ ok: true, photo, width, height }`, or `{ error }` with the reason as a word, which the form turns into a sentence.
 */
export async function POST(request: Request): Promise<Response> {
  const now = clock();
  const saved = await receiveUpload<PhotoSaved, Refusal>(request, {
    field: "foto",
    now,
    refuse: async ({ id, emailVerified }) =>
      emailVerified && (await organizerOf(id))?.status === "APPROVED" ? undefined : "not-approved",
    take: ({ visitor, bytes, signal }) => savePhotoUpload({ userId: visitor.id, bytes, signal, now }),
  });
  return saved.ok ? Response.json(saved, { headers: answerHeaders() }) : refuse(saved);
}

function refuse(refused: Refused<Refusal>): Response {
  const { reason } = refused;
  const status = reason === "not-approved" ? 403 : uploadStatus[reason];
  return Response.json({ error: reason }, { status, headers: answerHeaders(refused) });
}
