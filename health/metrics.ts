import { collectDefaultMetrics, Registry } from "@prometheus-io/client";
import type { Ronda } from "ronda";
import { prometheus } from "ronda/prometheus";
import { apartFromRequest } from "#db/bounds.ts";
import { env } from "#env.ts";
import { onceAProcess } from "#once-a-process.ts";

/** Answers a scrape of Prometheus: the jobs as all processes count them, and this process. A 404 without `METRICS_TOKEN`. */
export function answerScrape(request: Request, ronda: () => Ronda): Promise<Response> {
  return onceAProcess("metrics", () => assemble(ronda()))(request);
}

function assemble(engine: Ronda): (request: Request) => Promise<Response> {
  const { METRICS_TOKEN: token } = env();
  const registry = new Registry();
  // Only one process of several answers each scrape.
  if (token) collectDefaultMetrics({ register: registry, labels: { pid: String(process.pid) } });
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
