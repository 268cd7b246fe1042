import pg from "pg";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { pool } from "#db/connection.ts";
import { forgetTripPapers } from "#domain/bookings/papers.ts";
import { eraseAccount, openOfAccount } from "#domain/privacy/delete-account.ts";
import { dataOf } from "#domain/privacy/export.ts";
import { forgetIdentityCards } from "#domain/users/identity-cards.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenBooking, givenOrganizer, givenRefund, givenTrip, givenUser } from "#tests/rows.ts";
import { sweepAt } from "#tests/sweep.ts";
import { readsWhole } from "./bounds.ts";

ownDatabase();

const now = new Date("2028-06-01T03:00:00Z");

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

/** A booking of a trip that was over long ago, with every paper that there can be. */
async function travelled(user: Awaited<ReturnType<typeof givenUser>>) {
  const payout = { status: "RELEASED", releasedAt: now } as const;
  const trip = await givenTrip({ status: "COMPLETED" });
  const { booking } = await givenBooking({ user, trip, payout, proofPath: `${user.id}.webp` });
  await givenRefund(booking, { status: "REJECTED", evidencePath: `${user.id}-laporan.webp` });
}

it("a copy of one's data and a deletion read no list whole, of an organizer with bookings either", async () => {
  const ana = await givenUser();
  await givenOrganizer({ user: ana });
  await travelled(ana);
  texts.clear();
  expect(await openOfAccount(ana.id)).toEqual([]);
  await Array.fromAsync(dataOf(ana.id, { now, appUrl: "https://setrip.example" }));
  expect(await eraseAccount(ana.id, { now })).toEqual({ ok: true });
  expect(texts.size).toBeGreaterThan(30);
  expect(await readsWhole(texts, pool())).toEqual([]);
});

it("nor does forgetting old papers and identity cards", async () => {
  await travelled(await givenUser());
  await givenOrganizer({ status: "REJECTED", reviewedAt: new Date(0) });
  texts.clear();
  expect(await forgetTripPapers(sweepAt(now))).toBe(2);
  expect(await forgetIdentityCards(sweepAt(now))).toBe(1);
  expect(texts.size).toBeGreaterThan(8);
  expect(await readsWhole(texts, pool())).toEqual([]);
});
