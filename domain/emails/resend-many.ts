import { sql } from "drizzle-orm";
import { db, transaction } from "#db/connection.ts";
import { type AuditRow, audit } from "#domain/audit/audit.ts";
import { env } from "#env.ts";
import { limits } from "#limits.ts";
import type { Failure } from "./cause.ts";
import { secretTemplates } from "./templates/index.ts";

/** Dead mails, how many of them could go out again, and why the others cannot. */
export type DeadMails = {
  count: number;
  resendable: number;
  /** Their time has passed: they would mislead by now. */
  tooLate: number;
  /** They held a one-time link, which is gone; whoever wanted it asks for a new one. */
  secret: number;
};

/** Dead mails of one cause, with the last words of one of them in full; `key` names the group to {@link resendDeadMails}. */
export type DeadGroup = DeadMails & Failure & { key: string };

/** What mails died of, most frequent first, at most so many; `all` counts every dead mail, also those of further errors. */
export type DeadGroups = { groups: DeadGroup[]; all: DeadMails };

/** More errors than an admin reads; the rest goes out with "all". */
const mostGroups = 20;

/** One error although each mail has its own address or number in it. Held as one text, since `md5` has to match. */
const kind = sql.raw(
  `md5(coalesce("endCause", regexp_replace(regexp_replace(coalesce("lastError", ''), '[^[:space:]]+@[^[:space:]]+', '@', 'g'), '[[:alnum:]_-]*[0-9][[:alnum:]_-]*', '#', 'g')))`,
);
const isDead = sql.raw(`"deadAt" is not null and "discardedAt" is null`);
const secret = sql`"template" = any(${sql.param(secretTemplates)}::text[])`;

/** Counts dead mails by what they died of. Empty and zeros when none is dead. */
export async function deadMailGroups({ now }: { now: Date }): Promise<DeadGroups> {
  const late = sql`"notAfter" <= ${now.toISOString()}::timestamptz`;
  const { rows } = await db().execute<Record<keyof DeadMails | "key" | "total", string> & Failure>(sql`
    with dead as (
      select ${kind} as "key", "lastError", "endCause", ${secret} as "secret", coalesce(${late}, false) as "late"
      from "EmailJob" where ${isDead}
    ), grouped as (
      select "key", min("lastError") as "lastError", min("endCause") as "endCause", count(*) as "count",
        count(*) filter (where "secret") as "secret", count(*) filter (where "late" and not "secret") as "tooLate",
        count(*) filter (where not "late" and not "secret") as "resendable", false as "total"
      from dead group by "key"
    )
    (select * from grouped order by "count" desc, "key" limit ${mostGroups})
    union all
    select '', null, null, sum("count"), sum("secret"), sum("tooLate"), sum("resendable"), true from grouped`);
  const figures = (row: (typeof rows)[number]): DeadMails => ({
    count: Number(row.count ?? 0),
    resendable: Number(row.resendable ?? 0),
    tooLate: Number(row.tooLate ?? 0),
    secret: Number(row.secret ?? 0),
  });
  return {
    groups: rows
      .filter(({ key }) => key !== "")
      .map((row) => ({ key: row.key, lastError: row.lastError, endCause: row.endCause, ...figures(row) })),
    all: figures(rows.find(({ key }) => key === "")!),
  };
}

/** Which dead mails: those of a group, or all; only those that were dead when the admin saw the count. */
export type ManyDead = { key?: string; deadBefore: Date; adminId: string; now: Date };

/**
 * "Kirim ulang" for many: what {@link resendEmail} does to one, in batches that lock few rows briefly, until none is left
 * or the time of a request is nearly over. `left` could still go out: the same press again goes on with them. What a
 * second press at the same time has taken is not taken twice.
 */
export async function resendDeadMails(many: ManyDead): Promise<{ resent: number; left: number }> {
  const startedAt = performance.now();
  let resent = 0;
  let after: Place = { at: new Date(0), id: "" };
  do {
    const batch = await resendBatch(many, after);
    resent += batch.length;
    if (batch.length < limits.mail.resendAtOnce) break;
    after = { at: batch.at(-1)!.updatedAt, id: batch.at(-1)!.id };
  } while (performance.now() - startedAt < limits.mail.resendWithinMs);
  return { resent, left: await countLeft(many) };
}

type Place = { at: Date; id: string };
type Resent = { id: string; status: string; attempts: number; deadAt: Date; nextAttemptAt: Date; updatedAt: Date };

/** Rows in the order of their index, behind the last batch; compare-and-set by the lock that picks them. */
function resendBatch(many: ManyDead, after: Place): Promise<Resent[]> {
  return transaction(async (tx) => {
    const { rows } = await tx.execute<Record<keyof Resent, string>>(sql`
      with picked as materialized (
        select "id", "status", "attempts", "deadAt", "nextAttemptAt", "updatedAt" from "EmailJob"
        where ${resendable(many)} and ("updatedAt", "id") > (${after.at.toISOString()}::timestamptz, ${after.id})
        order by "updatedAt", "id" limit ${limits.mail.resendAtOnce} for update skip locked
      ), queued as (
        update "EmailJob" job set "status" = 'PENDING', "attempts" = 0, "deadAt" = null, "endCause" = null, "nextAttemptAt" = moment.now,
          "updatedAt" = moment.now, "batchKey" = null, "batchPosition" = null, "batchSentAt" = null, "lockedUntil" = null,
          "fromAddress" = ${env().EMAIL_FROM}
        from picked, (select ${many.now.toISOString()}::timestamptz as now) moment where job."id" = picked."id"
      )
      select * from picked order by "updatedAt", "id"`);
    const batch = rows.map(({ id, status, attempts, ...times }) => ({
      id,
      status,
      attempts: Number(attempts),
      deadAt: new Date(times.deadAt),
      nextAttemptAt: new Date(times.nextAttemptAt),
      updatedAt: new Date(times.updatedAt),
    }));
    await audit(
      tx,
      batch.map((mail) => auditRow(mail, many)),
      { now: many.now },
    );
    return batch;
  });
}

function resendable({ key, deadBefore, now }: ManyDead) {
  const ofGroup = key === undefined ? sql`true` : sql`${kind} = ${key}`;
  return sql`${isDead} and "deadAt" <= ${deadBefore.toISOString()}::timestamptz and not ${secret} and ${ofGroup}
    and ("notAfter" is null or "notAfter" > ${now.toISOString()}::timestamptz)`;
}

async function countLeft(many: ManyDead): Promise<number> {
  const { rows } = await db().execute<{ left: string }>(
    sql`select count(*) as "left" from "EmailJob" where ${resendable(many)}`,
  );
  return Number(rows[0]!.left);
}

function auditRow({ id, status, attempts, deadAt, nextAttemptAt }: Resent, { adminId, now }: ManyDead): AuditRow {
  return {
    actor: { type: "ADMIN", id: adminId },
    action: "email.resend",
    entity: "EmailJob",
    entityId: id,
    before: { status, attempts, deadAt, nextAttemptAt },
    after: { status: "PENDING", attempts: 0, deadAt: null, nextAttemptAt: now },
  };
}
