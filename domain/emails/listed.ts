import { and, asc, count, desc, eq, isNotNull, isNull, min, type SQL, sql } from "drizzle-orm";
import { anyOf, containing } from "#db/conditions.ts";
import { db, type Transaction } from "#db/connection.ts";
import { behind, type PageOf, pageOf, rowsPerPage } from "#domain/lists/pages.ts";
import type { Stuck } from "#domain/lists/stuck.ts";
import { emailJobs } from "./schema.ts";
import { secretTemplates } from "./templates/index.ts";

/** Which mails a list shows: not tried yet, failed and tried again later, dead, sent, given up by an admin. */
export const emailLists = ["waiting", "failed", "dead", "sent", "discarded"] as const;

/** See {@link emailLists}. */
export type EmailList = (typeof emailLists)[number];

const columns = {
  id: emailJobs.id,
  template: emailJobs.template,
  toEmail: emailJobs.toEmail,
  subject: emailJobs.subject,
  status: emailJobs.status,
  attempts: emailJobs.attempts,
  nextAttemptAt: emailJobs.nextAttemptAt,
  notAfter: emailJobs.notAfter,
  lastError: emailJobs.lastError,
  endCause: emailJobs.endCause,
  sentAt: emailJobs.sentAt,
  deadAt: emailJobs.deadAt,
  discardedAt: emailJobs.discardedAt,
  createdAt: emailJobs.createdAt,
  updatedAt: emailJobs.updatedAt,
};

type Row = Awaited<ReturnType<typeof readMails>>[number];

/** A mail without its body. `secret`: it holds a one-time link, so nobody may see it or send it again. */
export type ListedEmail = Row & { list: EmailList; secret: boolean };

/** Mails for the back office: what waits by when it is due, the others newest first. */
export async function listEmails(which: { list?: EmailList; cursor?: string }): Promise<PageOf<ListedEmail>> {
  const { where, at, newestFirst } = lists[which.list ?? "dead"];
  const column = emailJobs[at];
  const rows = await readMails(
    and(where(), behind(which.cursor, { at: column, id: emailJobs.id, newestFirst })),
    newestFirst ? [desc(column), desc(emailJobs.id)] : [asc(column), asc(emailJobs.id)],
    rowsPerPage + 1,
  );
  const page = pageOf(rows, (row) => ({ at: row[at], id: row.id }));
  return { ...page, rows: page.rows.map(asListed) };
}

/**
 * Mails to these addresses or to one that holds `part`, whatever became of them, the newest first; bodies left out. Addresses
 * are looked for in their index alone.
 */
export async function findMails(
  tx: Transaction,
  { part, addresses, most }: { part?: string; addresses: readonly string[]; most: number },
): Promise<ListedEmail[]> {
  const order = sql`order by "createdAt" desc, "id" desc limit ${most}`;
  const ways = [];
  if (addresses.length > 0)
    ways.push(
      sql`(select "id", "createdAt" from "EmailJob" where "toEmail" = any(${sql.param(addresses)}::text[]) ${order})`,
    );
  if (part)
    ways.push(sql`(select "id", "createdAt" from "EmailJob" where "toEmail" ilike ${containing(part)} ${order})`);
  if (ways.length === 0) return [];
  const { rows } = await tx.execute<{ id: string }>(
    sql`select "id" from (${sql.join(ways, sql` union `)}) found ${order}`,
  );
  const ids = rows.map(({ id }) => id);
  const read = await tx.select(columns).from(emailJobs).where(anyOf(emailJobs.id, ids));
  return read.sort((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id)).map(asListed);
}

/** How many mails are dead and wait for an admin, and since when; no rupiah. */
export async function deadMails(): Promise<Stuck> {
  const [row] = await db()
    .select({ count: count(), oldestAt: min(emailJobs.deadAt) })
    .from(emailJobs)
    .where(lists.dead.where());
  return { count: row?.count ?? 0, amountRupiah: 0, oldestAt: row?.oldestAt ?? null };
}

/** Mails about things, by the ids of those things, the newest first; bodies left out. */
export async function emailsAbout(ids: readonly string[]): Promise<ListedEmail[]> {
  const about = sql`split_part(${sql.raw('"dedupeKey"')}, ':', 2) = any(${sql.param(ids)}::text[])`;
  return (await readMails(about, [desc(emailJobs.createdAt), desc(emailJobs.id)], 100)).map(asListed);
}

/** A mail with what it says; `body` is null where nobody may see it, or where it was forgotten. */
export type OpenedEmail = ListedEmail & { fromAddress: string; body: { html: string; text: string } | null };

/** One mail; undefined for an id that none has. Never the body of one that holds a one-time link. */
export async function findEmail(emailId: string): Promise<OpenedEmail | undefined> {
  const [row] = await db()
    .select({ ...columns, fromAddress: emailJobs.fromAddress, html: emailJobs.html, text: emailJobs.text })
    .from(emailJobs)
    .where(eq(emailJobs.id, emailId));
  if (!row) return undefined;
  const { html, text, ...mail } = row;
  const listed = asListed(mail);
  return { ...listed, fromAddress: mail.fromAddress, body: listed.secret || html === "" ? null : { html, text } };
}

type Order = { where: () => SQL | undefined; at: "nextAttemptAt" | "updatedAt"; newestFirst: boolean };

const lists: Record<EmailList, Order> = {
  waiting: { where: () => eq(emailJobs.status, "PENDING"), at: "nextAttemptAt", newestFirst: false },
  failed: {
    where: () => and(eq(emailJobs.status, "FAILED"), isNull(emailJobs.deadAt)),
    at: "nextAttemptAt",
    newestFirst: false,
  },
  dead: {
    where: () => and(isNotNull(emailJobs.deadAt), isNull(emailJobs.discardedAt)),
    at: "updatedAt",
    newestFirst: true,
  },
  // By when they were due, which their index knows.
  sent: { where: () => eq(emailJobs.status, "SENT"), at: "nextAttemptAt", newestFirst: true },
  discarded: {
    where: () => and(isNotNull(emailJobs.deadAt), isNotNull(emailJobs.discardedAt)),
    at: "updatedAt",
    newestFirst: true,
  },
};

function asListed<Read extends Row>(row: Read): Read & { list: EmailList; secret: boolean } {
  return { ...row, list: listOf(row), secret: secretTemplates.includes(row.template) };
}

function listOf({ status, deadAt, discardedAt }: Row): EmailList {
  if (status === "SENT") return "sent";
  if (status === "PENDING") return "waiting";
  if (discardedAt) return "discarded";
  return deadAt ? "dead" : "failed";
}

function readMails(where: SQL | undefined, order: SQL[], most: number) {
  return db()
    .select(columns)
    .from(emailJobs)
    .where(where)
    .orderBy(...order)
    .limit(most);
}
