import { getTableColumns, getTableName } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pool } from "#db/connection.ts";
import { booksColumns } from "#domain/audit/books-columns.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { receipts } from "#domain/bookings/schema/receipts.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { transferItems, transfers } from "#domain/bookings/schema/transfers.ts";
import { statementLines } from "#domain/statements/schema.ts";
import { trips } from "#domain/trips/schema.ts";
import { ownDatabase } from "#tests/database.ts";
import { fillBooks } from "#tests/filled-books.ts";
import { auditRules } from "./audit-proof.ts";
import { bankRules } from "./bank-rules.ts";
import type { BooksRule } from "./books-rules.ts";
import { bookingRules } from "./invariants.ts";
import { brokenRules } from "./reconcile.ts";

ownDatabase({ emptied: false });

/** Every table of money and state. */
const tables = [trips, bookings, payments, receipts, payouts, refunds, transfers, transferItems, statementLines];

let client: pg.PoolClient;
beforeAll(async () => {
  await fillBooks();
  client = await pool().connect();
});
afterAll(() => client.release());

type Found = { rule: BooksRule; id: string; of: string; what?: string };

/** What the proof says of these rules once `plant` has changed rows past the app; then nothing of it has happened. */
async function planted(plant: () => Promise<unknown>, rules = [...bookingRules, ...bankRules, ...auditRules]) {
  await client.query("begin");
  try {
    // Without foreign keys and triggers, as whoever mends data by hand in a hurry.
    await client.query("set local session_replication_role = replica");
    await plant();
    const found: Found[] = [];
    for (const { rule, query } of rules)
      for (const row of (await client.query<Omit<Found, "rule">>(query)).rows) found.push({ rule, ...row });
    return found;
  } finally {
    await client.query("rollback");
  }
}

/** Runs a statement also where a CHECK or an index refuses it: these may be gone one day. */
async function force(text: string, values: unknown[] = []): Promise<void> {
  for (;;) {
    await client.query("savepoint planting");
    try {
      const { rowCount } = await client.query(text, values);
      if (rowCount === 0) throw new Error(`nothing was planted: ${text}`);
      return;
    } catch (error) {
      const { code, constraint, table } = error as { code?: string; constraint?: string; table?: string };
      if (!constraint || !["23505", "23514", "23502"].includes(code ?? "")) throw error;
      await client.query("rollback to savepoint planting");
      const { rowCount } = await client.query("select from pg_constraint where conname = $1", [constraint]);
      await client.query(
        rowCount ? `alter table "${table}" drop constraint "${constraint}"` : `drop index "${constraint}"`,
      );
    }
  }
}

const columnsOf = (table: PgTable) => booksColumns(table).map((name) => [getTableName(table), name] as const);
const rulesOf = (table: string) =>
  auditRules.filter(({ query }) => query.includes(`'${table}' as "what"`) || query.includes(`'${table}.'`));

const columnOf = (table: PgTable, name: string) => getTableColumns(table)[name]!;

/** Other values that a column might be set to: each other state, another row's value, one more, another day, nothing. */
function otherValues(table: PgTable, name: string): string[] {
  const column = columnOf(table, name);
  const states = (column.enumValues ?? []).map((state) => `'${state}'`);
  if (states.length > 0) return states;
  if (column.dataType === "boolean") return [`not "${name}"`];
  if (column.dataType.includes("number")) return [`coalesce("${name}", 0) + 1`];
  if (column.columnType === "PgTimestamp") return [`coalesce("${name}", now()) + interval '1 day'`];
  if (column.columnType.startsWith("PgDate")) return [`coalesce("${name}", date '2026-01-01') + 1`];
  return [`coalesce("${name}", '') || 'x'`];
}

it("a marketplace in which everything happened by the app's verbs has nothing to complain of", async () => {
  expect(await brokenRules()).toEqual([]);
  for (const table of tables) {
    const { rows } = await pool().query(`select count(*)::int as "rows" from "${getTableName(table)}"`);
    expect(rows[0].rows, getTableName(table)).toBeGreaterThanOrEqual(3);
  }
});

describe("a column that was changed past the app is named", () => {
  const cases = tables.flatMap((table) =>
    columnsOf(table).map(([entity, name]) => [`${entity}.${name}`, table, name] as const),
  );

  it("and these are more than sixty", () => expect(cases.length).toBeGreaterThan(60));

  it.each(cases)("%s", async (what, table, name) => {
    const entity = getTableName(table);
    for (const value of otherValues(table, name)) {
      const { rows } = await pool().query<{ id: string }>(
        `select t."id" from "${entity}" t where (${value}) is distinct from t."${name}"
         order by t."${name}" is null, t."id" limit 1`,
      );
      // The only state that it ever has.
      if (rows.length === 0) continue;
      const { id } = rows[0]!;
      const found = await planted(
        () => force(`update "${entity}" set "${name}" = ${value} where "id" = $1`, [id]),
        rulesOf(entity),
      );
      expect(found, `${what} = ${value}`).toEqual([expect.objectContaining({ rule: "changed", id, what })]);
    }
    const { rows } = await pool().query<{ id: string }>(
      `select "id" from "${entity}" where "${name}" is not null order by "id" desc limit 1`,
    );
    // A column that is empty in all rows was filled above.
    if (rows.length === 0) return;
    const emptied = () => force(`update "${entity}" set "${name}" = null where "id" = $1`, [rows[0]!.id]);
    const isKey = columnOf(table, name).notNull;
    if (!isKey) expect(await planted(emptied, rulesOf(entity))).toMatchObject([{ rule: "changed", what }]);
  });
});

describe.each(tables.map((table) => [getTableName(table), table] as const))("a row of %s", (entity, table) => {
  it("that vanished is named, with whose it was", async () => {
    const { rows } = await pool().query<{ id: string }>(`select "id" from "${entity}" order by "id" limit 1`);
    const found = await planted(() => force(`delete from "${entity}" where "id" = $1`, [rows[0]!.id]), rulesOf(entity));
    expect(found).toEqual([expect.objectContaining({ rule: "vanished", id: rows[0]!.id, what: entity })]);
    expect(found[0]!.of).toMatch(/^ST-|^TF-|^gunung-prau|^bca:/);
  });

  it("that nobody made is named", async () => {
    const columns = Object.keys(getTableColumns(table)).filter((name) => name !== "id" && name !== "createdAt");
    const names = columns.map((name) => `"${name}"`).join(", ");
    const copied = () =>
      force(
        `insert into "${entity}" ("id", "createdAt", ${names})
         select '01a22e21-873e-74cf-b498-20cf7ee4d51b', now(), ${names} from "${entity}" order by "id" limit 1`,
      );
    expect(await planted(copied, rulesOf(entity))).toMatchObject([{ rule: "unrecorded", what: entity }]);
  });
});

describe("and what is planted with care, so that the sums still fit", () => {
  const of = (found: Found[]) => [...new Set(found.map(({ rule }) => rule))].sort();
  const paid = `(select "id" from "Payout" where "status" = 'PAID' order by "id" limit 1)`;
  const held = `(select o."id" from "Payout" o join "Trip" t on t."id" = o."tripId" where o."status" = 'HELD' and t."status" = 'OPEN' limit 1)`;
  const bookingOf = (payout: string) => `(select "bookingId" from "Payout" where "id" = ${payout})`;

  it.each<[string, string[], BooksRule[]]>([
    [
      "a wrong split",
      [`update "Payout" set "amount" = "amount" + 5000, "feeAmount" = "feeAmount" - 5000 where "id" = ${held}`],
      ["split", "changed"],
    ],
    [
      "a payout of another organizer",
      [
        `update "Payout" set "organizerId" = (select "organizerId" from "Trip" where "status" = 'CLOSED') where "id" = ${held}`,
      ],
      ["payout-place", "changed"],
    ],
    [
      "a payout of another trip",
      [`update "Payout" set "tripId" = (select "id" from "Trip" where "status" = 'COMPLETED') where "id" = ${held}`],
      ["payout-place", "changed"],
    ],
    [
      "a paid payout that is to be paid again",
      [`update "Payout" set "status" = 'RELEASED', "transferRef" = null, "paidAt" = null where "id" = ${paid}`],
      ["transferred", "changed"],
    ],
    [
      "a paid refund that is to be paid again",
      [`update "Refund" set "status" = 'APPROVED' where "status" = 'PAID'`],
      ["transferred", "changed"],
    ],
    [
      "a payout that was paid without a transfer",
      [
        `update "Payout" set "status" = 'PAID', "transferRef" = 'X', "paidAt" = now() where "status" = 'RELEASED' and "heldBackAt" is not null`,
      ],
      ["transferred", "changed"],
    ],
    [
      "a confirmed booking that is said to have expired",
      [`update "Booking" set "status" = 'EXPIRED' where "id" = ${bookingOf(held)}`],
      ["one-story", "changed"],
    ],
    [
      "a payment that waits on a dead booking",
      [`update "Payment" set "status" = 'AWAITING' where "status" = 'EXPIRED'`],
      ["one-story", "changed"],
    ],
    [
      "a trip that was called off and is open again",
      [`update "Trip" set "status" = 'OPEN', "closedAt" = null where "status" = 'CLOSED'`],
      ["changed"],
    ],
    [
      "money that is held until 2099",
      [`update "Payout" set "heldUntil" = '2099-01-01T00:00:00Z' where "id" = ${held}`],
      ["held-until", "changed"],
    ],
    [
      "money that is held for a day",
      [`update "Payout" set "heldUntil" = '2026-05-02T00:00:00Z' where "id" = ${held}`],
      ["held-until", "changed"],
    ],
    [
      "accounts of two payouts that were swapped",
      [
        `update "Payout" set "bankAccountNo" = '6666666666', "bankAccountName" = 'Eve' where "id" = ${paid}`,
        `update "TransferItem" set "bankAccountNo" = '1234567890' where "payoutId" = ${paid}`,
      ],
      ["transferred", "changed"],
    ],
    [
      "what is owed that goes to another account",
      [`update "Refund" set "bankAccountNo" = '6666666666' where "status" = 'APPROVED'`],
      ["changed"],
    ],
    [
      "receipt and claim lowered together",
      [
        `update "Receipt" set "amount" = "amount" - 100000 where "paymentId" = (select "id" from "Payment" where "bookingId" = ${bookingOf(held)})`,
        `update "Payment" set "receivedAmount" = "receivedAmount" - 100000 where "bookingId" = ${bookingOf(held)}`,
        `update "Payout" set "amount" = "amount" - 95000, "feeAmount" = "feeAmount" - 5000 where "id" = ${held}`,
      ],
      ["changed"],
    ],
    [
      "a receipt that is lower alone",
      [`update "Receipt" set "amount" = "amount" - 1 where "statementLineId" is not null`],
      ["receipts", "matched", "changed"],
    ],
    [
      "a receipt that was voided behind the payment's back",
      [`update "Receipt" set "voidedAt" = now(), "voidReason" = 'x' where "statementLineId" is not null`],
      ["receipts", "changed"],
    ],
    [
      "one reference on two transfers",
      [`update "Transfer" set "transferRef" = 'REF-1' where "transferRef" = 'REF-2'`],
      ["one-reference", "changed"],
    ],
    [
      "a transfer that lost its reference's rows",
      [`delete from "TransferItem" where "payoutId" = ${paid}`],
      ["transferred", "matched", "vanished"],
    ],
    [
      "a prepared transfer that nobody confirmed",
      [
        `update "Transfer" set "status" = 'CONFIRMED', "transferRef" = 'X', "bookedOn" = '2026-05-14', "confirmedAt" = now() where "status" = 'PREPARED'`,
      ],
      ["transfer-state", "changed"],
    ],
    [
      "a transfer that was undone and is prepared again",
      [`update "Transfer" set "status" = 'PREPARED', "undoneAt" = null where "status" = 'UNDONE'`],
      ["transfer-state", "changed"],
    ],
    [
      "a bounced row that counts as paid",
      [`update "TransferItem" set "outcome" = 'PAID', "bouncedAt" = null where "outcome" = 'BOUNCED'`],
      ["transferred", "changed"],
    ],
    [
      "a payout in two prepared transfers",
      [
        `insert into "TransferItem" ("id", "transferId", "payoutId", "amount", "bankName", "bankAccountNo", "bankAccountName", "createdAt", "updatedAt")
         select '01a22e21-873e-74cf-b498-20cf7ee4d51c', "transferId", "payoutId", "amount", "bankName", "bankAccountNo", "bankAccountName", now(), now()
         from "TransferItem" where "outcome" is null`,
      ],
      ["transferred", "unrecorded"],
    ],
    [
      "a line of the statement of another amount",
      [`update "StatementLine" set "amount" = "amount" - 1 where "kind" = 'TRANSFER'`],
      ["matched", "changed"],
    ],
    [
      "a bank fee that is another one",
      [`update "StatementLine" set "amount" = -25000 where "kind" = 'FEE'`],
      ["changed"],
    ],
    [
      "a report that was granted past the app",
      [`update "Refund" set "status" = 'APPROVED', "approvedAt" = now() where "status" = 'REQUESTED'`],
      ["money-in", "changed"],
    ],
    [
      "a report that is open again over money that was released",
      [`update "Refund" set "status" = 'REQUESTED' where "status" = 'REJECTED'`],
      ["dispute-held", "changed"],
    ],
    [
      "a booking that vanished with all its money",
      ["TransferItem", "Payout", "Receipt", "Payment", "Booking"].map((table) => {
        const which = { Booking: `"id" = `, Payment: `"bookingId" = `, Payout: `"bookingId" = ` }[table];
        if (which)
          return `delete from "${table}" where ${which} (select min("entityId") from "AuditLog" where "action" = 'booking.confirm')`;
        const payment = `(select p."id" from "Payment" p where p."bookingId" = (select min("entityId") from "AuditLog" where "action" = 'booking.confirm'))`;
        const payout = `(select o."id" from "Payout" o where o."bookingId" = (select min("entityId") from "AuditLog" where "action" = 'booking.confirm'))`;
        return table === "Receipt"
          ? `delete from "Receipt" where "paymentId" = ${payment}`
          : `delete from "TransferItem" where "payoutId" = ${payout}`;
      }),
      ["vanished"],
    ],
  ])("%s", async (_, statements, rules) => {
    const found = await planted(async () => {
      for (const statement of statements) await force(statement);
    });
    expect(of(found)).toEqual(expect.arrayContaining(rules));
    for (const row of found) expect(row.of).toBeTruthy();
  });
});

describe("no false alarm is raised", () => {
  const trip = `(select "id" from "Trip" where "status" = 'OPEN' limit 1)`;
  const write = (id: string, before: object | null, after: object) =>
    client.query(
      `insert into "AuditLog" ("id", "actorType", "action", "entity", "entityId", "before", "after", "createdAt")
       select $1, 'USER', 'trip.edit', 'Trip', ${trip}, $2, $3, now()`,
      [id, before, after],
    );
  const aboutTrips = rulesOf("Trip");

  it("where two servers' clocks disagreed, so that the log's order is not that of the changes", async () => {
    const found = await planted(async () => {
      await write("ffffffff-0000-7000-8000-000000000001", { quota: 10 }, { quota: 11 });
      await write("00000000-0000-7000-8000-000000000002", { quota: 11 }, { quota: 12 });
      await client.query(`update "Trip" set "quota" = 12 where "id" = ${trip}`);
    }, aboutTrips);
    expect(found).toEqual([]);
  });

  it("of a column that no line of an older release names, and of words that stand beside the columns", async () => {
    const found = await planted(async () => {
      await client.query(`delete from "AuditLog" where "entity" = 'Trip' and "entityId" = ${trip}`);
      await write("ffffffff-0000-7000-8000-000000000001", null, { status: "OPEN", title: "Nama lain", why: "x" });
      await client.query(`update "Trip" set "quota" = 12 where "id" = ${trip}`);
    }, aboutTrips);
    expect(found).toEqual([]);
  });

  it("of what the database adopted from the release before", async () => {
    const found = await planted(
      () => client.query(`delete from "AuditLog" where "entity" in ('Receipt') and "action" = 'receipt.record'`),
      rulesOf("Receipt").filter(({ rule }) => rule === "unrecorded"),
    );
    expect(found.filter(({ id }) => id[14] !== "7")).toEqual([]);
  });
});

it("the log itself cannot be made to fit", async () => {
  await expect(pool().query(`update "AuditLog" set "after" = '{}'`)).rejects.toThrow("only ever added");
});
