import pg from "pg";
import { expect, it } from "vitest";
import { pool } from "#db/connection.ts";
import { findLayout } from "#domain/statements/formats.ts";
import { findUpload, keepUpload } from "#domain/statements/uploads.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenBooking, givenUser } from "#tests/rows.ts";
import { readsWhole } from "#tests/statements/bounds.ts";
import { givenLine, sheetOf } from "#tests/statements.ts";
import { accountBalance } from "./balance.ts";
import { exactProposals } from "./exact.ts";
import { decidedLines, openLines, unexplainedLines } from "./lines.ts";

ownDatabase();

it("what the bank's page asks comes a page at a time, however many lines and payments there are", async () => {
  const now = new Date("2026-05-02T03:00:00Z");
  await givenBooking({ status: "PENDING_PAYMENT" });
  await givenLine({ description: "TRSF ANA LESTARI ST-ABCDE" });
  await givenLine({ amount: -5, description: "BIAYA" });
  const sari = await givenUser({ name: "Sari", role: "ADMIN" });
  const asked = new Set<string>();
  const query = pg.Client.prototype.query as (...values: unknown[]) => unknown;
  pg.Client.prototype.query = function (this: pg.Client, ...values: unknown[]) {
    const [statement] = values as [string | { text?: string }];
    asked.add(typeof statement === "string" ? statement : (statement.text ?? ""));
    return query.apply(this, values);
  } as typeof pg.Client.prototype.query;
  try {
    await exactProposals({ accountKey: "bca", now, limit: 15 });
    await openLines("bca", "2026-01-01.a", now);
    await decidedLines("bca", undefined);
    await accountBalance("bca");
    await unexplainedLines(now);
    const upload = { accountKey: "bca", fileName: "a.csv", userId: sari.id, now };
    const { id } = await keepUpload({ ...upload, sheet: sheetOf([["2026-05-01", 1, "A"]]) });
    const found = (await findUpload(id, now))!;
    await findLayout("bca", found.sheet);
  } finally {
    pg.Client.prototype.query = query as typeof pg.Client.prototype.query;
  }
  expect(asked.size).toBeGreaterThan(10);
  expect(await readsWhole(asked, pool())).toEqual([]);
});
