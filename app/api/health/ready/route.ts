import { isReady, readiness } from "#health/readiness.ts";
import { limits } from "#limits.ts";
import { release } from "#release.ts";

export const dynamic = "force-dynamic";

/**
 * `200 {"ok":true,…}` when this process has everything that it needs, else 503 with what is wrong beside its name. For
 * load balancers, deployments and monitors; names no secret. `release` is there where a deployment made the folder.
 */
export async function GET(): Promise<Response> {
  const found = await readiness();
  const ok = isReady(found);
  const later = { "retry-after": String(limits.page.retryAfterSeconds) };
  return Response.json(
    { ok, ...(release ? { release } : {}), ...found },
    { status: ok ? 200 : 503, headers: { "cache-control": "no-store", ...(ok ? {} : later) } },
  );
}
