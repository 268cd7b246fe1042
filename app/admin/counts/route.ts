import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { mailOutage } from "#app/admin/outages.ts";
import { waiting } from "#app/admin/waiting.ts";
import { countsOf, mailsDownOf, type ShellCounts } from "./counts.ts";

/** What waits now, for a sidebar that was drawn a while ago. */
export async function GET(): Promise<Response> {
  await requireAdmin("/admin");
  const [{ locale }, waits, outage] = await Promise.all([preferences(), waiting(), mailOutage()]);
  const shell: ShellCounts = { counts: countsOf(waits, locale), mailsDown: mailsDownOf(outage, locale) };
  return Response.json(shell, { headers: { "cache-control": "no-store" } });
}
