import "../check-node.ts";

import { checkSecret, isCarriable } from "../http/secrets.ts";
import { DefinitionError } from "../job/definition.ts";
import { checkEngine, checkOptions, having, type Rule } from "../job/options.ts";
import type { Ronda } from "../ronda.ts";
import { jobMetrics } from "./job-metrics.ts";
import { type Collected, collected } from "./metric.ts";
import { processMetrics } from "./process-metrics.ts";
import { createSnapshots } from "./snapshot.ts";

/** What is needed of a `Registry` of `@prometheus-io/client`, or of `prom-client`, as it was called before. */
export type MetricsRegistry = {
  registerMetric: (metric: never) => void;
  metrics: () => Promise<string>;
  readonly contentType: string;
};

/** What {@link prometheus} takes. */
export type PrometheusOptions = {
  /** Where the metrics are registered; others of the app may be in it too. */
  registry: MetricsRegistry;
  /** What a scrape sends as `Authorization: Bearer …`. Without one there is nothing to be seen: every request is a 404. */
  token: string | undefined;
};

const rules: Record<keyof PrometheusOptions, Rule> = {
  registry: having(["registerMetric", "metrics"], "a Registry of @prometheus-io/client"),
  token: (value) =>
    value === undefined || typeof value === "string" ? undefined : "must be a text, such as process.env.METRICS_TOKEN",
};

const allowed = "GET, HEAD, OPTIONS";

/**
 * Registers the metrics of all jobs, and returns what answers a scrape. What it says of jobs and runs comes from the
 * database and is the same in every process; however often it is asked, that is read at most every few seconds, and while
 * the database is away it answers with what is known.
 *
 * Throws {@link DefinitionError} for a wrong option, and for a token that no header can carry.
 */
export function prometheus(
  ronda: Pick<Ronda, "on" | "overview" | "totals">,
  options: PrometheusOptions,
): (request: Request) => Promise<Response> {
  checkEngine("prometheus", ronda, ["on", "overview", "totals"]);
  checkOptions("prometheus", options, rules);
  const { registry, token } = options;
  if (token && !isCarriable(token))
    throw new DefinitionError(
      "prometheus: token is printable ASCII without blanks at its ends, as a header carries it",
    );
  const snapshots = createSnapshots(ronda);
  const metrics: Collected[] = [...jobMetrics, ...processMetrics(ronda, snapshots)];
  for (const metric of metrics) registry.registerMetric(collected(metric, snapshots) as never);

  return async (request) => {
    const rejected = reject(request, token);
    if (rejected) return rejected;
    const headers = { "content-type": registry.contentType, "cache-control": "no-store" };
    if (request.method === "HEAD") return new Response(null, { headers });
    return new Response(await registry.metrics(), { headers });
  };
}

/** The answer to whoever may not scrape, or does not; nothing for a scrape. Without a token it is as if nothing were here. */
function reject(request: Request, token: string | undefined): Response | undefined {
  const seen = checkSecret(request, { current: token });
  if (seen === "unset") return answer(404, "Not found");
  if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: { allow: allowed } });
  if (request.method !== "GET" && request.method !== "HEAD")
    return answer(405, "Method not allowed", { allow: allowed });
  if (seen === "wrong") return answer(401, "Unauthorized", { "www-authenticate": "Bearer" });
  return undefined;
}

function answer(status: number, error: string, headers: Record<string, string> = {}): Response {
  return Response.json({ error }, { status, headers: { "cache-control": "no-store", ...headers } });
}
