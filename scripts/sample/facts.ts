import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connection.ts";
import { jobs } from "#jobs/index.ts";
import { channel } from "./incidents.ts";
import { hourMs, minuteMs, type Nights, roles } from "./nights.ts";

/** Longer than half of what it may take, also where it can have ended only just now. */
const slowMs = 41 * minuteMs;
const leastSlowMs = 30 * minuteMs + 10_000;

/**
 * What the engine keeps beside the runs, and could not while the story moved its clock: how long a run took in the story's
 * time, which run made up for another, where triggers come from, what was turned away, and that it has looked at all of it.
 */
export async function keepFacts(
  tx: Transaction,
  nights: Nights,
  { present, often }: { present: Date; often: readonly string[] },
): Promise<void> {
  const { now, ranUntil, historyFrom, hostDown, deployedAt, forgottenSince } = nights;
  await tx.execute(sql`
    update "CronRun" set "durationMs" = extract(epoch from took) * 1000, "finishedAt" = "startedAt" + took
    from (select "id" as "slow", least(${slowMs} * interval '1 millisecond', ${iso(now, 10_000)}::timestamptz - "startedAt") as took
      from "CronRun" where "jobName" = ${roles.slow} and "status" = 'SUCCESS' and "startedAt" < ${iso(now, leastSlowMs + 10_000)}
      order by "id" desc limit 1) as last
    where "id" = "slow"`);
  await tx.execute(sql`
    update "CronRun" set "trigger" = 'catch-up' where "status" = 'SUCCESS' and (
      ("jobName" = ${roles.caughtUp} and "slotAt" between ${iso(hostDown.from)} and ${iso(hostDown.to)})
      or ("jobName" = ${roles.deployed} and "slotAt" = ${iso(deployedAt)}))`);
  await tx.execute(sql`insert into "RondaGap" ("from", "until") values (${iso(hostDown.from)}, ${iso(hostDown.to)})`);
  for (const { name, schedule, timeZone } of jobs) {
    const settledUntil = iso(often.includes(name) ? present : ranUntil, often.includes(name) ? minuteMs : 0);
    await tx.execute(sql`
      update "RondaJob" set "schedule" = ${`${schedule} ${timeZone}`}, "lastSecret" = 'current', "settledUntil" = ${settledUntil}
      where "name" = ${name}`);
  }
  await tx.execute(sql`
    insert into "RondaTrigger" ("jobName", "triggeredAt", "trigger", "secret", "userAgent", "source", "sourceSince")
    select "jobName", max("startedAt"), 'schedule', 'current', 'curl/8.5.0', 'curl', ${iso(historyFrom)} from "CronRun"
    where "trigger" = 'schedule' and "startedAt" is not null group by 1`);
  const rejectedAt = iso(now, 25 * minuteMs);
  await tx.execute(sql`
    insert into "RondaRejection" ("jobName", "day", "count", "lastAt", "userAgent")
    values (${roles.rejected}, ${rejectedAt.slice(0, 10)}, 6, ${rejectedAt}, 'curl/7.68.0')`);
  await tx.execute(sql`
    update "RondaJob" set "firstSeenAt" = ${iso(forgottenSince)}, "scheduleSince" = ${iso(forgottenSince)}
    where "name" = ${roles.forgotten}`);
  await keepDeliveries(tx, nights);
  // The app has patrolled to the end of the story, and goes on from there.
  await tx.execute(sql`
    insert into "RondaPatrol" ("aliveAt", "startedAt", "finishedAt") values (${iso(present)}, ${iso(present)}, ${iso(present)})
    on conflict ("one") do update set "aliveAt" = excluded."aliveAt", "startedAt" = excluded."startedAt",
      "finishedAt" = excluded."finishedAt"`);
  await tx.execute(sql`select ronda_rebuild_marks_2(${iso(now, 9 * 24 * hourMs)})`);
}

/** Every alert arrived within a second, until somebody deleted the webhook: those since then are tried again and again. */
async function keepDeliveries(tx: Transaction, { now, webhookGoneAt }: Nights): Promise<void> {
  const failure = "Discord answered 404: Unknown Webhook";
  await tx.execute(sql`
    update "RondaAlert" set "sentAt" = "createdAt" + interval '900 milliseconds', "attempts" = 1, "error" = null,
      "leaseUntil" = null, "givenUpAt" = null, "attemptedAt" = "createdAt" + interval '900 milliseconds'
    where "createdAt" < ${iso(webhookGoneAt)}`);
  await tx.execute(sql`
    update "RondaAlert" set "sentAt" = null, "givenUpAt" = null, "mergedIntoId" = null, "leaseUntil" = null, "attempts" = 12,
      "error" = ${failure}, "attemptedAt" = ${iso(now, 9 * minuteMs)}, "nextAttemptAt" = ${iso(now, -6 * minuteMs)}
    where "createdAt" >= ${iso(webhookGoneAt)}`);
  await tx.execute(sql`delete from "RondaChannel"`);
  await tx.execute(sql`
    insert into "RondaChannel" ("name", "failingSince", "lastFailedAt", "failures", "message")
    select ${channel}, min("createdAt"), ${iso(now, 9 * minuteMs)}, 12 * count(*), ${failure}
    from "RondaAlert" where "sentAt" is null having count(*) > 0`);
}

/** A moment, or how long before it, as SQL takes it. */
function iso(moment: Date, beforeMs = 0): string {
  return new Date(moment.getTime() - beforeMs).toISOString();
}
