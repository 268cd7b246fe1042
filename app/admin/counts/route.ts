import { preferences } from "../../preferences.ts";
import { requireAdmin } from "../../visitor.ts";
import { mailOutage } from "../outages.ts";
import { waiting } from "../waiting.ts";
import { countsOf, mailsDownOf, type ShellNews } from "./counts.ts";

/** What waits now, for a sidebar that was drawn a while ago. */
export async function GET(): Promise<Response> {
  await requireAdmin("/admin");
  const [{ locale }, waits, outage] = await Promise.all([preferences(), waiting(), mailOutage()]);
  const news: ShellNews = { counts: countsOf(waits, locale), mailsDown: mailsDownOf(outage, locale) };
  return Response.json(news, { headers: { "cache-control": "no-store" } });
}
