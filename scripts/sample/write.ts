import { hashPassword } from "better-auth/crypto";
import { sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Transaction } from "#db/connection.ts";
import { auditLogs } from "#domain/audit/schema.ts";
import { bookingParticipants, bookings } from "#domain/bookings/schema.ts";
import { emailJobs } from "#domain/emails/schema.ts";
import { tripImages } from "#domain/images/schema.ts";
import { payments } from "#domain/payments/schema.ts";
import { payouts } from "#domain/payouts/schema.ts";
import { refunds } from "#domain/refunds/schema.ts";
import { trips } from "#domain/trips/schema.ts";
import { demoAccounts } from "#domain/users/demo-accounts.ts";
import { accounts, organizerProfiles, users } from "#domain/users/schema.ts";
import { dayRows, type RunRow } from "./history.ts";
import type { MailRow } from "./mails.ts";
import type { World } from "./world.ts";

const rowsPerStatement = 500;

/** Writes the whole world down, parents before children. */
export async function writeWorld(tx: Transaction, world: World, mails: MailRow[]): Promise<void> {
  await insert(tx, users, world.users);
  await insert(tx, accounts, await credentials(world));
  await insert(tx, organizerProfiles, world.organizers);
  await insert(tx, trips, world.trips);
  await insert(tx, tripImages, world.images);
  await insert(tx, bookings, world.bookings);
  await insert(tx, bookingParticipants, world.participants);
  await insert(tx, payments, world.payments);
  await insert(tx, payouts, world.payouts);
  await insert(tx, refunds, world.refunds);
  await insert(tx, emailJobs, mails);
  await insert(tx, auditLogs, world.audit);
}

async function insert<Table extends PgTable>(
  tx: Transaction,
  table: Table,
  rows: Table["$inferInsert"][],
): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsPerStatement) {
    await tx.insert(table).values(rows.slice(from, from + rowsPerStatement) as never);
  }
}

/** The passwords of those who can sign in, hashed by the auth library as it would have done itself. */
async function credentials(world: World): Promise<(typeof accounts.$inferInsert)[]> {
  return Promise.all(
    demoAccounts.map(async ({ email, password }) => {
      const user = world.users.find((one) => one.email === email);
      if (!user) throw new Error(`${email} is not in the sample`);
      const stamps = { createdAt: user.createdAt, updatedAt: user.createdAt };
      const hash = await hashPassword(password);
      return {
        id: world.id(user.createdAt),
        accountId: user.id,
        providerId: "credential",
        userId: user.id,
        password: hash,
        ...stamps,
      };
    }),
  );
}

/** Writes the runs as the engine would have left them: the rows, the days they count into, and what it knows of each job. */
export async function writeHistory(tx: Transaction, runs: RunRow[], host: string): Promise<void> {
  await tx.execute(sql`
    insert into "CronRun" ("id", "jobName", "status", "trigger", "slotAt", "slotLastAt", "slotCount", "createdAt", "startedAt",
      "heartbeatAt", "finishedAt", "durationMs", "payload", "errorMessage", "errorStack", "log", "reason", "actor", "host", "pid")
    select "id", "jobName", "status", "trigger", "slotAt", "slotLastAt", "slotCount", "createdAt", "startedAt",
      "finishedAt", "finishedAt", "durationMs", "payload", "errorMessage", "errorStack", "log", "reason", "actor", ${host}, 1
    from jsonb_to_recordset(${JSON.stringify(runs)}::jsonb) as run (
      "id" uuid, "jobName" text, "status" text, "trigger" text, "slotAt" timestamptz, "slotLastAt" timestamptz, "slotCount" integer,
      "createdAt" timestamptz, "startedAt" timestamptz, "finishedAt" timestamptz, "durationMs" integer, "payload" jsonb,
      "errorMessage" text, "errorStack" text, "log" jsonb, "reason" text, "actor" text)`);
  await tx.execute(sql`
    insert into "RondaDay" ("jobName", "day", "runs", "errors", "skipped", "missed", "durationMs")
    select "jobName", "day", "runs", "errors", "skipped", "missed", "durationMs"
    from jsonb_to_recordset(${JSON.stringify(dayRows(runs))}::jsonb) as day (
      "jobName" text, "day" date, "runs" integer, "errors" integer, "skipped" integer, "missed" integer, "durationMs" double precision)`);
  for (const [jobName, own] of Map.groupBy(runs, (run) => run.jobName)) await writeJob(tx, jobName, own);
}

async function writeJob(tx: Transaction, jobName: string, runs: RunRow[]): Promise<void> {
  const ended = runs.filter(({ status }) => status === "SUCCESS" || status === "FAILED");
  const last = ended.at(-1);
  const success = ended.findLast(({ status }) => status === "SUCCESS");
  const error = ended.findLast(({ status }) => status === "FAILED");
  const streak = ended.length - 1 - ended.findLastIndex(({ status }) => status === "SUCCESS");
  const failing = streak > 0 ? ended.at(-streak)?.finishedAt : null;
  const slots = ended.flatMap(({ slotAt }) => slotAt ?? []);
  const since = runs[0]?.createdAt;
  const at = (moment: Date | null | undefined) => sql`${moment?.toISOString() ?? null}::timestamptz`;
  const values = sql`
    "lastRunId" = ${last?.id ?? null}::uuid, "lastSuccessId" = ${success?.id ?? null}::uuid,
    "lastSuccessStartedAt" = ${at(success?.startedAt)}, "lastErrorId" = ${error?.id ?? null}::uuid,
    "failureStreak" = ${streak}, "failingSince" = ${at(failing)}, "lastSlotAt" = ${at(slots.at(-1))},
    "lastSecret" = 'current', "lastAlertAt" = ${at(failing)}, "alertCount" = ${streak > 0 ? 1 : 0},
    "firstSeenAt" = ${at(since)}, "scheduleSince" = ${at(since)}`;
  await tx.execute(sql`
    insert into "RondaJob" ("name", "firstSeenAt", "scheduleSince") values (${jobName}, ${at(since)}, ${at(since)})
    on conflict ("name") do nothing`);
  await tx.execute(sql`update "RondaJob" set ${values} where "name" = ${jobName}`);
}
