import type { Job } from "../job/job.ts";
import { leastRunId } from "../record/run-id.ts";
import { slotsByDay } from "../schedule/slots-by-day.ts";
import type { Queryable } from "../types.ts";
import { isErrorRow } from "./lease-functions.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** More than a page shows, so that no day of it is half counted by another zone. */
const rebuiltDays = 9;

/**
 * Counts the last days anew from their runs and from the gaps of the given jobs where the roll-ups were made by another zone's days, which is UTC where
 * nothing says so. Older roll-ups stay as they are: no page shows them. Must run in a transaction that has
 * locked no job's row yet; runs that end meanwhile wait and count themselves after it.
 */
export async function rebuildDays(
  connection: Queryable,
  { displayZone, jobs, now }: { displayZone: string; jobs: readonly Job[]; now: Date },
): Promise<void> {
  const { rows } = await connection.query(`select "zone" from "RondaDisplayZone"`);
  const counted = rows[0]?.zone;
  if (counted === displayZone) return;
  await connection.query(
    `insert into "RondaDisplayZone" ("zone") values ($1) on conflict ("one") do update set "zone" = excluded."zone"`,
    [displayZone],
  );
  if (counted === undefined && displayZone === "UTC") return;
  const since = new Date(now.getTime() - rebuiltDays * dayMs);
  // Whoever counts into a day takes its job's row first: so they wait there, with nothing that is wanted here.
  await connection.query(`lock table "RondaJob" in exclusive mode`);
  await connection.query(`delete from "RondaDay" where "day" > ($1::timestamptz at time zone $2)::date`, [
    since,
    displayZone,
  ]);
  await connection.query(
    `insert into "RondaDay" ("jobName", "day", "runs", "errors", "skipped", "missed", "durationMs")
     select "jobName", "day",
       count(*) filter (where "status" not in ('SKIPPED', 'MISSED')),
       count(*) filter (where ${isErrorRow}),
       count(*) filter (where "status" = 'SKIPPED'),
       0,
       coalesce(sum("durationMs"), 0)
     from (
       select *, (coalesce("startedAt", "createdAt") at time zone $2)::date as "day"
       from "CronRun" where "id" >= $3 and "status" <> 'RUNNING' and "slotCount" is null
     ) run
     where "day" > ($1::timestamptz at time zone $2)::date
     group by 1, 2`,
    [since, displayZone, leastRunId(new Date(since.getTime() - dayMs))],
  );
  for (const { name, calendar } of jobs) {
    const { rows: gaps } = await connection.query(
      `select "status", greatest("slotAt", $2::timestamptz) as "firstAt", "slotLastAt" from "CronRun"
       where "jobName" = $1 and "slotCount" is not null and "slotLastAt" >= $2`,
      [name, since],
    );
    for (const { status, firstAt, slotLastAt } of gaps as { status: string; firstAt: Date; slotLastAt: Date }[]) {
      const days = slotsByDay(calendar, { first: firstAt, last: slotLastAt, zone: displayZone });
      await addSlots(connection, {
        name,
        column: status === "MISSED" ? "missed" : "skipped",
        days,
        displayZone,
        since,
      });
    }
  }
}

async function addSlots(
  connection: Queryable,
  slots: { name: string; column: "missed" | "skipped"; days: Map<string, number>; displayZone: string; since: Date },
): Promise<void> {
  const { name, column, days, displayZone, since } = slots;
  await connection.query(
    `insert into "RondaDay" as day ("jobName", "day", "${column}")
     select $1, given."day", given."count" from unnest($2::date[], $3::integer[]) as given ("day", "count")
     where given."day" > ($4::timestamptz at time zone $5)::date
     on conflict ("jobName", "day") do update set "${column}" = day."${column}" + excluded."${column}"`,
    [name, [...days.keys()], [...days.values()], since, displayZone],
  );
}
