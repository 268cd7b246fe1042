import { ronda } from "../../../../ronda.ts";

async function handle(request: Request, { params }: { params: Promise<{ job: string }> }): Promise<Response> {
  const { job } = await params;
  return ronda.handle(request, job);
}

// All of them: Next runs GET for a HEAD that is missing.
export { handle as GET, handle as HEAD, handle as OPTIONS, handle as POST };
