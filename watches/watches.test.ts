import { globSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { sql } from "drizzle-orm";
import { type Alert, createRonda, defineWatch } from "ronda";
import type { WatchSentence } from "ronda/types";
import { describe, expect, it } from "vitest";
import { pool, transaction } from "#db/connection.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenBooking, givenRefund, givenTrip } from "#tests/rows.ts";
import { textsFor } from "#texts/index.ts";
import { disputes } from "./disputes.ts";
import { watches } from "./index.ts";
import { payments } from "./payments.ts";
import { payouts } from "./payouts.ts";
import { payoutsUnpaid } from "./payouts-unpaid.ts";
import { proofs } from "./proofs.ts";
import { refunds } from "./refunds.ts";

ownDatabase();

const now = new Date("2026-05-20T06:00:00.000Z");
const hours = 3_600_000;
const ago = (ms: number) => new Date(now.getTime() - ms);
const at = { now, signal: new AbortController().signal };
const none = { count: 0, amountRupiah: 0, oldestAt: null };

/** The addresses of the back office. */
const pages = globSync("admin/**/page.tsx", { cwd: join(import.meta.dirname, "../app") }).map(
  (file) => `/${dirname(file)}`,
);

describe("nothing is stuck", () => {
  it("when there is nothing at all: every watch sees zero, and knows the page to link to", async () => {
    const findings = await Promise.all(watches.map((watch) => watch.find(at)));
    for (const [at, { name }] of watches.entries()) {
      const { href, amountRupiah, ...found } = findings[at]!;
      expect(found, name).toEqual({ count: 0, oldestAt: null });
      expect([0, null], name).toContain(amountRupiah);
      expect(pages, name).toContain(/^[^?#]*/.exec(String(href))![0]);
    }
  });
});

describe("a payment is stuck", () => {
  const given = (createdAt: Date, changes: Parameters<typeof givenBooking>[0] = {}) =>
    givenBooking({ status: "PENDING_PAYMENT", ...changes, payment: { createdAt, ...changes.payment } });

  it("when it has been AWAITING for more than 25 hours, with its proof or without", async () => {
    const [older, newer] = [ago(25 * hours + 2), ago(25 * hours + 1)];
    const first = await given(older, { proofPath: "bukti.webp" });
    const second = await given(newer);
    expect(await proofs.find(at)).toMatchObject({ count: 1, amountRupiah: first.payment.amount, oldestAt: older });
    expect(await payments.find(at)).toMatchObject({ count: 1, amountRupiah: second.payment.amount, oldestAt: newer });
  });

  it("not at 25 hours exactly, and not once it is decided", async () => {
    for (const payment of [{}, { proofPath: "bukti.webp" }]) {
      await given(ago(25 * hours), { payment });
      await given(ago(50 * hours), { status: "EXPIRED", payment });
      await given(ago(50 * hours), { status: "CONFIRMED", payment });
    }
    expect(await proofs.find(at)).toMatchObject(none);
    expect(await payments.find(at)).toMatchObject(none);
  });

  it("by its proof for an admin alone, and without one because of the job that expires it", () => {
    expect([proofs.jobs, payments.jobs]).toEqual([undefined, ["expire-payments"]]);
  });
});

describe("a payout is stuck", () => {
  const given = async (heldUntil: Date, changes: Parameters<typeof givenBooking>[0] = {}) =>
    givenBooking({
      trip: await givenTrip({ status: "COMPLETED" }),
      ...changes,
      payout: { heldUntil, ...changes.payout },
    });

  it("when it is still HELD more than 25 hours after its hold ended", async () => {
    const { payout } = await given(ago(25 * hours + 1));
    const expected = { count: 1, amountRupiah: payout?.amount, oldestAt: ago(25 * hours + 1) };
    expect(await payouts.find(at)).toMatchObject(expected);
  });

  it("not at 25 hours exactly, since the run is daily", async () => {
    await given(ago(25 * hours));
    expect(await payouts.find(at)).toMatchObject(none);
  });

  it("not while a dispute is open, but again once it is rejected", async () => {
    const disputed = await given(ago(48 * hours));
    await givenRefund(disputed.booking);
    expect(await payouts.find(at)).toMatchObject(none);

    const rejected = await given(ago(72 * hours));
    await givenRefund(rejected.booking, { status: "REJECTED" });
    expect(await payouts.find(at)).toMatchObject({ count: 1, oldestAt: ago(72 * hours) });
  });

  it("not once it is released", async () => {
    await given(ago(48 * hours), { payout: { status: "RELEASED", releasedAt: ago(30 * hours) } });
    expect(await payouts.find(at)).toMatchObject(none);
  });
});

describe("a refund is stuck", () => {
  const days = 24 * hours;

  it("when it was APPROVED more than 7 days ago and not transferred", async () => {
    const { booking } = await givenBooking();
    await givenRefund(booking, { status: "APPROVED", amount: 50_000, approvedAt: ago(7 * days + 1) });
    await givenRefund(booking, { status: "APPROVED", amount: 25_000, approvedAt: ago(9 * days) });
    expect(await refunds.find(at)).toMatchObject({ count: 2, amountRupiah: 75_000, oldestAt: ago(9 * days) });
  });

  it("not at 7 days exactly, nor before it is approved, nor once it is rejected or paid", async () => {
    const { booking } = await givenBooking();
    const bank = { bankName: "BCA", bankAccountNo: "123456", bankAccountName: "Ana", transferRef: "TRX-1" };
    await givenRefund(booking, { status: "APPROVED", approvedAt: ago(7 * days) });
    await givenRefund(booking, { status: "REQUESTED", createdAt: ago(30 * days) });
    await givenRefund(booking, { status: "REJECTED", createdAt: ago(30 * days) });
    await givenRefund(booking, { status: "PAID", approvedAt: ago(30 * days), paidAt: ago(20 * days), ...bank });
    expect(await refunds.find(at)).toMatchObject(none);
  });
});

describe("a released payout is stuck", () => {
  const given = async (releasedAt: Date, status: "RELEASED" | "PAID" = "RELEASED") => {
    const trip = await givenTrip({ status: "COMPLETED" });
    const paid = status === "PAID" ? { transferRef: "TRX-1", paidAt: now } : {};
    return givenBooking({ trip, payout: { status, releasedAt, heldUntil: ago(400 * hours), ...paid } });
  };

  it("when nobody has transferred it for more than 7 days", async () => {
    const { payout } = await given(ago(7 * 24 * hours + 1));
    await given(ago(7 * 24 * hours));
    await given(ago(30 * 24 * hours), "PAID");
    const oldestAt = ago(7 * 24 * hours + 1);
    expect(await payoutsUnpaid.find(at)).toMatchObject({ count: 1, amountRupiah: payout?.amount, oldestAt });
  });
});

describe("a dispute is stuck", () => {
  it("when no admin has decided it for more than 3 days", async () => {
    const given = async (createdAt: Date, changes: Parameters<typeof givenRefund>[1] = {}) =>
      givenRefund((await givenBooking()).booking, { status: "REQUESTED", createdAt, amount: 50_000, ...changes });
    await given(ago(3 * 24 * hours + 1));
    await given(ago(3 * 24 * hours));
    await given(ago(30 * 24 * hours), { status: "REJECTED" });
    const oldestAt = ago(3 * 24 * hours + 1);
    expect(await disputes.find(at)).toMatchObject({ count: 1, amountRupiah: 50_000, oldestAt });
  });
});

it("a watch is one file and one line of the index, and nothing else names it", () => {
  const folder = import.meta.dirname;
  const files = readdirSync(folder).filter((file) => file.endsWith(".ts") && !/^index|test/.test(file));
  const index = readFileSync(join(folder, "index.ts"), "utf8");
  expect(files.filter((file) => !index.includes(`"./${file}"`))).toEqual([]);
  expect(watches).toHaveLength(files.length);
  const names = watches.map(({ name }) => name);
  expect(new Set(names).size).toBe(files.length);
  for (const locale of ["id", "en"] as const)
    expect(Object.keys(textsFor(locale).watches).sort()).toEqual(names.toSorted());
});

it("one more watch in the list is looked at, told and shown, without another word of code", async () => {
  const oldestAt = ago(hours);
  const added = defineWatch({
    name: "seats-lost",
    description: { id: "Kursi yang hilang", en: "Seats that are lost" },
    sentence: { id: ({ count }) => `${count} kursi hilang.`, en: ({ count }) => `Seats lost: ${count}.` },
    find: () => ({ count: 2, oldestAt, href: "/admin/trips" }),
  });
  const told: Alert[] = [];
  const channels = [{ name: "test", send: async (alert: Alert) => void told.push(alert) }];
  const engine = createRonda({
    app: "setrip",
    database: pool(),
    jobs: [],
    secrets: {},
    watches: [...watches, added],
    channels,
  });
  await engine.migrate();
  await engine.patrol();
  await engine.stop();
  expect(told).toMatchObject([{ kind: "opened", sentence: { id: "2 kursi hilang.", en: "Seats lost: 2." } }]);
  const { watches: shown, incidents } = await createRonda({
    app: "setrip",
    database: pool(),
    jobs: [],
    secrets: {},
    watches: [added],
  }).overview();
  expect(shown).toMatchObject([{ name: "seats-lost", count: 2, oldestAt, href: "/admin/trips" }]);
  expect(incidents).toMatchObject([{ subject: { kind: "watch", name: "seats-lost" } }]);
});

it("each watch says in both languages what it found", () => {
  const found = { count: 1200, oldestAt: ago(hours), amountRupiah: 1_250_000, href: null };
  const words = { count: (amount: number) => `#${amount}`, age: () => "1 h" };
  for (const { sentence } of watches) {
    const said = Object.values(sentence as Record<string, WatchSentence>).map((text) =>
      typeof text === "string" ? text : text(found, words),
    );
    expect(said).toHaveLength(2);
    for (const text of said) expect(text).toMatch(/#1200.*\.$/);
  }
});

it("sums of many rows exceed what one column can hold", async () => {
  const trip = await givenTrip({ pricePerPax: 100_000_000 });
  for (let at = 0; at < 3; at++) {
    await givenBooking({ trip, pax: 10, status: "PENDING_PAYMENT", payment: { createdAt: ago(26 * hours) } });
  }
  expect((await payments.find(at)).amountRupiah).toBeGreaterThan(3_000_000_000);
});

it.each([
  ["Payment_status_createdAt_idx", `"Payment" where "status" = 'AWAITING' and "createdAt" < '2026-05-01'`],
  ["Payout_status_heldUntil_id_idx", `"Payout" where "status" = 'HELD' and "heldUntil" < '2026-05-01'`],
  ["Payout_releasedAt_idx", `"Payout" where "status" = 'RELEASED' and "releasedAt" < '2026-05-01'`],
  ["Refund_requested_createdAt_idx", `"Refund" where "status" = 'REQUESTED' and "createdAt" < '2026-05-01'`],
  ["Refund_status_approvedAt_idx", `"Refund" where "status" = 'APPROVED' and "approvedAt" < '2026-05-01'`],
])("reads the index %s, however large its table is", async (index, rows) => {
  const plan = await transaction(async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`);
    return tx.execute(sql.raw(`explain select count(*) from ${rows}`));
  });
  expect(JSON.stringify(plan.rows)).toContain(index);
});
