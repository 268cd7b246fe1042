import { and, asc, count, desc, eq, gt, lt, ne, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { db } from "#db/connection.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { receipts } from "#domain/bookings/schema/receipts.ts";
import { transfers } from "#domain/bookings/schema/transfers.ts";
import { countStuck, type Stuck } from "#domain/lists/stuck.ts";
import { policy } from "#domain/policy.ts";
import { type StatementLine, statementLines } from "#domain/statements/schema.ts";
import { users } from "#domain/users/schema.ts";
import { exactLineIds } from "./exact.ts";
import { type Near, nearOf } from "./near.ts";

/** An open line with what it may be of. */
export type OpenLine = { line: StatementLine; near: Near };

/** So many lines on a page, each with its candidates. */
const linesPerPage = 15;

/** A page of open lines that are not exact, oldest first; `next` is the line behind which the following page begins. */
export type OpenLines = { rows: OpenLine[]; count: number; next?: string };

/** The lines of an account that nobody has explained and that are of nothing for sure. */
export async function openLines(accountKey: string, after: string | undefined, now: Date): Promise<OpenLines> {
  const exact = await exactLineIds(accountKey, now);
  const isExact = sql`${statementLines.id} in (select unnest(${sql.param(exact)}::text[]))`;
  const open = and(eq(statementLines.kind, "OPEN"), eq(statementLines.accountKey, accountKey), sql`not ${isExact}`);
  const [[total], read] = await Promise.all([
    db().select({ count: count() }).from(statementLines).where(open),
    db()
      .select()
      .from(statementLines)
      .where(and(open, behindLine(after, "after")))
      .orderBy(asc(statementLines.bookedOn), asc(statementLines.id))
      .limit(linesPerPage + 1),
  ]);
  const lines = read.slice(0, linesPerPage);
  const near = await nearOf(lines, now);
  const rows = lines.map((line) => ({ line, near: near.get(line.id)! }));
  const last = lines.at(-1);
  return { rows, count: total?.count ?? 0, ...(read.length > linesPerPage && last ? { next: cursorOf(last) } : {}) };
}

const cursorOf = ({ bookedOn, id }: Pick<StatementLine, "bookedOn" | "id">) => `${bookedOn}.${id}`;

/** The condition for lines behind a cursor; nothing without one, or for one that somebody made up. */
function behindLine(cursor: string | undefined, direction: "after" | "before"): SQL | undefined {
  const [, day, id] = /^(\d{4}-\d{2}-\d{2})\.([\w-]{1,64})$/.exec(cursor ?? "") ?? [];
  if (!day || !id || Number.isNaN(Date.parse(day))) return undefined;
  const beyond = direction === "after" ? gt : lt;
  return or(beyond(statementLines.bookedOn, day), and(eq(statementLines.bookedOn, day), beyond(statementLines.id, id)));
}

const deciders = alias(users, "decider");

/** A line that was explained, with what it is of and by whom. */
export type DecidedLine = {
  line: StatementLine;
  decidedBy: string | null;
  bookingCode: string | null;
  transferCode: string | null;
};

/** The lines of an account that somebody has explained, newest first, a page at a time. */
export async function decidedLines(
  accountKey: string,
  after: string | undefined,
): Promise<{ rows: DecidedLine[]; next?: string }> {
  const read = await db()
    .select({
      line: statementLines,
      decidedBy: deciders.name,
      bookingCode: bookings.code,
      transferCode: transfers.code,
    })
    .from(statementLines)
    .leftJoin(deciders, eq(deciders.id, statementLines.decidedById))
    .leftJoin(receipts, and(eq(receipts.statementLineId, statementLines.id), sql`${receipts.voidedAt} is null`))
    .leftJoin(payments, eq(payments.id, receipts.paymentId))
    .leftJoin(bookings, eq(bookings.id, payments.bookingId))
    .leftJoin(transfers, eq(transfers.statementLineId, statementLines.id))
    .where(and(eq(statementLines.accountKey, accountKey), ne(statementLines.kind, "OPEN"), behindLine(after, "before")))
    .orderBy(desc(statementLines.bookedOn), desc(statementLines.id))
    .limit(linesPerPage + 1);
  const rows = read.slice(0, linesPerPage);
  const last = rows.at(-1);
  return { rows, ...(read.length > linesPerPage && last ? { next: cursorOf(last.line) } : {}) };
}

/** Lines that nobody has explained for longer than it should take. */
export function unexplainedLines(now: Date): Promise<Stuck> {
  const before = new Date(now.getTime() - policy.staleStatementLineAfterMs);
  const { amount, createdAt } = statementLines;
  const where = and(eq(statementLines.kind, "OPEN"), lt(createdAt, before));
  return countStuck(statementLines, { where, amount: sql`abs(${amount})`, since: createdAt });
}
