export const dynamic = "force-dynamic";

/** What Next itself costs. */
export function GET() {
  return Response.json({ ok: true, done: 0 });
}
