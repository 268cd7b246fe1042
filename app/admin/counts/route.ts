import { preferences } from "../../preferences.ts";
import { requireAdmin } from "../../visitor.ts";
import { waiting } from "../waiting.ts";
import { countsOf } from "./counts.ts";

/** What waits now, for a sidebar that was drawn a while ago. */
export async function GET(): Promise<Response> {
  await requireAdmin("/admin");
  const [{ locale }, waits] = await Promise.all([preferences(), waiting()]);
  return Response.json(countsOf(waits, locale), { headers: { "cache-control": "no-store" } });
}
