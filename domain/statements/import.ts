import { and, between, desc, eq, gt, isNotNull, notInArray } from "drizzle-orm";
import { apartFromRequest } from "#db/bounds.ts";
import { newId } from "#db/columns.ts";
import { anyOf } from "#db/conditions.ts";
import { type Database, db, type Transaction, transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { change, recordNew } from "#domain/audit/change.ts";
import { addDays, wibDay } from "#domain/calendar.ts";
import { policy } from "#domain/policy.ts";
import { limits } from "#limits.ts";
import { type ChangedLine, type Comparison, compareLines, type KnownLine, type NewLine } from "./compare.ts";
import type { Layout } from "./format/format.ts";
import { readStatement, type Statement } from "./format/statement.ts";
import { rememberFormat } from "./formats.ts";
import { lockAccount, ownWords } from "./opening.ts";
import { statementImports, statementLines, statementUploads } from "./schema.ts";
import { findUpload, type StatementUpload } from "./uploads.ts";

/** How a file is to be read: the columns and styles that were chosen, and a year for days without one. */
export type Chosen = { layout: Layout; year?: number };

/** What saving a file would do, for the page on which somebody decides that. */
export type Preview = {
  statement: Statement;
  comparison: Comparison;
  /** On the file's days the book has more lines than are compared, so that none was: the file is of too many days. */
  isTooLong: boolean;
  /** By how much the file's last balance is off from the balance of the last import and what came since; 0 or unknown: nothing. */
  gap?: number;
};

/** Reads a file in the chosen way and compares it with the book. Saves nothing. */
export async function previewImport(upload: StatementUpload, chosen: Chosen, now: Date): Promise<Preview> {
  return compare(db(), upload, chosen, now);
}

async function compare(
  tx: Transaction | Database,
  upload: StatementUpload,
  chosen: Chosen,
  now: Date,
): Promise<Preview> {
  const statement = readStatement(upload.sheet, { ...chosen, today: wibDay(now) });
  const known = await linesAround(tx, upload.accountKey, statement);
  const isTooLong = known.length > limits.statement.mostCompared;
  const comparison = compareLines(statement.lines, isTooLong ? [] : known);
  return { statement, comparison, isTooLong, gap: await gapOf(tx, upload.accountKey, { statement, comparison }) };
}

async function linesAround(tx: Transaction | Database, accountKey: string, { lines }: Statement): Promise<KnownLine[]> {
  const days = lines.map(({ bookedOn }) => bookedOn).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return [];
  const { id, bookedOn, amount, description, ordinal, pending, kind } = statementLines;
  const from = addDays(first, -policy.statementChangedDays);
  return tx
    .select({ id, bookedOn, amount, description, ordinal, pending, kind })
    .from(statementLines)
    .where(
      and(eq(statementLines.accountKey, accountKey), between(bookedOn, from, last), notInArray(description, ownWords)),
    )
    .orderBy(bookedOn, id)
    .limit(limits.statement.mostCompared + 1);
}

/** Where the bank's balance goes on from the newest import before, unless the file is about older days. */
async function gapOf(
  tx: Transaction | Database,
  accountKey: string,
  { statement, comparison }: Pick<Preview, "statement" | "comparison">,
): Promise<number | undefined> {
  const last = statement.lines.at(-1)?.bookedOn;
  const [before] = await tx
    .select({ lastDay: statementImports.lastDay, closing: statementImports.closingBalance })
    .from(statementImports)
    .where(and(eq(statementImports.accountKey, accountKey), isNotNull(statementImports.closingBalance)))
    .orderBy(desc(statementImports.lastDay), desc(gt(statementImports.linesAdded, 0)), desc(statementImports.id))
    .limit(1);
  // A file without a new line may be an older one of the same day.
  const isNew = comparison.added.length > 0;
  if (statement.closing === undefined || !before || !last || last < before.lastDay || !isNew) return undefined;
  const added = comparison.added.reduce((sum, { amount }) => sum + amount, 0);
  return statement.closing - (before.closing ?? 0) - added;
}

/** What an admin said of lines whose words the bank changed: by the old line's id, whether the new one is the same. */
export type Answers = ReadonlyMap<string, "same" | "other">;

/** What became of a file. */
export type Imported =
  | { ok: true; importId: string; added: number; known: number; changed: number }
  | {
      ok: false;
      reason: /** It was saved, or forgotten. */
        | "not-found"
        | "no-lines"
        /** The running balance does not add up. */
        | "broken"
        /** There are changed lines that were not decided, or were decided by what stood there before. */
        | "unanswered"
        | "too-many-changed"
        /** See {@link Preview}. */
        | "too-long";
    };

type Import = {
  uploadId: string;
  chosen: Chosen;
  answers: Answers;
  /** The balance that the statement ends with, in rupiah, where its file does not say. */
  closingRupiah?: number | undefined;
  adminId: string;
  now: Date;
};

/**
 * Saves the lines of a file that the book does not have, and remembers how the account's files are written. Imports of one
 * account follow each other.
 * Rule: docs/domain.md#a-line-is-there-once
 */
export function importStatement({ uploadId, chosen, answers, closingRupiah, adminId, now }: Import): Promise<Imported> {
  const by: By = { actor: { type: "ADMIN", id: adminId }, now };
  const work = async (tx: Transaction): Promise<Imported> => {
    const upload = await takeUpload(tx, uploadId, now);
    if (!upload) return { ok: false, reason: "not-found" };
    const preview = await compare(tx, upload, chosen, now);
    const refusal = refusalOf(preview, answers);
    if (refusal) return { ok: false, reason: refusal };
    const closing = preview.statement.closing ?? closingRupiah;
    const saved = await save(tx, upload, { ...preview, closing, answers, by });
    await rememberFormat(tx, upload, chosen.layout, by);
    await tx.delete(statementUploads).where(eq(statementUploads.id, uploadId));
    return { ok: true, ...saved };
  };
  // Ten thousand lines take longer than a page may wait for.
  return apartFromRequest(() => transaction(work));
}

/** The file, with its account's lock: nobody else imports for it until `tx` ends. */
async function takeUpload(tx: Transaction, id: string, now: Date): Promise<StatementUpload | undefined> {
  const upload = await findUpload(id, now);
  if (!upload) return undefined;
  await lockAccount(tx, upload.accountKey);
  const [still] = await tx
    .select({ id: statementUploads.id })
    .from(statementUploads)
    .where(eq(statementUploads.id, id));
  return still && upload;
}

function refusalOf({ statement, comparison, isTooLong }: Preview, answers: Answers) {
  if (statement.lines.length === 0) return "no-lines";
  if (isTooLong) return "too-long";
  if (statement.broken) return "broken";
  if (comparison.changed.length > limits.statement.mostChanged) return "too-many-changed";
  return comparison.changed.every(({ known }) => answers.has(known.id)) ? undefined : "unanswered";
}

type Saving = Preview & { closing: number | undefined; answers: Answers; by: By };

async function save(tx: Transaction, upload: StatementUpload, { statement, comparison, closing, answers, by }: Saving) {
  const isSame = ({ known }: ChangedLine) => answers.get(known.id) === "same";
  const same = comparison.changed.filter(isSame);
  const added = [...comparison.added, ...comparison.changed.filter((pair) => !isSame(pair)).map(({ line }) => line)];
  const importId = newId();
  const { accountKey, fileName } = upload;
  await tx.insert(statementImports).values({
    id: importId,
    accountKey,
    fileName,
    firstDay: statement.lines[0]!.bookedOn,
    lastDay: statement.lines.at(-1)!.bookedOn,
    linesAdded: added.length,
    linesKnown: comparison.known + same.length,
    closingBalance: closing ?? null,
    importedById: by.actor.id!,
    createdAt: by.now,
    updatedAt: by.now,
  });
  for (const pair of same) await restate(tx, pair, by);
  await markBooked(tx, comparison.booked, by);
  await insertLines(tx, { importId, accountKey, lines: added, by });
  return { importId, added: added.length, known: comparison.known, changed: same.length };
}

/** Gives a line the words and the day with which the bank booked it; what it is matched with stays. */
async function restate(tx: Transaction, { known, line }: ChangedLine, by: By): Promise<void> {
  const [row] = await tx.select().from(statementLines).where(eq(statementLines.id, known.id)).for("update");
  const { bookedOn, description, ordinal, pending } = line;
  const values = { bookedOn, description, ordinal, pending };
  await change(tx, statementLines, [row!], { values, action: "statement.restate", ...by });
}

async function markBooked(tx: Transaction, booked: readonly KnownLine[], by: By): Promise<void> {
  if (booked.length === 0) return;
  const ids = booked.map(({ id }) => id);
  const rows = await tx.select().from(statementLines).where(anyOf(statementLines.id, ids)).for("update");
  await change(tx, statementLines, rows, { values: { pending: false }, action: "statement.restate", ...by });
}

/** So many rows in one statement; each has ten columns. */
const rowsPerStatement = 2_000;

/** Inserts lines as OPEN and writes them down. Their ordinals are free: the caller holds the account's lock. */
async function insertLines(
  tx: Transaction,
  { importId, accountKey, lines, by }: { importId: string; accountKey: string; lines: NewLine[]; by: By },
): Promise<void> {
  const stamps = { createdAt: by.now, updatedAt: by.now };
  for (let from = 0; from < lines.length; from += rowsPerStatement) {
    const rows = lines.slice(from, from + rowsPerStatement).map(({ row: _row, ...line }) => ({
      ...{ id: newId(), importId, accountKey, kind: "OPEN" as const },
      ...line,
      ...stamps,
    }));
    const inserted = await tx.insert(statementLines).values(rows).returning();
    await recordNew(tx, statementLines, inserted, { action: "statement.import", ...by });
  }
}
