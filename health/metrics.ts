import { collectDefaultMetrics, Registry } from "@prometheus-io/client";
import { prometheus } from "ronda/prometheus";
import { apartFromRequest } from "#db/bounds.ts";
import { env } from "#env.ts";
import { onceAProcess } from "#once-a-process.ts";
import { ronda } from "#ronda.config.ts";

/** Answers a scrape of Prometheus: the jobs as all processes count them, and this process. A 404 without `METRICS_TOKEN`. */
export function answerScrape(request: Request): Promise<Response> {
  return onceAProcess("metrics", assemble)(request);
}

function assemble(): (request: Request) => Promise<Response> {
  const { METRICS_TOKEN: token } = env();
  const registry = new Registry();
  // Only one process of several answers each scrape.
  if (token) collectDefaultMetrics({ register: registry, labels: { pid: String(process.pid) } });
  const engine = ronda();
  return prometheus(
    {
      on: engine.on,
      // One reading serves all who scrape within seconds, so it is part of nobody's request.
      overview: () => apartFromRequest(engine.overview),
      totals: () => apartFromRequest(engine.totals),
    },
    { registry, token },
  );
}
