import { ronda } from "#ronda.config.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

type Context = { params: Promise<{ job: string }> };

/** Every cron job's URL. Exported for each method by name, because Next would run GET for a HEAD that is missing. */
async function handle(request: Request, { params }: Context): Promise<Response> {
  const { job } = await params;
  return ronda().handle(request, job);
}

export {
  handle as DELETE,
  handle as GET,
  handle as HEAD,
  handle as OPTIONS,
  handle as PATCH,
  handle as POST,
  handle as PUT,
};
