import { and, desc, eq, gte, inArray, lt, or, type SQL, sql } from "drizzle-orm";
import { anyOf } from "#db/conditions.ts";
import { db } from "#db/connection.ts";
import { type actorTypes, auditLogs } from "#domain/audit/schema.ts";
import { behind, type PageOf, pageOf } from "#domain/lists/pages.ts";
import { users } from "#domain/users/schema.ts";
import { cleanLine } from "#typed-text.ts";

/** Which changes a list shows; everything that is given has to fit. */
export type AuditFilter = {
  /** Ids of rows, whatever their tables. */
  about?: readonly string[];
  /** Ids of people: what was done by them, beside what was done to the rows of {@link AuditFilter.about}. */
  by?: readonly string[];
  /** Done by this person. */
  actorId?: string;
  /** Done by one of these kinds. */
  actorType?: (typeof actorTypes)[number];
  /** From this moment on. */
  from?: Date;
  /** Before this moment. */
  to?: Date;
  cursor?: string;
};

/** One change with the name of who made it. */
export type AuditEntry = {
  id: string;
  action: string;
  entity: string;
  entityId: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  createdAt: Date;
  /** The code of the booking that the row is or belongs to, where it is one. */
  booking: string | null;
  /** What people call it, where it has a name: a trip's title, a person's name, a mail's subject. */
  named: string | null;
  /** Whose row it is, where it is a person's. */
  personId: string | null;
  /** What the row was by then, beside what the change itself says. */
  row: RowThen;
  actor: {
    type: (typeof actorTypes)[number];
    id: string | null /** A person's; null for a job. */;
    name: string | null;
  };
};

/** What a row of money was when it was changed, whatever it is now and whether or not it is still there. */
export type RowThen = {
  /** Of a transfer, the sum of its items. */
  amount: number | null;
  /** Of a transfer, its items. */
  items: number | null;
  /** A `key` of `PLATFORM_BANK_ACCOUNTS`. */
  accountKey: string | null;
  /** The file that a line of the bank statement came from. */
  fileName: string | null;
};

/** How many changes one page holds. */
const changesPerPage = 50;

/** Who changed what, the newest first. */
export async function listChanges(filter: AuditFilter = {}): Promise<PageOf<AuditEntry>> {
  const { cursor, actorId, actorType, about, by, from, to } = filter;
  const { createdAt } = auditLogs;
  const where = and(
    about || by ? or(about && aboutRows(about), by && doneBy(by)) : undefined,
    actorId ? doneBy([actorId]) : undefined,
    actorType ? eq(auditLogs.actorType, actorType) : undefined,
    from ? gte(createdAt, from) : undefined,
    to ? lt(createdAt, to) : undefined,
    behind(cursor, { at: createdAt, id: auditLogs.id, newestFirst: true }),
  );
  const rows = await readChanges(where, changesPerPage + 1);
  return pageOf(rows, ({ createdAt, id }) => ({ at: createdAt, id }), changesPerPage);
}

/** Everything that was ever done to these rows, whatever their tables, the newest first. */
export function changesOf(entityIds: readonly string[]): Promise<AuditEntry[]> {
  return readChanges(aboutRows(entityIds), 500);
}

/** The tables are named for the index, which begins with them. */
function aboutRows(ids: readonly string[]): SQL | undefined {
  return and(anyOf(auditLogs.entity, storied), anyOf(auditLogs.entityId, ids));
}

/** The tables whose rows have a story. */
const storied = [
  ...["Trip", "Booking", "Payment", "Receipt", "Payout", "Refund", "Transfer", "TransferItem"],
  ...["StatementLine", "StatementImport"],
  ...["User", "OrganizerProfile", "EmailJob"],
];

function doneBy(ids: readonly string[]): SQL | undefined {
  return and(anyOf(auditLogs.actorId, ids), inArray(auditLogs.actorType, ["USER", "ADMIN"]));
}

/** The last change of one row: who was first, for somebody who came second. Undefined for a row that was never changed. */
export async function lastChange(entity: string, entityId: string): Promise<AuditEntry | undefined> {
  const [last] = await readChanges(and(eq(auditLogs.entity, entity), eq(auditLogs.entityId, entityId)), 1);
  return last;
}

/** By a booking's own id, or by that of its payment, payout or refund: each is looked for in its own table alone. */
const bookingOf = sql<string | null>`case "AuditLog"."entity"
  when 'Booking' then (select b."code" from "Booking" b where b."id" = "AuditLog"."entityId")
  when 'Payment' then (select b."code" from "Payment" p join "Booking" b on b."id" = p."bookingId" where p."id" = "AuditLog"."entityId")
  when 'Payout' then (select b."code" from "Payout" o join "Booking" b on b."id" = o."bookingId" where o."id" = "AuditLog"."entityId")
  when 'Receipt' then (select b."code" from "Receipt" i join "Payment" p on p."id" = i."paymentId" join "Booking" b on b."id" = p."bookingId"
    where i."id" = "AuditLog"."entityId")
  when 'Refund' then (select b."code" from "Refund" r join "Booking" b on b."id" = r."bookingId" where r."id" = "AuditLog"."entityId")
end`;

/** What a row is called, read as {@link bookingOf} is. */
const namedAs = sql<string | null>`case "AuditLog"."entity"
  when 'Trip' then (select t."title" from "Trip" t where t."id" = "AuditLog"."entityId")
  when 'User' then (select u."name" from "User" u where u."id" = "AuditLog"."entityId")
  when 'OrganizerProfile' then (select o."displayName" from "OrganizerProfile" o where o."id" = "AuditLog"."entityId")
  when 'Transfer' then (select f."code" from "Transfer" f where f."id" = "AuditLog"."entityId")
  when 'TransferItem' then (select f."code" from "TransferItem" i join "Transfer" f on f."id" = i."transferId" where i."id" = "AuditLog"."entityId")
  when 'EmailJob' then (select m."subject" from "EmailJob" m where m."id" = "AuditLog"."entityId")
end`.mapWith(cleanLine);

const personOf = sql<string | null>`case "AuditLog"."entity"
  when 'User' then "AuditLog"."entityId"
  when 'OrganizerProfile' then (select o."userId" from "OrganizerProfile" o where o."id" = "AuditLog"."entityId")
end`;

/** The newest value of a column that was written down of this row until then: a change says only what it changed. */
function writtenUntilThen(column: string): SQL<string | null> {
  return sql`(select earlier."after"->>${column} from "AuditLog" earlier
    where earlier."entity" = "AuditLog"."entity" and earlier."entityId" = "AuditLog"."entityId"
      and (earlier."createdAt", earlier."id") <= ("AuditLog"."createdAt", "AuditLog"."id") and earlier."after" ? ${column}
    order by earlier."createdAt" desc, earlier."id" desc limit 1)`;
}

/** What was left out of a transfer when it was confirmed is not what was confirmed. */
const itemsThen = sql`from "TransferItem" i where i."transferId" = "AuditLog"."entityId"
  and ("AuditLog"."action" in ('transfer.prepare', 'transfer.undo') or i."outcome" is distinct from 'LEFT_OUT')`;

const importThen = sql`coalesce("AuditLog"."after", "AuditLog"."before")->>'importId'`;

const rowThen = {
  amount: sql`case
    when "AuditLog"."entity" in ('Payment', 'Receipt', 'Payout', 'Refund', 'StatementLine', 'TransferItem')
      then ${writtenUntilThen("amount")}::bigint
    when "AuditLog"."entity" = 'Transfer' then (select sum(i."amount") ${itemsThen}) end`.mapWith(numberOrNull),
  items: sql`case "AuditLog"."entity" when 'Transfer' then (select count(*) ${itemsThen}) end`.mapWith(numberOrNull),
  accountKey: sql<string | null>`case
    when "AuditLog"."entity" = 'Payment' then ${writtenUntilThen("bankAccountKey")}
    when "AuditLog"."entity" in ('Receipt', 'StatementLine', 'Transfer') then ${writtenUntilThen("accountKey")}
    when "AuditLog"."entity" = 'StatementImport' then "AuditLog"."before"->>'accountKey'
    when "AuditLog"."entity" = 'TransferItem' then (select f."accountKey" from "TransferItem" i join "Transfer" f on f."id" = i."transferId"
      where i."id" = "AuditLog"."entityId")
    when "AuditLog"."entity" = 'StatementFormat' then "AuditLog"."entityId" end`,
  // A file that was undone is written down with its name.
  fileName: sql<string | null>`case
    when "AuditLog"."entity" = 'StatementImport' then "AuditLog"."before"->>'fileName'
    when "AuditLog"."action" in ('statement.import', 'statement.undo-import') then coalesce(
      (select s."fileName" from "StatementImport" s where s."id" = ${importThen}),
      (select gone."before"->>'fileName' from "AuditLog" gone
        where gone."entity" = 'StatementImport' and gone."entityId" = ${importThen} order by gone."id" limit 1)) end`.mapWith(
    cleanLine,
  ),
};

function numberOrNull(value: unknown): number | null {
  return value === null ? null : Number(value);
}

async function readChanges(where: SQL | undefined, most: number): Promise<AuditEntry[]> {
  const rows = await db()
    .select({
      change: auditLogs,
      actorName: users.name,
      booking: bookingOf,
      named: namedAs,
      personId: personOf,
      ...rowThen,
    })
    .from(auditLogs)
    .leftJoin(users, and(eq(users.id, auditLogs.actorId), inArray(auditLogs.actorType, ["USER", "ADMIN"])))
    .where(where)
    .orderBy(desc(auditLogs.createdAt), desc(auditLogs.id))
    .limit(most);
  return rows.map(({ change, actorName, booking, named, personId, ...row }) => {
    const { actorType, actorId, before, after, ...rest } = change;
    const sides = { before: before as AuditEntry["before"], after: after as AuditEntry["after"] };
    return {
      ...rest,
      ...sides,
      booking,
      named,
      personId,
      row,
      actor: { type: actorType, id: actorId, name: actorName },
    };
  });
}
