import { answerHeaders, type Refused, receiveUpload, type UploadRefusal } from "#app/api/unggah/receive.ts";
import { clock } from "#clock.ts";
import { platformAccount } from "#domain/bookings/payments/accounts.ts";
import { readApart } from "#domain/statements/files/read-apart.ts";
import type { FileRefusal } from "#domain/statements/files/refusal.ts";
import { keepUpload } from "#domain/statements/uploads.ts";

type Refusal = Exclude<UploadRefusal, FileRefusal> | FileRefusal | "not-allowed" | "no-account";

/**
 * Takes a bank's statement for the account `?rekening=<key>`, as `berkas` of a form, reads it and leads to the page on which
 * it is looked at before anything is saved; or back, with `gagal` behind it. Works without scripts.
 */
export async function POST(request: Request): Promise<Response> {
  const accountKey = new URL(request.url).searchParams.get("rekening") ?? "";
  const outcome = await take(request, accountKey, clock());
  const location = outcome.ok
    ? `/admin/bank/impor?berkas=${outcome.id}`
    : `/admin/bank?rekening=${encodeURIComponent(accountKey)}&gagal=${outcome.reason}#impor`;
  // A path, so that it leads back to the address under which the visitor sees us, whatever stands in between.
  return new Response(null, { status: 303, headers: { location, ...answerHeaders() } });
}

type Outcome = { ok: true; id: string } | Refused<Refusal>;

function take(request: Request, accountKey: string, now: Date): Promise<Outcome> {
  return receiveUpload<Outcome, Refusal>(request, {
    field: "berkas",
    now,
    refuse: async ({ role }) => {
      if (role !== "ADMIN") return "not-allowed";
      return platformAccount(accountKey) ? undefined : "no-account";
    },
    take: async ({ visitor, bytes, fileName, signal }) => {
      const read = await readApart(bytes, { userId: visitor.id, signal });
      if (!read.ok) return read;
      const upload = { accountKey, fileName, sheet: read.sheet, userId: visitor.id, now };
      return { ok: true, id: (await keepUpload(upload)).id };
    },
  });
}
