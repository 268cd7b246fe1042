import pg from "pg";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { pool } from "#db/connection.ts";
import { findLayout } from "#domain/statements/formats.ts";
import { previewImport } from "#domain/statements/import.ts";
import { listImports, undoImport } from "#domain/statements/undo.ts";
import { findUpload, keepUpload } from "#domain/statements/uploads.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenUser } from "#tests/rows.ts";
import { imports, sheetOf } from "#tests/statements.ts";
import { readsWhole } from "./bounds.ts";

ownDatabase();

const now = new Date("2026-05-04T03:00:00Z");
const sheet = sheetOf([["2026-05-01", 300_123, "TRSF ANA"]]);

/** The statements that were sent meanwhile. */
let texts: Set<string>;
beforeEach(() => {
  texts = new Set();
  const { query } = pg.Client.prototype;
  vi.spyOn(pg.Client.prototype, "query").mockImplementation(function (this: pg.Client, ...sent: unknown[]) {
    const [asked] = sent as [string | { text: string }];
    texts.add(typeof asked === "string" ? asked : asked.text);
    return Reflect.apply(query, this, sent);
  } as never);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Statements about the lines or the files of the bank, of which none reads all. */
async function expectBounded() {
  const sent = [...texts].filter((text) => /"Statement(?:Line|Import)"/.test(text));
  expect(sent).not.toEqual([]);
  vi.restoreAllMocks();
  expect(await readsWhole(sent, pool())).toEqual([]);
}

it("the preview of a file reads so many lines of the book around its days, and no more", async () => {
  const sari = await givenUser({ name: "Sari", role: "ADMIN" });
  await imports(sari, sheet, now);
  const { id } = await keepUpload({ accountKey: "bca", fileName: "mutasi.csv", sheet, userId: sari.id, now });
  const { layout } = (await findLayout("bca", sheet))!;
  texts.clear();
  expect((await previewImport((await findUpload(id, now))!, { layout }, now)).comparison.known).toBe(1);
  await expectBounded();
});

it("the list of files and what undoes one read a page, and the lines of one file", async () => {
  const sari = await givenUser({ name: "Sari", role: "ADMIN" });
  const imported = await imports(sari, sheet, now);
  if (!imported.ok) throw new Error(imported.reason);
  texts.clear();
  expect((await listImports("bca", undefined)).rows).toHaveLength(1);
  const undoing = { importId: imported.importId, reason: "Berkas yang salah", adminId: sari.id, now };
  expect(await undoImport(undoing)).toMatchObject({ ok: true });
  await expectBounded();
});
