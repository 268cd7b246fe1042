import { expect, it } from "vitest";
import { pool } from "#db/connection.ts";
import { ownDatabase } from "#tests/database.ts";
import { walk } from "./run.ts";
import { differences, readSnapshot } from "./snapshot.ts";

ownDatabase();

const first = (table: string, where = "true") => `"id" = (select min("id") from "${table}" where ${where})`;
const severalRefunds = `"bookingId" in (select "bookingId" from "Refund" group by 1 having count(*) > 1)`;

const inNoTransfer = `"id" not in (select "payoutId" from "TransferItem" where "payoutId" is not null)`;

/** What somebody may do to the rows behind everybody's back; each is one row. */
const corruptions = {
  "a row changed": `update "Payment" set "amount" = "amount" + 1 where ${first("Payment")}`,
  "a trip's days": `update "Trip" set "quota" = "quota" + 1 where ${first("Trip")}`,
  "a receipt's sum": `update "Receipt" set "amount" = "amount" + 1 where ${first("Receipt")}`,
  "an item's amount": `update "TransferItem" set "amount" = "amount" + 1 where ${first("TransferItem")}`,
  "a row gone": `delete from "Payout" where ${first("Payout")}`,
  "an item gone": `delete from "TransferItem" where ${first("TransferItem")}`,
  "the first of several refunds gone": `delete from "Refund" where ${first("Refund", severalRefunds)}`,
  "a row under another id": `update "Payout" set "id" = 'other' where ${first("Payout", inNoTransfer)}`,
};

it("a snapshot that goes on from the one before has all that a reading of everything has, whatever became of the rows", async () => {
  await walk(1, 100, new Map());
  let before = await readSnapshot();
  for (const [name, statement] of Object.entries(corruptions)) {
    // Keys and the log's guard are off for the one transaction.
    await pool().query(`begin; set local session_replication_role = replica; ${statement}; commit`);
    const after = await readSnapshot(before);
    const whole = await readSnapshot();
    expect({ ...after, readUntil: "" }, name).toEqual({ ...whole, readUntil: "" });
    const isSeen = differences(after.lines, before.lines).length > 0;
    expect(isSeen || [...after.rows.keys()].join() !== [...before.rows.keys()].join(), name).toBe(true);
    before = after;
  }
});
