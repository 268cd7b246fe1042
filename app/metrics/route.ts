import { answerScrape } from "#health/metrics.ts";
import { ronda } from "#ronda.config.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

const scrape = (request: Request) => answerScrape(request, ronda);

/** Where Prometheus looks unless told otherwise. By name for each method: Next would run GET for a HEAD that is missing. */
export {
  scrape as DELETE,
  scrape as GET,
  scrape as HEAD,
  scrape as OPTIONS,
  scrape as PATCH,
  scrape as POST,
  scrape as PUT,
};
