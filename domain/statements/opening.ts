import { and, eq, sql } from "drizzle-orm";
import { newId } from "#db/columns.ts";
import type { Transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { recordNew } from "#domain/audit/change.ts";
import { statementImports, statementLines } from "./schema.ts";

/** Any number that no other lock of ours has, the same for all processes. */
const lockClass = 7_364_875;

/** What changes an account's lines by more than a decision over one of them follows each other until `tx` ends. */
export async function lockAccount(tx: Transaction, accountKey: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${lockClass}::integer, hashtext(${accountKey}))`);
}

/** What stands as the words of a line that no bank wrote: what was in an account before its first import … */
export const openingWords = "SALDO SEBELUM IMPOR PERTAMA";
/** … and what no line explained later. */
export const correctionWords = "KOREKSI SALDO";

/** The words of all lines that no file brings. */
export const ownWords = [openingWords, correctionWords];

/** A line that no file brought, decided at once. */
export type OwnLine = { accountKey: string; words: string; bookedOn: string; amount: number; note: string };

/** Writes down what no line of the bank explains, as a correction with its reason. The caller holds {@link lockAccount}. */
export async function addOwnLine(
  tx: Transaction,
  { accountKey, words, bookedOn, amount, note }: OwnLine,
  by: By,
): Promise<void> {
  const importId = newId();
  const stamps = { createdAt: by.now, updatedAt: by.now };
  const adminId = by.actor.id!;
  await tx.insert(statementImports).values({
    ...{ id: importId, accountKey, fileName: words, firstDay: bookedOn, lastDay: bookedOn },
    ...{ linesAdded: 1, linesKnown: 0, closingBalance: null, importedById: adminId },
    ...stamps,
  });
  const { accountKey: account, description } = statementLines;
  const earlier = await tx.$count(statementLines, and(eq(account, accountKey), eq(description, words)));
  const decided = { kind: "CORRECTION" as const, note, decidedById: adminId, decidedAt: by.now };
  const line = { id: newId(), importId, accountKey, bookedOn, amount, description: words, ordinal: earlier + 1 };
  const rows = await tx
    .insert(statementLines)
    .values({ ...line, ...decided, ...stamps })
    .returning();
  await recordNew(tx, statementLines, rows, { action: "statement.decide", ...by });
}
