import { eq } from "drizzle-orm";
import { db, type Transaction } from "#db/connection.ts";
import { audit, type By } from "#domain/audit/audit.ts";
import type { Sheet } from "./format/cells.ts";
import { formatOf, formatSchema, type Layout, layoutIn, type StatementFormat } from "./format/format.ts";
import { guessLayout } from "./format/guess.ts";
import { statementFormats } from "./schema.ts";

/** How a file's layout was found: remembered from the account's last file, or guessed. */
export type Found = { layout: Layout; how: "remembered" | "guessed" };

/** How a file of an account is likely written; undefined where nothing looks like a header, and somebody has to say. */
export async function findLayout(accountKey: string, sheet: Sheet): Promise<Found | undefined> {
  const remembered = await formatFor(accountKey);
  const known = remembered && layoutIn(sheet, remembered);
  if (known) return { layout: known, how: "remembered" };
  const guessed = guessLayout(sheet);
  return guessed && { layout: guessed, how: "guessed" };
}

async function formatFor(accountKey: string): Promise<StatementFormat | undefined> {
  const { format } = statementFormats;
  const [row] = await db().select({ format }).from(statementFormats).where(eq(statementFormats.accountKey, accountKey));
  const read = formatSchema.safeParse(row?.format);
  return read.success ? read.data : undefined;
}

/** Keeps how this file is written for the account's next one. */
export async function rememberFormat(
  tx: Transaction,
  { accountKey, sheet }: { accountKey: string; sheet: Sheet },
  layout: Layout,
  { actor, now }: By,
): Promise<void> {
  const format = formatOf(sheet, layout);
  const { format: column } = statementFormats;
  const where = eq(statementFormats.accountKey, accountKey);
  const [before] = await tx.select({ format: column }).from(statementFormats).where(where);
  if (before && JSON.stringify(formatSchema.safeParse(before.format).data) === JSON.stringify(format)) return;
  const values = { format, updatedById: actor.id!, updatedAt: now };
  await tx
    .insert(statementFormats)
    .values({ accountKey, createdAt: now, ...values })
    .onConflictDoUpdate({ target: statementFormats.accountKey, set: values });
  const row = { actor, action: "statement.format" as const, entity: "StatementFormat", entityId: accountKey };
  await audit(tx, [{ ...row, before: before ? { format: before.format } : null, after: { format } }], { now });
}
