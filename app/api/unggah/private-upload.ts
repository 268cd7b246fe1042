import { clock } from "#clock.ts";
import { type PrivateSaved, savePrivateUpload } from "#domain/files/private.ts";
import type { Visitor } from "#domain/users/session.ts";
import { answerHeaders, receiveUpload, type UploadRefusal, uploadStatus } from "./receive.ts";

/** Whose picture it may not be, or for what none is wanted now. */
export type PrivateRefusal = "not-found" | "not-allowed";

type Refusal = UploadRefusal | PrivateRefusal;

const statusOf: Record<Refusal, number> = { ...uploadStatus, "not-found": 404, "not-allowed": 403 };

/**
 * Takes a private picture for a form that is still being filled in, as the body itself or as `berkas` of a form. A script
 * that asks for JSON gets `{ ok: true, path }`, the name that its form then sends along, or `{ error }`; a plain form is
 * led back to `back`, with `berkas` or `gagal` behind it. What no form sends goes with the weekly `prune`.
 */
export async function takePrivateUpload(
  request: Request,
  { back, refuse }: { back: string; refuse: (visitor: Visitor, now: Date) => Promise<PrivateRefusal | undefined> },
): Promise<Response> {
  const now = clock();
  const saved = await receiveUpload<PrivateSaved, Refusal>(request, {
    field: "berkas",
    now,
    refuse: (visitor) => refuse(visitor, now),
    take: ({ visitor, bytes, signal }) => savePrivateUpload({ userId: visitor.id, bytes, signal, now }),
  });
  const headers = answerHeaders("retryAfterSeconds" in saved ? saved : {});
  if (request.headers.get("accept")?.includes("application/json")) {
    if (saved.ok) return Response.json(saved, { headers });
    return Response.json({ error: saved.reason }, { status: statusOf[saved.reason], headers });
  }
  const query = saved.ok ? `berkas=${saved.path}` : `gagal=${saved.reason}`;
  // A path, so that it leads back to the address under which the visitor sees us, whatever stands in between.
  return new Response(null, { status: 303, headers: { location: `${back}?${query}#berkas`, ...headers } });
}
