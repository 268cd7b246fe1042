import { newId } from "#db/columns.ts";
import { db } from "#db/connection.ts";
import type { Sheet } from "#domain/statements/format/cells.ts";
import { findLayout } from "#domain/statements/formats.ts";
import { type Answers, importStatement } from "#domain/statements/import.ts";
import { type StatementLine, statementImports, statementLines } from "#domain/statements/schema.ts";
import { keepUpload } from "#domain/statements/uploads.ts";
import { givenUser } from "./rows.ts";

/** Statements for tests: files as a bank writes them, and lines as an import leaves them. */

/** One movement: its day, + in and − out, what the bank wrote. */
export type Movement = [day: string, amount: number, description: string];

const header = ["Tanggal", "Keterangan", "Debit", "Kredit", "Saldo"];

/** A file's cells with a running balance that begins with `opening`. */
export function sheetOf(movements: readonly Movement[], opening = 0): Sheet {
  let balance = opening;
  const rows = movements.map(([day, amount, description]) => {
    balance += amount;
    return [day, description, amount < 0 ? -amount : null, amount > 0 ? amount : null, balance];
  });
  return [header, ...rows];
}

/** Sends and saves a file in one go, with nothing chosen by hand. */
export async function imports(
  sari: { id: string },
  sheet: Sheet,
  at: string | Date,
  { accountKey = "bca", answers = new Map() as Answers } = {},
) {
  const now = new Date(at);
  const upload = await keepUpload({ accountKey, fileName: "mutasi.csv", sheet, userId: sari.id, now });
  const found = await findLayout(accountKey, sheet);
  if (!found) throw new Error("no header was found");
  return importStatement({ uploadId: upload.id, chosen: { layout: found.layout }, answers, adminId: sari.id, now });
}

/** An open line of 300.000 that came in on 2 May, unless told otherwise. */
export async function givenLine(values: Partial<StatementLine> = {}): Promise<StatementLine> {
  const at = values.createdAt ?? new Date("2026-05-01T22:00:00Z");
  const stamps = { createdAt: at, updatedAt: at };
  const { bookedOn = "2026-05-02", accountKey = "bca" } = values;
  const importId = values.importId ?? newId();
  if (!values.importId) {
    const importedById = (await givenUser({ name: "Sari", role: "ADMIN" })).id;
    const days = { firstDay: bookedOn, lastDay: bookedOn };
    const counts = { linesAdded: 1, linesKnown: 0, closingBalance: null };
    await db()
      .insert(statementImports)
      .values({ id: importId, accountKey, fileName: "mutasi.csv", ...days, ...counts, importedById, ...stamps });
  }
  const line = { id: newId(), importId, accountKey, bookedOn, amount: 300_000, description: "TRSF E-BANKING CR" };
  const [row] = await db()
    .insert(statementLines)
    .values({ ...line, ordinal: 1, kind: "OPEN", ...stamps, ...values })
    .returning();
  return row!;
}

/** All lines of the book, oldest first, as far as tests compare them. */
export async function bookLines() {
  const rows = await db().select().from(statementLines).orderBy(statementLines.bookedOn, statementLines.id);
  return rows.map(({ bookedOn, amount, description, ordinal }) => [bookedOn, amount, description, ordinal]);
}
