import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connection.ts";
import { hourMs, minuteMs, type Nights, roles } from "./nights.ts";

/** Longer than half of what it may take. */
const slowMs = 41 * minuteMs;

/**
 * What the engine keeps beside the runs, and could not while the story moved its clock: how long a run took in the story's
 * time, which run made up for another, where triggers come from, what was turned away, and that it has looked at all of it.
 */
export async function keepFacts(tx: Transaction, nights: Nights): Promise<void> {
  const { now, ranUntil, historyFrom, hostDown, deployedAt } = nights;
  await tx.execute(sql`
    update "CronRun" set "durationMs" = ${slowMs}, "finishedAt" = "startedAt" + ${slowMs} * interval '1 millisecond'
    where "id" = (select "id" from "CronRun" where "jobName" = ${roles.slow} and "status" = 'SUCCESS'
      and "startedAt" < ${iso(now, slowMs)} order by "id" desc limit 1)`);
  await tx.execute(sql`
    update "CronRun" set "trigger" = 'catch-up' where "status" = 'SUCCESS' and (
      ("jobName" = ${roles.caughtUp} and "slotAt" between ${iso(hostDown.from)} and ${iso(hostDown.to)})
      or ("jobName" = ${roles.deployed} and "slotAt" = ${iso(deployedAt)}))`);
  await tx.execute(sql`insert into "RondaGap" ("from", "until") values (${iso(hostDown.from)}, ${iso(hostDown.to)})`);
  await tx.execute(sql`update "RondaJob" set "lastSecret" = 'current', "settledUntil" = ${iso(ranUntil)}`);
  await tx.execute(sql`
    insert into "RondaTrigger" ("jobName", "triggeredAt", "trigger", "secret", "userAgent", "source", "sourceSince")
    select "jobName", max("startedAt"), 'schedule', 'current', 'curl/8.5.0', 'curl', ${iso(historyFrom)} from "CronRun"
    where "trigger" = 'schedule' and "startedAt" is not null group by 1`);
  const rejectedAt = iso(now, 25 * minuteMs);
  await tx.execute(sql`
    insert into "RondaRejection" ("jobName", "day", "count", "lastAt", "userAgent")
    values (${roles.rejected}, ${rejectedAt.slice(0, 10)}, 6, ${rejectedAt}, 'curl/7.68.0')`);
  // The app has patrolled to the end of the story, and goes on from there.
  await tx.execute(sql`
    insert into "RondaPatrol" ("aliveAt", "startedAt", "finishedAt") values (${iso(now)}, ${iso(now)}, ${iso(now)})
    on conflict ("one") do update set "aliveAt" = excluded."aliveAt", "startedAt" = excluded."startedAt",
      "finishedAt" = excluded."finishedAt"`);
  await tx.execute(sql`select ronda_rebuild_marks_1(${iso(now, 9 * 24 * hourMs)})`);
}

/** A moment, or how long before it, as SQL takes it. */
function iso(moment: Date, beforeMs = 0): string {
  return new Date(moment.getTime() - beforeMs).toISOString();
}
