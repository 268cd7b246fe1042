import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db, transaction } from "#db/connection.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenUser } from "#tests/rows.ts";
import { givenLine } from "#tests/statements.ts";
import { audits } from "#tests/stories.ts";
import { decideLine, kindsFor, releaseLine, takeLine, type WantedLine } from "./lines.ts";
import { type StatementLine, statementLines } from "./schema.ts";

ownDatabase();

const now = new Date("2026-05-04T03:00:00Z");
let sari: { id: string };
beforeEach(async () => {
  sari = await givenUser({ name: "Sari", role: "ADMIN" });
});

const by = () => ({ actor: { type: "ADMIN" as const, id: sari.id }, now });
const takes = (line: StatementLine, wanted: Partial<WantedLine> = {}) =>
  transaction((tx) =>
    takeLine(tx, { lineId: line.id, accountKey: "bca", amountRupiah: line.amount, kind: "RECEIPT", ...wanted }, by()),
  );
const again = async ({ id }: StatementLine) =>
  (await db().select().from(statementLines).where(eq(statementLines.id, id)))[0]!;

describe("a line is taken once", () => {
  it("by whoever is first, of two who are there at the same time too", async () => {
    const line = await givenLine();
    const results = await Promise.all([takes(line), takes(line)]);
    expect(results.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(results).toContainEqual({ ok: false, reason: "line-taken" });
    expect(await again(line)).toMatchObject({ kind: "RECEIPT", decidedById: sari.id, decidedAt: now });
    expect(await audits("statement.match")).toHaveLength(1);
  });

  it("only for its own amount and account", async () => {
    const line = await givenLine();
    for (const wanted of [{ amountRupiah: 300_001 }, { amountRupiah: -300_000 }, { accountKey: "mandiri" }])
      expect(await takes(line, wanted)).toEqual({ ok: false, reason: "line-differs" });
    expect(await takes(line, { lineId: "nowhere" })).toEqual({ ok: false, reason: "line-not-found" });
    expect((await again(line)).kind).toBe("OPEN");
  });

  it("and given back it is as before, and no other line is touched", async () => {
    const [line, other] = [await givenLine(), await givenLine({ description: "LAIN" })];
    await takes(line);
    await takes(other);
    await transaction((tx) => releaseLine(tx, line.id, by()));
    await transaction((tx) => releaseLine(tx, line.id, by()));
    expect(await again(line)).toMatchObject({ kind: "OPEN", note: null, decidedById: null, decidedAt: null });
    expect((await again(other)).kind).toBe("RECEIPT");
    expect(await audits("statement.unmatch")).toHaveLength(1);
  });
});

describe("what is neither money of a booking nor a transfer", () => {
  const decides = (line: StatementLine, kind: Parameters<typeof decideLine>[0]["kind"], note: string | null = null) =>
    decideLine({ lineId: line.id, kind, note, adminId: sari.id, now });

  it("gets its kind and a note, once", async () => {
    const fee = await givenLine({ amount: -2_500, description: "BIAYA TXN" });
    expect(await decides(fee, "FEE")).toMatchObject({ ok: true });
    expect(await decides(fee, "CORRECTION", "salah")).toEqual({ ok: false, reason: "line-taken" });
    expect(await again(fee)).toMatchObject({ kind: "FEE", note: null, decidedById: sari.id });
    const correction = await givenLine();
    expect(await decides(correction, "CORRECTION")).toEqual({ ok: false, reason: "note" });
    expect(await decides(correction, "CORRECTION", "Salah kirim dari bank")).toMatchObject({ ok: true });
    expect(await decides({ ...fee, id: "nowhere" }, "FEE")).toEqual({ ok: false, reason: "line-not-found" });
    expect(await audits("statement.decide")).toHaveLength(2);
  });

  it("goes only the way that it can go", async () => {
    expect(kindsFor(1)).toEqual(["FEE", "INTEREST", "DEPOSIT", "CORRECTION", "TRANSFER"]);
    expect(kindsFor(-1)).toEqual(["FEE", "INTEREST", "WITHDRAWAL", "CORRECTION", "TRANSFER"]);
    expect(await decides(await givenLine(), "WITHDRAWAL", "laba")).toEqual({ ok: false, reason: "kind" });
  });
});
