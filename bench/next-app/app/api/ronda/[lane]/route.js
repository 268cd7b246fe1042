import { engine } from "../../../../engine.js";

export const dynamic = "force-dynamic";

/** A trigger with all that the engine does around the job. */
export async function GET(request, { params }) {
  return engine().ronda.handle(request, `empty-job-${(await params).lane}`);
}
