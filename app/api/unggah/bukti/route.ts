import { sendMailsSoon } from "#app/_http/mails-soon.ts";
import {
  answerHeaders,
  type Refused,
  receiveUpload,
  type UploadRefusal,
  uploadStatus,
} from "#app/api/unggah/receive.ts";
import { clock } from "#clock.ts";
import { type ProofUploaded, proofRefusal, uploadProof } from "#domain/bookings/payments/proofs.ts";
import { findOwnBooking } from "#domain/bookings/queries.ts";
import { handIn } from "#domain/files/private.ts";

type Refusal = UploadRefusal | Extract<ProofUploaded, { ok: false }>["reason"];

/** A proof that comes too late is no fault of the request: the booking stands elsewhere meanwhile. */
const statusOf: Record<Refusal, number> = {
  ...uploadStatus,
  "not-found": 404,
  "not-awaiting": 409,
  "already-uploaded": 409,
  expired: 409,
};

/**
 * Takes the picture of a transfer for the booking `?pesanan=<code>`, as the body itself or as `bukti` of a form. A script
 * that asks for JSON gets `{ ok: true }` or `{ error }` with the reason as a word; a plain form is led back to its page.
 */
export async function POST(request: Request): Promise<Response> {
  const now = clock();
  const code = new URL(request.url).searchParams.get("pesanan") ?? "";
  const outcome = sentBefore(await take(request, code, now));
  if (request.headers.get("accept")?.includes("application/json")) return asJson(outcome);
  const news = outcome.ok ? "kabar=bukti-terkirim" : `gagal=${outcome.reason}`;
  // A path, so that it leads back to the address under which the visitor sees us, whatever stands in between.
  return new Response(null, {
    status: 303,
    headers: { location: `/pesanan/${encodeURIComponent(code)}/bayar?${news}#bukti`, ...answerHeaders() },
  });
}

type Outcome = { ok: true } | Refused<Refusal>;

/**
 * A second press after a line that was cut finds the proof where the first has put it: for who sends it, it is sent. The
 * page that they are led to shows the one that is looked at.
 */
const sentBefore = (outcome: Outcome): Outcome =>
  !outcome.ok && outcome.reason === "already-uploaded" ? { ok: true } : outcome;

async function take(request: Request, code: string, now: Date): Promise<Outcome> {
  let bookingId = "";
  return receiveUpload<Outcome, Refusal>(request, {
    field: "bukti",
    now,
    refuse: async ({ id }) => {
      const own = await findOwnBooking(code, id);
      bookingId = own?.booking.id ?? "";
      return own ? proofRefusal(own.payment) : "not-found";
    },
    take: async ({ visitor, bytes, signal }) => {
      const userId = visitor.id;
      const verb = (proofPath: string) => uploadProof({ bookingId, userId, proofPath, now });
      const outcome = await handIn({ userId, bytes, signal, now }, verb);
      // Too late, the verb has given the seats back and written the mail about it.
      sendMailsSoon(now);
      return outcome;
    },
  });
}

function asJson(outcome: Outcome): Response {
  if (outcome.ok) return Response.json(outcome, { headers: answerHeaders() });
  return Response.json(
    { error: outcome.reason },
    { status: statusOf[outcome.reason], headers: answerHeaders(outcome) },
  );
}
