import { answerScrape } from "#health/metrics.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Where Prometheus looks unless told otherwise. By name for each method: Next would run GET for a HEAD that is missing. */
export {
  answerScrape as DELETE,
  answerScrape as GET,
  answerScrape as HEAD,
  answerScrape as OPTIONS,
  answerScrape as PATCH,
  answerScrape as POST,
  answerScrape as PUT,
};
