import { desc, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { limits } from "#limits.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenUser } from "#tests/rows.ts";
import { bookLines, givenLine, imports, type Movement, sheetOf } from "#tests/statements.ts";
import { audits } from "#tests/stories.ts";
import type { Sheet } from "./format/cells.ts";
import { findLayout } from "./formats.ts";
import { importStatement, previewImport } from "./import.ts";
import { decideLine } from "./lines.ts";
import { statementImports, statementLines, statementUploads } from "./schema.ts";
import { findUpload, keepUpload } from "./uploads.ts";

ownDatabase();

const at = "2026-05-04T03:00:00Z";
let sari: { id: string };
beforeEach(async () => {
  sari = await givenUser({ name: "Sari", role: "ADMIN" });
});

const day = (date: number) => `2026-05-${String(date).padStart(2, "0")}`;

/** Sends a file and says what saving it would do. */
async function previews(movements: Movement[], opening = 0) {
  const sheet = sheetOf(movements, opening);
  const { id } = await keepUpload({ accountKey: "bca", fileName: "a.csv", sheet, userId: sari.id, now: new Date(at) });
  const { layout } = (await findLayout("bca", sheet))!;
  const preview = await previewImport((await findUpload(id, new Date(at)))!, { layout }, new Date(at));
  return { id, layout, ...preview };
}

describe("a line is there once", () => {
  /** Forty lines over four days; each fifth is equal to the one before it. */
  const forty = Array.from({ length: 40 }, (_, at): Movement => {
    const same = at % 5 === 4 ? at - 1 : at;
    return [day(1 + Math.floor(at / 10)), 300_000 + Math.floor(same / 2) * 7, `TRSF ${same}`];
  });

  it("31: a statement of 40 lines imported twice and then one that overlaps it: 40 and the new ones are there", async () => {
    expect(await imports(sari, sheetOf(forty), at)).toMatchObject({ ok: true, added: 40, known: 0 });
    const lines = await bookLines();
    expect(lines).toHaveLength(40);

    expect(await imports(sari, sheetOf(forty), at)).toMatchObject({ ok: true, added: 0, known: 40 });
    expect(await bookLines()).toEqual(lines);

    const balance = forty.slice(0, 20).reduce((sum, [, amount]) => sum + amount, 0);
    const more: Movement[] = [
      [day(4), 5, "TRSF 39"],
      [day(4), 6, "TRSF 40"],
    ];
    const overlapping = sheetOf([...forty.slice(20), ...more], balance);
    expect(await imports(sari, overlapping, at)).toMatchObject({ ok: true, added: 2, known: 20 });
    expect(await bookLines()).toHaveLength(42);
    expect(await db().$count(statementImports)).toBe(3);
    expect(await audits("statement.import")).toHaveLength(42);
  });

  it("two equal lines of one day are two, however often they are imported", async () => {
    const twice: Movement[] = [
      [day(1), 300_000, "TRSF ANA"],
      [day(1), 300_000, "TRSF ANA"],
    ];
    await imports(sari, sheetOf(twice), at);
    await imports(sari, sheetOf(twice), at);
    expect(await bookLines()).toEqual([
      [day(1), 300_000, "TRSF ANA", 1],
      [day(1), 300_000, "TRSF ANA", 2],
    ]);
  });

  it("a day that was exported before it was over gets its rest, equal lines too", async () => {
    const morning: Movement[] = [[day(1), 300_000, "TRSF ANA"]];
    const evening: Movement[] = [...morning, [day(1), -2_500, "BIAYA"], [day(1), 300_000, "TRSF ANA"]];
    await imports(sari, sheetOf(morning), at);
    expect(await imports(sari, sheetOf(evening), at)).toMatchObject({ added: 2, known: 1 });
    expect((await bookLines()).map(([, amount]) => amount).sort()).toEqual([-2_500, 300_000, 300_000]);
  });

  it("two accounts have lines of their own", async () => {
    const line: Movement[] = [[day(1), 1, "A"]];
    await imports(sari, sheetOf(line), at);
    expect(await imports(sari, sheetOf(line), at, { accountKey: "mandiri" })).toMatchObject({ added: 1 });
  });

  it("the same file saved by two admins at once adds its lines once", async () => {
    const results = await Promise.all([1, 2, 3].map(() => imports(sari, sheetOf(forty), at)));
    expect(results.map((result) => result.ok && result.added).sort()).toEqual([0, 0, 40]);
    expect(await bookLines()).toHaveLength(40);
  });

  it("one press that arrives twice saves once", async () => {
    const { id, layout } = await previews([[day(1), 1, "A"]]);
    const press = () =>
      importStatement({ uploadId: id, chosen: { layout }, answers: new Map(), adminId: sari.id, now: new Date(at) });
    const results = await Promise.all([press(), press()]);
    expect(results.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(results).toContainEqual({ ok: false, reason: "not-found" });
    expect(await bookLines()).toHaveLength(1);
  });
});

describe("a line whose words the bank has changed", () => {
  const pending: Movement[] = [
    [day(1), 300_123, "TRSF ANA PEND"],
    [day(1), 5, "A"],
  ];
  const booked: Movement[] = [
    [day(1), 300_123, "TRSF E-BANKING ANA LESTARI"],
    [day(1), 5, "A"],
  ];

  it("is shown beside the old one, and nothing is saved before somebody has said what it is", async () => {
    await imports(sari, sheetOf(pending), at);
    const { comparison } = await previews(booked);
    expect(comparison).toMatchObject({ added: [], known: 1, missing: [] });
    expect(comparison.changed).toMatchObject([
      { known: { description: "TRSF ANA PEND" }, line: { description: "TRSF E-BANKING ANA LESTARI" } },
    ]);
    expect(await imports(sari, sheetOf(booked), at)).toEqual({ ok: false, reason: "unanswered" });
    expect(await bookLines()).toHaveLength(2);
  });

  it("gets its new words where it is the same, and keeps what was decided of it", async () => {
    await imports(sari, sheetOf(pending), at);
    const old = (await db().select().from(statementLines)).find(({ amount }) => amount === 300_123)!;
    await decideLine({ lineId: old.id, kind: "DEPOSIT", note: "modal", adminId: sari.id, now: new Date(at) });
    const answers = new Map([[old.id, "same" as const]]);
    expect(await imports(sari, sheetOf(booked), at, { answers })).toMatchObject({ added: 0, known: 1, changed: 1 });
    const [line] = (await db().select().from(statementLines)).filter(({ id }) => id === old.id);
    expect(line).toMatchObject({ description: "TRSF E-BANKING ANA LESTARI", kind: "DEPOSIT", note: "modal" });
    expect(await bookLines()).toHaveLength(2);
    expect(await audits("statement.restate")).toHaveLength(1);
    expect(await imports(sari, sheetOf(booked), at)).toMatchObject({ added: 0, known: 2 });
  });

  it("is added where it is another one", async () => {
    await imports(sari, sheetOf(pending), at);
    const [old] = (await db().select().from(statementLines)).filter(({ amount }) => amount === 300_123);
    const answers = new Map([[old!.id, "other" as const]]);
    expect(await imports(sari, sheetOf(booked), at, { answers })).toMatchObject({ added: 1 });
    expect(await bookLines()).toHaveLength(3);
  });

  it("may have been booked on a later day than the one on which it was shown, in a file that begins after it", async () => {
    const header = ["Tanggal", "Keterangan", "Jumlah"];
    await imports(sari, [header, [day(1), "A", "5"], ["PEND", "TRSF ANA", "300123"]], "2026-05-02T03:00:00Z");
    expect(await bookLines()).toContainEqual([day(2), 300_123, "TRSF ANA", 1]);
    const later = [header, [day(4), "TRSF E-BANKING ANA", "300123"]];
    expect(await imports(sari, later, at)).toEqual({ ok: false, reason: "unanswered" });
    const [old] = (await db().select().from(statementLines)).filter(({ pending }) => pending);
    const answers = new Map([[old!.id, "same" as const]]);
    expect(await imports(sari, later, at, { answers })).toMatchObject({ added: 0, changed: 1 });
    expect(await bookLines()).toContainEqual([day(4), 300_123, "TRSF E-BANKING ANA", 1]);
    // From now on it is a line like any other: a file without its day asks nothing.
    expect(await imports(sari, [header, ["05/05/2026", "B", "300123"]], "2026-05-06T03:00:00Z")).toMatchObject({
      added: 1,
    });
  });

  it("that was only booked, with the same words, is the same", async () => {
    const header = ["Tanggal", "Keterangan", "Jumlah"];
    await imports(sari, [header, ["PEND", "TRSF ANA", "300123"]], at);
    expect(await imports(sari, [header, [day(4), "TRSF ANA", "300123"]], at)).toMatchObject({ added: 0, known: 1 });
    expect((await db().select().from(statementLines)).map(({ pending }) => pending)).toEqual([false]);
  });

  it("that is gone without another in its place is named", async () => {
    await imports(
      sari,
      sheetOf([
        [day(1), 1, "A"],
        [day(1), 2, "B"],
        [day(2), 3, "C"],
      ]),
      at,
    );
    const { comparison } = await previews([
      [day(1), 1, "A"],
      [day(2), 3, "C"],
    ]);
    expect(comparison.missing).toMatchObject([{ description: "B" }]);
  });
});

describe("what is saved", () => {
  it("is nothing while the running balance breaks, or when there are no lines", async () => {
    const sheet = sheetOf([
      [day(1), 1, "A"],
      [day(2), 2, "B"],
    ]).map((row, at) => (at === 2 ? [...row.slice(0, 4), 9] : row));
    expect(await imports(sari, sheet, at)).toEqual({ ok: false, reason: "broken" });
    expect(await imports(sari, sheetOf([]), at)).toEqual({ ok: false, reason: "no-lines" });
    expect(await bookLines()).toEqual([]);
  });

  it("is nothing of a file on whose days the book has more lines than are compared", async () => {
    const first = await givenLine({ bookedOn: day(1), description: "TRSF 0" });
    await db().execute(sql`
      insert into "StatementLine" ("id", "importId", "accountKey", "bookedOn", "amount", "description", "ordinal", "kind", "createdAt", "updatedAt")
      select gen_random_uuid()::text, "importId", "accountKey", "bookedOn", "amount", 'TRSF ' || n, 1, 'OPEN', "createdAt", "updatedAt"
      from "StatementLine", generate_series(1, ${limits.statement.mostCompared}::int) n where "id" = ${first.id}`);
    const { id, layout, isTooLong, comparison } = await previews([[day(2), 5, "TRSF B"]]);
    expect([isTooLong, comparison.missing]).toEqual([true, []]);
    const saving = { uploadId: id, chosen: { layout }, answers: new Map(), adminId: sari.id, now: new Date(at) };
    expect(await importStatement(saving)).toEqual({ ok: false, reason: "too-long" });
    expect(await findUpload(id, new Date(at))).toBeDefined();
    expect((await previews([["2026-03-02", 5, "TRSF B"]])).isTooLong).toBe(false);
  });

  it("has the file's days and its last balance, and whoever saved it", async () => {
    await imports(
      sari,
      sheetOf(
        [
          [day(1), 10, "A"],
          [day(3), -4, "B"],
        ],
        100,
      ),
      at,
    );
    expect(await db().select().from(statementImports)).toMatchObject([
      { firstDay: day(1), lastDay: day(3), linesAdded: 2, closingBalance: 106, importedById: sari.id },
    ]);
    expect(await db().$count(statementUploads)).toBe(0);
  });

  it("goes on from the last import's balance, else it is said by how much it is off", async () => {
    await imports(sari, sheetOf([[day(1), 10, "A"]], 100), at);
    expect((await previews([[day(2), 5, "B"]], 110)).gap).toBe(0);
    expect((await previews([[day(3), 5, "B"]], 150)).gap).toBe(40);
    expect(
      (
        await previews(
          [
            [day(1), 10, "A"],
            [day(1), 1, "B"],
          ],
          100,
        )
      ).gap,
    ).toBe(0);
  });

  it("has the balance that was typed where the file says none, and the file's own where it says one", async () => {
    const saves = async (sheet: Sheet) => {
      const now = new Date(at);
      const { id } = await keepUpload({ accountKey: "bca", fileName: "a.csv", sheet, userId: sari.id, now });
      const { layout } = (await findLayout("bca", sheet))!;
      const chosen = { uploadId: id, chosen: { layout }, answers: new Map(), closingRupiah: 777_000 };
      expect(await importStatement({ ...chosen, adminId: sari.id, now })).toMatchObject({ ok: true });
      const [saved] = await db().select().from(statementImports).orderBy(desc(statementImports.id)).limit(1);
      return saved?.closingBalance;
    };
    const [header, ...rows] = sheetOf([[day(1), 5, "TRSF A"]], 995);
    expect(await saves([header!.slice(0, 4), ...rows.map((row) => row.slice(0, 4))])).toBe(777_000);
    expect(await saves(sheetOf([[day(2), 5, "TRSF B"]], 1_000))).toBe(1_005);
  });

  it("is remembered as a format for the account's next file", async () => {
    const sheet = sheetOf([[day(1), 10, "A"]]);
    expect((await findLayout("bca", sheet))?.how).toBe("guessed");
    await imports(sari, sheet, at);
    await imports(sari, sheet, at);
    expect((await findLayout("bca", sheet))?.how).toBe("remembered");
    expect((await findLayout("mandiri", sheet))?.how).toBe("guessed");
    expect(await audits("statement.format")).toHaveLength(1);
  });

  it("a file that nobody saved is forgotten after a day", async () => {
    const { id } = await previews([[day(1), 1, "A"]]);
    expect(await findUpload(id, new Date("2026-05-05T02:00:00Z"))).toMatchObject({ fileName: "a.csv" });
    const later = new Date("2026-05-05T04:00:00Z");
    expect(await findUpload(id, later)).toBeUndefined();
    await keepUpload({ accountKey: "bca", fileName: "b.csv", sheet: [], userId: sari.id, now: later });
    expect(await db().$count(statementUploads)).toBe(1);
  });
});
