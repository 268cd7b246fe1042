import { databaseHealth } from "#db/health.ts";

export const dynamic = "force-dynamic";

/** `200 {"ok":true,…}` when this process can serve, 503 when its database cannot. For load balancers and start scripts. */
export async function GET(): Promise<Response> {
  const { reachable, migrated } = await databaseHealth();
  const ok = reachable && migrated;
  return Response.json(
    { ok, database: reachable ? "ok" : "unreachable", migrations: migrated ? "ok" : "pending" },
    { status: ok ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
}
