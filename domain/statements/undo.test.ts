import { afterEach, beforeEach, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { accountBalance } from "#domain/bank-book/balance.ts";
import { reopenLine } from "#domain/bank-book/unmatch.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { recordJournal } from "#tests/journal-record.ts";
import { givenUser } from "#tests/rows.ts";
import { bookLines, imports, type Movement, sheetOf } from "#tests/statements.ts";
import { audits } from "#tests/stories.ts";
import { decideLine } from "./lines.ts";
import { statementImports, statementLines } from "./schema.ts";
import { listImports, undoImport } from "./undo.ts";

ownDatabase();
afterEach(async () => expect(await brokenInvariants()).toEqual({}));

const at = "2026-05-04T03:00:00Z";
const now = new Date(at);
let sari: { id: string };
beforeEach(async () => {
  sari = await givenUser({ name: "Sari", role: "ADMIN" });
});

const may: Movement[] = [
  ["2026-05-01", 300_123, "TRSF ANA"],
  ["2026-05-02", -2_500, "BIAYA ADM"],
];

async function saved(movements = may, opening = 1_000_000): Promise<string> {
  const done = await imports(sari, sheetOf(movements, opening), at);
  if (!done.ok) throw new Error(done.reason);
  return done.importId;
}
const undoes = (importId: string, reason = "Berkas rekening lain.") =>
  undoImport({ importId, reason, adminId: sari.id, now });
const lineOf = async (text: string) =>
  (await db().select().from(statementLines)).find(({ description }) => description === text)!;

it("takes the lines and the balance of a file out of the book, as if it had never been imported", async () => {
  const right = await saved();
  const before = [await bookLines(), await accountBalance("bca")];
  const wrong = await saved([["2026-05-03", 77_000, "RUMAH MAKAN"]], 5_000);
  expect(await undoes(wrong)).toEqual({ ok: true, removed: 1 });
  expect([await bookLines(), await accountBalance("bca")]).toEqual(before);
  expect((await listImports("bca", undefined)).rows.map(({ id }) => id)).toEqual([right]);
});

it("a file that was undone can be imported again, and one is undone once", async () => {
  const importId = await saved();
  expect([await undoes(importId), await undoes(importId)]).toEqual([
    { ok: true, removed: 2 },
    { ok: false, reason: "not-found" },
  ]);
  expect(await imports(sari, sheetOf(may, 1_000_000), at)).toMatchObject({ ok: true, added: 2, known: 0 });
});

it("writes down each line as it was, and the file with the reason", async () => {
  await undoes(await saved());
  const written = (await audits("statement.undo-import")).sort((one, other) => (one.id < other.id ? -1 : 1));
  expect(written.map(({ entity, before, after }) => [entity, before, after])).toEqual([
    ["StatementLine", expect.objectContaining({ amount: 300_123, kind: "OPEN", accountKey: "bca" }), null],
    ["StatementLine", expect.objectContaining({ amount: -2_500 }), null],
    [
      "StatementImport",
      expect.objectContaining({ fileName: "mutasi.csv", linesAdded: 2, closingBalance: 1_297_623 }),
      { why: "Berkas rekening lain." },
    ],
  ]);
});

it("says which lines keep it: what is explained, and what once was, since the journal says so ever after", async () => {
  const importId = await saved();
  const journal = recordJournal();
  const fee = await lineOf("BIAYA ADM");
  await decideLine({ lineId: fee.id, kind: "FEE", note: null, adminId: sari.id, now });
  const { id, bookedOn, amount, description } = fee;
  const kept = (isExplained: boolean) => ({
    ...{ ok: false, reason: "kept", count: 1 },
    lines: [{ id, bookedOn, amount, description, isExplained }],
  });
  expect(await undoes(importId)).toEqual(kept(true));
  await journal.read(now);
  await reopenLine({ lineId: fee.id, adminId: sari.id, now: new Date("2026-05-05T03:00:00Z") });
  expect(await undoes(importId)).toEqual(kept(false));
  expect(await journal.read(new Date("2026-05-06T03:00:00Z"))).toEqual([]);
  expect(await db().$count(statementLines)).toBe(2);
});

it("a later file that found lines of it is undone first", async () => {
  const first = await saved();
  const second = await saved([...may, ["2026-05-03", 5_000, "BUNGA"]]);
  expect(await undoes(first)).toEqual({ ok: false, reason: "later-file", fileName: "mutasi.csv", createdAt: now });
  expect(await undoes(second)).toEqual({ ok: true, removed: 1 });
  expect(await undoes(first)).toEqual({ ok: true, removed: 2 });
  expect(await db().$count(statementImports)).toBe(0);
});

it("lists the files of an account a page at a time, the newest first", async () => {
  for (let each = 1; each <= 16; each++) await saved([["2026-05-01", each * 1_000, `TRSF ${each}`]]);
  const first = await listImports("bca", undefined);
  const second = await listImports("bca", first.next);
  expect([first.rows.length, second.rows.length, second.next]).toEqual([15, 1, undefined]);
  expect(first.rows[0]).toMatchObject({ closingBalance: 1_016_000, linesAdded: 1, importedBy: "Sari" });
  expect((await listImports("mandiri", undefined)).rows).toEqual([]);
});
