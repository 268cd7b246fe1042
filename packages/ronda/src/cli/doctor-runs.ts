import type { DoctorCheck, RondaConfig } from "../config.ts";
import type { ChannelOverview, JobOverview, Overview } from "../types.ts";
import { wordsFor } from "../words/words.ts";
import { type Look, warning, well, wrong } from "./check.ts";

/** What the engine's own tables are asked: the jobs' health, the patrol, the channels, the old secret. */
export function runChecks(config: RondaConfig): Look[] {
  return [{ name: "runs", look: async () => await fromOverview(config) }];
}

async function fromOverview(config: RondaConfig): Promise<DoctorCheck[]> {
  const { overview } = await config.ronda();
  if (!overview) return [];
  const found = await overview();
  const names = new Set(config.jobs.map(({ name }) => name));
  const jobs = found.jobs.filter(({ name }) => names.has(name));
  const sick = jobs.filter(({ health }) => health.badge !== "OK");
  return [
    ...(sick.length === 0 ? [well("jobs", `all ${jobs.length} are OK`)] : sick.map((job) => jobCheck(job, config))),
    patrolCheck(found),
    ...found.channels.map((channel) => channelCheck(channel, config)),
    ...oldSecret(jobs),
  ];
}

function jobCheck({ name, health }: JobOverview, config: RondaConfig): DoctorCheck {
  const { displayZone, zoneNames, page } = config;
  // The doctor speaks English, as all of the command line does.
  const words = wordsFor({ locale: "en", displayZone, zoneNames, secretName: "CRON_SECRET" });
  const [reason] = health.reasons;
  const why = reason ? together(words.reason(reason), words.whatToDo(reason)) : "for no known reason";
  const look = `npx ronda runs --job ${name}${page ? `   (and ${config.url}${page})` : ""}`;
  return wrong(name, `${health.badge}: ${why}`, look);
}

/** Some reasons say themselves what to look at. */
function together(reason: string, whatToDo: string): string {
  return reason.includes(whatToDo.replace(/\.$/, "")) ? reason : `${reason}. ${whatToDo}`;
}

function patrolCheck({ patrol }: Overview): DoctorCheck {
  if (patrol.isLate)
    return wrong("patrol", "nobody has patrolled for some minutes: is the app running?", "npx ronda patrol");
  return patrol.error
    ? warning("patrol", `a step of it failed: ${patrol.error}`)
    : well("patrol", "it goes its rounds");
}

function channelCheck(
  { name, failing, lastDeliveredAt, waiting }: ChannelOverview,
  { url, page }: RondaConfig,
): DoctorCheck {
  const title = `channel ${name}`;
  const mend = page ? `send a test at ${url}${page}` : undefined;
  if (failing)
    return wrong(
      title,
      `${failing.failures} attempts failed since ${failing.since.toISOString()}: ${failing.message}`,
      mend,
    );
  if (!lastDeliveredAt) return warning(title, "nothing was ever delivered through it", mend);
  return well(title, `delivered at ${lastDeliveredAt.toISOString()}${waiting > 0 ? `, ${waiting} waiting` : ""}`);
}

function oldSecret(jobs: JobOverview[]): DoctorCheck[] {
  const users = jobs.filter(({ lastSecret }) => lastSecret === "previous").map(({ name }) => name);
  if (users.length === 0) return [];
  return [warning("old secret", `still used by the trigger of ${users.join(", ")}`, "npx ronda rotate")];
}
