import { and, desc, eq, lt, notInArray, sql } from "drizzle-orm";
import { apartFromRequest } from "#db/bounds.ts";
import { anyOf } from "#db/conditions.ts";
import { db, type Transaction, transaction } from "#db/connection.ts";
import { audit, type By } from "#domain/audit/audit.ts";
import { ChangedMeanwhileError, newRow } from "#domain/audit/change.ts";
import { addDays } from "#domain/calendar.ts";
import { policy } from "#domain/policy.ts";
import { users } from "#domain/users/schema.ts";
import { limits } from "#limits.ts";
import { lockAccount, ownWords } from "./opening.ts";
import { type StatementLine, statementImports, statementLines } from "./schema.ts";

/** A file that was imported, as the list of an account's files shows it. */
export type ListedImport = {
  id: string;
  fileName: string;
  firstDay: string;
  lastDay: string;
  linesAdded: number;
  linesKnown: number;
  closingBalance: number | null;
  importedBy: string | null;
  createdAt: Date;
};

/** So many files on a page. */
const importsPerPage = 15;

/** The files that were imported for an account, newest first; `next` is the file behind which the following page begins. */
export async function listImports(
  accountKey: string,
  after: string | undefined,
): Promise<{ rows: ListedImport[]; next?: string }> {
  const { id, fileName, firstDay, lastDay, linesAdded, linesKnown, closingBalance, createdAt } = statementImports;
  const behind = after && /^[\w-]{1,64}$/.test(after) ? lt(id, after) : undefined;
  const read = await db()
    .select({
      ...{ id, fileName, firstDay, lastDay, linesAdded, linesKnown, closingBalance, createdAt },
      importedBy: users.name,
    })
    .from(statementImports)
    .leftJoin(users, eq(users.id, statementImports.importedById))
    .where(and(eq(statementImports.accountKey, accountKey), notInArray(fileName, ownWords), behind))
    .orderBy(desc(id))
    .limit(importsPerPage + 1);
  const rows = read.slice(0, importsPerPage);
  return read.length > importsPerPage ? { rows, next: rows.at(-1)!.id } : { rows };
}

/** A line for which its file stays: it is explained, or was once, and the journal says so ever after. */
export type KeptLine = Pick<StatementLine, "id" | "bookedOn" | "amount" | "description"> & { isExplained: boolean };

/** What became of undoing an import, or why the file stays. */
export type ImportUndone =
  | { ok: true; removed: number }
  /** Somebody was first, or it is a line that no file brought. */
  | { ok: false; reason: "not-found" }
  /** These lines keep it, the oldest of `count`. */
  | { ok: false; reason: "kept"; lines: KeptLine[]; count: number }
  /** A file that came later has days of this one, and found lines of it: that one is undone first. */
  | { ok: false; reason: "later-file"; fileName: string; createdAt: Date };

/** So many lines are named; whoever reopens them finds the others. */
const mostNamed = 5;

/** So many rows in one statement: each row that goes is looked for among the receipts. */
const rowsPerStatement = 500;

/**
 * The wrong file was imported: its lines, its balance and itself are taken out of the book, with the reason, as long as nothing
 * was made of any of its lines. Another import, and whoever accepts one of its lines, come before or after it.
 * Rule: docs/domain.md#the-wrong-file
 */
export function undoImport(undoing: {
  importId: string;
  /** Why, for the audit log. */
  reason: string;
  adminId: string;
  now: Date;
}): Promise<ImportUndone> {
  const { importId, reason, adminId, now } = undoing;
  const by: By = { actor: { type: "ADMIN", id: adminId }, now };
  const work = async (tx: Transaction): Promise<ImportUndone> => {
    const found = await fileOf(tx, importId);
    if (!found) return { ok: false, reason: "not-found" };
    await lockAccount(tx, found.accountKey);
    const file = await fileOf(tx, importId);
    if (!file || ownWords.includes(file.fileName)) return { ok: false, reason: "not-found" };
    const later = await laterFile(tx, file);
    if (later) return { ok: false, reason: "later-file", ...later };
    const lines = await tx
      .select()
      .from(statementLines)
      .where(eq(statementLines.importId, importId))
      .orderBy(statementLines.bookedOn, statementLines.id)
      .limit(limits.statement.mostRows)
      .for("update");
    const kept = await keptOf(tx, lines);
    if (kept.length > 0) return { ok: false, reason: "kept", lines: kept.slice(0, mostNamed), count: kept.length };
    await remove(tx, { file, lines, reason }, by);
    return { ok: true, removed: lines.length };
  };
  // Ten thousand lines take longer than a page may wait for.
  return apartFromRequest(() => transaction(work));
}

type File = typeof statementImports.$inferSelect;

async function fileOf(tx: Transaction, importId: string): Promise<File | undefined> {
  const [file] = await tx.select().from(statementImports).where(eq(statementImports.id, importId));
  return file;
}

/** A line is compared with those of other days, too: the bank may have booked it later than it showed it. */
async function laterFile(tx: Transaction, { id, accountKey, firstDay, lastDay }: File) {
  const { fileName, createdAt, ...other } = statementImports;
  const [later] = await tx
    .select({ fileName, createdAt })
    .from(statementImports)
    .where(
      and(
        eq(other.accountKey, accountKey),
        sql`${other.id} > ${id}`,
        sql`${other.linesKnown} > 0`,
        sql`${other.firstDay} <= ${addDays(lastDay, policy.statementChangedDays)}`,
        sql`${other.lastDay} >= ${firstDay}`,
      ),
    )
    .orderBy(desc(other.id))
    .limit(1);
  return later;
}

/** Lines that are explained, and lines that were: what was posted of them stays posted. */
async function keptOf(tx: Transaction, lines: readonly StatementLine[]): Promise<KeptLine[]> {
  const ids = lines.filter(({ kind }) => kind === "OPEN").map(({ id }) => id);
  const { rows } = await tx.execute<{ id: string }>(sql`
    select distinct "entityId" as "id" from "AuditLog"
    where "entity" = 'StatementLine' and "entityId" = any(${sql.param(ids)}::text[]) and "before" ? 'kind' limit ${ids.length}`);
  const wasExplained = new Set(rows.map(({ id }) => id));
  const kept = lines.filter(({ id, kind }) => kind !== "OPEN" || wasExplained.has(id));
  return kept.map(({ id, bookedOn, amount, description, kind }) => {
    return { id, bookedOn, amount, description, isExplained: kind !== "OPEN" };
  });
}

type Removing = { file: File; lines: readonly StatementLine[]; reason: string };

/** A row that goes is written down as it was, with nothing after it: so the books know that it is not lost. */
async function remove(tx: Transaction, { file, lines, reason }: Removing, { actor, now }: By): Promise<void> {
  const action = "statement.undo-import" as const;
  for (let from = 0; from < lines.length; from += rowsPerStatement) {
    const ids = lines.slice(from, from + rowsPerStatement).map(({ id }) => id);
    const open = and(anyOf(statementLines.id, ids), eq(statementLines.kind, "OPEN"));
    const { rowCount } = await tx.delete(statementLines).where(open);
    if (rowCount !== ids.length)
      throw new ChangedMeanwhileError(`${action}: ${rowCount} of ${ids.length} lines were open`);
  }
  await tx.delete(statementImports).where(eq(statementImports.id, file.id));
  const gone = lines.map((line) => {
    const { after: before, ...row } = newRow(statementLines, line, { action, actor });
    return { ...row, before, after: null };
  });
  const { id: entityId, accountKey, fileName, firstDay, lastDay, linesAdded, linesKnown, closingBalance } = file;
  const before = { accountKey, fileName, firstDay, lastDay, linesAdded, linesKnown, closingBalance };
  const ofFile = { actor, action, entity: "StatementImport", entityId, before, after: { why: reason } };
  await audit(tx, [...gone, ofFile], { now });
}
