import { newId } from "#db/columns.ts";
import { pool } from "#db/connection.ts";
import { policy } from "#domain/policy.ts";
import type { emailJobs } from "./schema.ts";
import { secretTemplates } from "./templates/index.ts";

/**
 * The statements that move rows of `EmailJob` through a drain. Each moves its whole batch at once, so that no crash
 * can split one. They are written by hand: a full queue runs through them thousands of rows a second. None has a
 * name: a prepared statement belongs to one connection, and a pooler hands out another for each statement.
 */

/** What the provider is told of one row. */
export type ClaimedMail = { id: string; toEmail: string; subject: string; html: string; text: string };

/** Rows that travel in one call, in their order, under one Idempotency-Key. */
export type Batch = {
  key: string;
  from: string;
  mails: ClaimedMail[];
  /** Failed attempts so far, the same for every member. */
  attempts: number;
  /** Until when the rows are ours; it also tells our claim from a later one of somebody else. */
  lockedUntil: Date;
  /** True where an earlier call may have been accepted: then the batch may only be sent again exactly as it is. */
  uncertain: boolean;
};

/**
 * A claimed batch of which the provider accepted nothing, with what it said about each mail in their order, or one
 * refusal for all; and when, on the process's own clock.
 */
export type RefusedBatch = { batch: Batch; errors: string[]; refusedAt?: number };

/** A claimed batch that may have been accepted: the response could not be read. */
export type UnreadBatch = { batch: Batch; error: string };

/** As many mails as the provider takes in one call. */
export const batchSize = 100;

/** Written like the condition of the indexes, so that the planner finds them. */
const unsent = `"status" in ('PENDING', 'FAILED') and "deadAt" is null`;
/** What makes a row dead at a moment. Whoever counts attempts, as the manual's query does, finds none left. */
const dead = (at: string) => `"deadAt" = ${at}, "attempts" = greatest("attempts", ${policy.emailMaxAttempts})`;
const columns = `job."id", "toEmail", "subject", "html", "text", job."attempts", "fromAddress", job."batchKey", "batchPosition"`;
type Row = ClaimedMail & { attempts: number; fromAddress: string; batchKey: string; batchPosition: number };

/**
 * Claims up to 100 due rows that are in no batch, oldest first, and makes them one, sent by `from`. Rows with unequal
 * numbers of failed attempts become batches of their own. Empty when nothing is due.
 */
export async function claimDue(claim: {
  now: Date;
  lockedUntil: Date;
  from: string;
  onlyQueuedAt?: Date;
}): Promise<Batch[]> {
  const only = claim.onlyQueuedAt ? `and "nextAttemptAt" = $5` : "";
  const text = `
    with due as materialized (
      select "id", "attempts", "nextAttemptAt" from "EmailJob"
      where ${unsent} and "batchKey" is null and "nextAttemptAt" <= $1
        and ("notAfter" is null or "notAfter" > $1) ${only}
      order by "nextAttemptAt", "id" limit ${batchSize} for update skip locked
    ), placed as (
      select "id", row_number() over (partition by "attempts" order by "nextAttemptAt", "id") - 1 as "position" from due
    )
    update "EmailJob" job set "batchKey" = $2 || '-' || job."attempts", "batchPosition" = placed."position",
      "batchSentAt" = $1, "lockedUntil" = $3, "fromAddress" = $4, "updatedAt" = $1
    from placed where job."id" = placed."id"
    returning ${columns}`;
  const values = [claim.now, newId(), claim.lockedUntil, claim.from, ...(only ? [claim.onlyQueuedAt] : [])];
  const { rows } = await pool().query<Row>(text, values);
  return intoBatches(rows, claim.lockedUntil, { uncertain: false });
}

/**
 * Claims one batch whose outcome is unknown and whose time has come: after a failure, or left behind by a process
 * that died. It comes back exactly as it was. Undefined when there is none.
 */
export async function claimUncertain(claim: { now: Date; lockedUntil: Date }): Promise<Batch | undefined> {
  // Whoever locks the first member has the batch: locking member by member could give a half to each of two processes.
  const text = `
    with leader as materialized (
      select "batchKey" from "EmailJob"
      where ${unsent} and "batchPosition" = 0 and "nextAttemptAt" <= $1
        and ("lockedUntil" is null or "lockedUntil" <= $1) and "batchSentAt" > $3
      order by "nextAttemptAt" limit 1 for update skip locked
    )
    update "EmailJob" job set "lockedUntil" = $2, "updatedAt" = $1
    from leader where job."batchKey" = leader."batchKey" and ${unsent}
    returning ${columns}`;
  const values = [claim.now, claim.lockedUntil, givenUpBefore(claim.now)];
  const { rows } = await pool().query<Row>(text, values);
  return intoBatches(rows, claim.lockedUntil, { uncertain: true })[0];
}

function intoBatches(rows: Row[], lockedUntil: Date, { uncertain }: { uncertain: boolean }): Batch[] {
  const batches = new Map<string, Batch>();
  for (const row of rows.sort((a, b) => a.batchPosition - b.batchPosition)) {
    const { batchKey: key, fromAddress: from, attempts } = row;
    if (!batches.has(key)) batches.set(key, { key, from, attempts, lockedUntil, uncertain, mails: [] });
    batches.get(key)!.mails.push(row);
  }
  return [...batches.values()];
}

/** Bodies with one-time links go as soon as they are of no further use. `$1` holds the templates that have them. */
const blankSecretsWhere = (over: string) =>
  ["html", "text"]
    .map((part) => `"${part}" = case when ${over} and "template" = any($1::text[]) then '' else "${part}" end`)
    .join(", ");

/** Why we gave a mail up that the provider did not refuse. */
export type EndCause = NonNullable<(typeof emailJobs.$inferSelect)["endCause"]>;

/** What became of one mail of a call: sent under the provider's id, dead with what was said, or due again as if never claimed. */
export type MailResult =
  | { id: string; providerId: string }
  | { id: string; error: string; cause?: EndCause | undefined }
  | { id: string };

const sent = `result."providerId" is not null`;
const refused = `result."error" is not null`;
const apartAgain = ["batchKey", "batchPosition", "batchSentAt"]
  .map((column) => `"${column}" = case when ${sent} or ${refused} then job."${column}" end`)
  .join(", ");

/**
 * Records what became of the mails of one call, all in one statement, so that no crash can leave a part of a batch
 * behind. Returns how many rows that were still open it made sent and dead.
 */
export async function recordResults(results: MailResult[], now: Date): Promise<{ sent: number; dead: number }> {
  const text = `
    with recorded as (
      update "EmailJob" job set
        "status" = case when ${sent} then 'SENT' when ${refused} then 'FAILED' else job."status" end,
        "attempts" = case when ${sent} then job."attempts" + 1
          when ${refused} then greatest(job."attempts", $6::integer) else job."attempts" end,
        "sentAt" = case when ${sent} then $2::timestamptz end, "deadAt" = case when ${refused} then $2::timestamptz end,
        "providerId" = result."providerId", "lastError" = case when ${sent} or ${refused} then result."error" else job."lastError" end,
        "endCause" = result."cause",
        "lockedUntil" = null, "updatedAt" = $2, ${apartAgain}, ${blankSecretsWhere(`(${sent} or ${refused})`)}
      from unnest($3::text[], $4::text[], $5::text[], $7::text[]) as result("id", "providerId", "error", "cause")
      where job."id" = result."id" and ${unsent}
      returning job."sentAt", job."deadAt"
    )
    select count("sentAt")::integer as sent, count("deadAt")::integer as dead from recorded`;
  const values = [
    secretTemplates,
    now,
    results.map(({ id }) => id),
    results.map((result) => ("providerId" in result ? result.providerId : null)),
    results.map((result) => ("error" in result ? result.error : null)),
    policy.emailMaxAttempts,
    results.map((result) => ("cause" in result ? (result.cause ?? null) : null)),
  ];
  const { rows } = await pool().query<{ sent: number; dead: number }>(text, values);
  return rows[0]!;
}

/** Where a batch is still ours: nobody else has claimed it since. Uses `$1` to `$3`. */
const ours = `"batchKey" = $1 and "lockedUntil" = $2 and ${unsent}`;
const claimOf = (batch: Batch) => [batch.key, batch.lockedUntil];

/** Counts a failed attempt whose outcome is unknown; the batch is kept as it is for the next. Returns how many rows. */
export async function postpone(batch: Batch, to: { now: Date; nextAttemptAt: Date; error: string }): Promise<number> {
  const { rowCount } = await pool().query(
    `update "EmailJob" set "status" = 'FAILED', "attempts" = "attempts" + 1, "nextAttemptAt" = $3, "lastError" = $4,
       "lockedUntil" = null, "updatedAt" = $5 where ${ours}`,
    [...claimOf(batch), to.nextAttemptAt, to.error, to.now],
  );
  return rowCount ?? 0;
}

/** Ends every mail of the batch for good, visible as dead. Returns how many rows. */
export async function deadLetter(
  batch: Batch,
  { now, ...why }: { now: Date; error: string; cause?: EndCause | undefined },
): Promise<number> {
  const results = batch.mails.map(({ id }) => ({ id, ...why }));
  return (await recordResults(results, now)).dead;
}

/** A row that is in no batch: whoever claims it next makes a new one of it, under a new key. */
const apart = `"batchKey" = null, "batchPosition" = null, "batchSentAt" = null,`;

/** Undoes a claim without counting an attempt. A batch that may have been accepted earlier stays together. */
export async function release(batch: Batch, now: Date): Promise<void> {
  await pool().query(
    `update "EmailJob" set ${batch.uncertain ? "" : apart} "lockedUntil" = null, "updatedAt" = $3 where ${ours}`,
    [...claimOf(batch), now],
  );
}

/** Undoes a claim without counting an attempt, of a batch that may have been accepted: it stays together for the same call. */
export function releaseTogether(batch: Batch, now: Date): Promise<void> {
  return release({ ...batch, uncertain: true }, now);
}

/**
 * Counts a failed attempt of a batch that was certainly not sent: its mails go apart and are tried again later.
 * Returns how many rows.
 */
export async function retryApart(batch: Batch, to: { now: Date; nextAttemptAt: Date; error: string }): Promise<number> {
  const { rowCount } = await pool().query(
    `update "EmailJob" set ${apart} "status" = 'FAILED', "attempts" = "attempts" + 1, "nextAttemptAt" = $3,
       "lastError" = $4, "lockedUntil" = null, "updatedAt" = $5 where ${ours}`,
    [...claimOf(batch), to.nextAttemptAt, to.error, to.now],
  );
  return rowCount ?? 0;
}

/** Makes two batches of one that was refused as a whole; none when somebody else has claimed it meanwhile. */
export async function split(batch: Batch, claim: { now: Date; lockedUntil: Date }): Promise<Batch[]> {
  const middle = Math.floor(batch.mails.length / 2);
  const keys = [newId(), newId()];
  const { rowCount } = await pool().query(
    `update "EmailJob" set "batchKey" = case when "batchPosition" < $3 then $4 else $5 end,
       "batchPosition" = case when "batchPosition" < $3 then "batchPosition" else "batchPosition" - $3 end,
       "batchSentAt" = $6, "lockedUntil" = $7, "updatedAt" = $6 where ${ours}`,
    [...claimOf(batch), middle, ...keys, claim.now, claim.lockedUntil],
  );
  if (rowCount !== batch.mails.length) return [];
  return [batch.mails.slice(0, middle), batch.mails.slice(middle)].map((mails, half) => ({
    ...batch,
    key: keys[half]!,
    mails,
    lockedUntil: claim.lockedUntil,
    uncertain: false,
  }));
}

/** Ends mails that would mislead by now, unless they may be on their way. Returns how many. */
export function expireOverdue(now: Date): Promise<number> {
  return endWhere(`"batchKey" is null and "notAfter" <= $2`, { now, cause: "too-late" });
}

/** Ends mails whose outcome the provider will soon no longer remember. Returns how many. */
export function giveUpUncertain(now: Date): Promise<number> {
  const open = `("lockedUntil" is null or "lockedUntil" <= $2)`;
  const isOld = `"batchKey" is not null and "batchSentAt" <= $4 and ${open}`;
  return endWhere(isOld, { now, cause: "unknown-outcome" }, [givenUpBefore(now)]);
}

/** Further ahead than any wait of ours: twice the longest one. */
const farAheadMs = 2 * Math.max(...policy.emailBackoffMs);

/**
 * Makes due what waits for longer than any mail has to, or is claimed for longer: a clock was ahead when that was written.
 * Returns how many mails.
 */
export async function bringForward(now: Date): Promise<number> {
  const farAhead = new Date(now.getTime() + farAheadMs);
  const { rowCount } = await pool().query(
    `update "EmailJob" set "nextAttemptAt" = least("nextAttemptAt", $1), "updatedAt" = $1,
       "lockedUntil" = case when "lockedUntil" <= $2 then "lockedUntil" end
     where "id" in (
       select "id" from "EmailJob" where ${unsent} and "batchKey" is null and "nextAttemptAt" > $2
       union all
       select "id" from "EmailJob"
       where ${unsent} and "batchKey" is not null and ("nextAttemptAt" > $2 or "lockedUntil" > $2)
     )`,
    [now, farAhead],
  );
  return rowCount ?? 0;
}

async function endWhere(
  condition: string,
  { now, cause }: { now: Date; cause: EndCause },
  values: unknown[] = [],
): Promise<number> {
  const { rowCount } = await pool().query(
    `update "EmailJob" set "status" = 'FAILED', ${dead("$2")}, "endCause" = $3, "lockedUntil" = null,
       "updatedAt" = $2, ${blankSecretsWhere("true")}
     where "id" in (
       select "id" from "EmailJob" where ${unsent} and ${condition} order by "id" for update skip locked
     )`,
    [secretTemplates, now, cause, ...values],
  );
  return rowCount ?? 0;
}

/** How many mails could be sent now. */
export async function countDue(now: Date): Promise<number> {
  const { rows } = await pool().query<{ due: number }>(
    `select count(*)::integer as due from "EmailJob" where ${unsent} and "nextAttemptAt" <= $1
       and ("notAfter" is null or "notAfter" > $1 or "batchKey" is not null)`,
    [now],
  );
  return rows[0]!.due;
}

function givenUpBefore(now: Date): Date {
  return new Date(now.getTime() - policy.emailUnknownOutcomeMs);
}
