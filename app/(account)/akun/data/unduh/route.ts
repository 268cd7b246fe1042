import { attachment } from "#app/_downloads/download.ts";
import { isSameOrigin } from "#app/_http/same-origin.ts";
import { clock } from "#clock.ts";
import { wibDay } from "#domain/calendar.ts";
import { exportData } from "#domain/privacy/export.ts";
import { visitorOf } from "#domain/users/session.ts";
import { env } from "#env.ts";
import { limits } from "#limits.ts";

/**
 * Sends everything that is kept about whoever asks, as a file, once they have typed their password or a code: a form of a page of
 * ours, since another site's could not know it but could have it guessed. Else it leads back to the form, which says why.
 */
export async function POST(request: Request): Promise<Response> {
  const asking = await visitorOf(request.headers);
  if (!asking) return leadTo("/masuk?lanjut=/akun/data");
  if (!isSameOrigin(request)) return new Response(null, { status: 403 });
  const proof = (await request.formData()).get("proof");
  const typed = typeof proof === "string" ? proof.slice(0, limits.dataExport.longestProof) : "";
  const now = clock();
  const exported = await exportData({ userId: asking.id, typed }, { now, appUrl: env().APP_URL });
  if (!exported.ok) {
    const wait = exported.reason === "too-many" ? `&tunggu=${exported.retryAfterSeconds}` : "";
    return leadTo(`/akun/data?gagal=${exported.reason}${wait}#salinan`);
  }
  const headers = {
    "content-type": "application/json; charset=utf-8",
    "content-disposition": attachment(`data-setrip-${wibDay(now)}.json`),
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
  };
  return new Response(streamOf(exported.pieces), { headers });
}

/** Asks for the next piece when the one before was taken, and for no more once nobody reads on. */
function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => {
      await pieces.return(undefined);
    },
  });
}

/** A path, so that it leads back to the address under which the visitor sees us, whatever stands in between. */
function leadTo(location: string): Response {
  return new Response(null, { status: 303, headers: { location, "cache-control": "private, no-store" } });
}
