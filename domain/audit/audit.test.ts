import { expect, it } from "vitest";
import { db, pool, transaction } from "#db/connection.ts";
import { ownDatabase } from "#tests/database.ts";
import { type AuditRow, audit } from "./audit.ts";
import { auditLogs } from "./schema.ts";

ownDatabase();

const now = new Date("2026-05-11T18:00:00.123Z");
const row = (entityId: string): AuditRow => ({
  actor: { type: "CRON", id: "auto-complete-trips" },
  action: "trip.complete",
  entity: "Trip",
  entityId,
  before: { status: "OPEN" },
  after: { status: "COMPLETED", completedAt: now },
});

it("records who changed what, from what, to what, and when", async () => {
  await transaction((tx) => audit(tx, [row("t1")], { now }));

  expect(await db().select().from(auditLogs)).toEqual([
    {
      id: expect.any(String),
      actorType: "CRON",
      actorId: "auto-complete-trips",
      action: "trip.complete",
      entity: "Trip",
      entityId: "t1",
      before: { status: "OPEN" },
      after: { status: "COMPLETED", completedAt: "2026-05-11T18:00:00.123Z" },
      createdAt: now,
    },
  ]);
});

it("keeps a missing before, after or actor id as NULL", async () => {
  await transaction((tx) =>
    audit(tx, [{ ...row("t1"), actor: { type: "WEBHOOK" }, before: null, after: null }], { now }),
  );

  const { rows } = await pool().query(`select count(*)::int as count from "AuditLog"
    where "actorId" is null and "before" is null and "after" is null`);
  expect(rows).toEqual([{ count: 1 }]);
});

it("writes any number of rows, and none when there are none", async () => {
  await transaction((tx) => audit(tx, [], { now }));
  await transaction((tx) =>
    audit(
      tx,
      Array.from({ length: 12_001 }, (_, at) => row(`t${at}`)),
      { now },
    ),
  );

  const { rows } = await pool().query(`select count(distinct "entityId")::int as count from "AuditLog"`);
  expect(rows).toEqual([{ count: 12_001 }]);
});

it("disappears with the change when its transaction rolls back", async () => {
  const change = transaction(async (tx) => {
    await audit(tx, [row("t1")], { now });
    throw new Error("no");
  });
  await expect(change).rejects.toThrow("no");
  expect(await db().$count(auditLogs)).toBe(0);
});

it("is only ever added to", async () => {
  await transaction((tx) => audit(tx, [row("t1")], { now }));
  await expect(pool().query(`delete from "AuditLog"`)).rejects.toThrow("only ever added");
  await expect(pool().query(`update "AuditLog" set "action" = 'x'`)).rejects.toThrow("only ever added");
});
