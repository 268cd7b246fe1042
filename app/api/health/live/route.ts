export const dynamic = "force-dynamic";

/** `200 {"ok":true}` as long as this process lives and serves. Asks nothing and nobody, so that nothing can slow it down: in front of the framework, `server/life.ts` says the same. */
export function GET(): Response {
  return Response.json({ ok: true }, { headers: { "cache-control": "no-store" } });
}
