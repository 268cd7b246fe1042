import { expect, it } from "vitest";
import { accountBalance } from "#domain/bank-book/balance.ts";
import { exactProposals } from "#domain/bank-book/exact.ts";
import { decidedLines, openLines } from "#domain/bank-book/lines.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { givenTrip, givenUser } from "#tests/rows.ts";
import { find, joins, takesSeats } from "#tests/stories.ts";
import type { Market } from "./market/market.ts";
import { dayMs, hourMs, nightsBefore } from "./nights.ts";
import { statements } from "./statements.ts";
import { createTimeline } from "./timeline.ts";

ownDatabase();

const now = new Date("2026-05-20T03:00:00Z");
const ago = (ms: number) => new Date(now.getTime() - ms).toISOString();

it("lets each line of the first statement find its home, and leaves one of each kind of the second", async () => {
  const sari = await givenUser({ name: "Sari", role: "ADMIN" });
  const trip = await givenTrip({ date: "2026-06-20", pricePerPax: 300_000, quota: 20 });
  const people = ["Ana Lestari", "Budi Santoso", "Citra Dewi"];
  const [left, stays, waits] = await Promise.all(people.map((name) => givenUser({ name })));
  const seat = await joins(sari, trip, ago(6 * dayMs), { userId: left!.id });
  await joins(sari, trip, ago(5 * dayMs), { userId: stays!.id });
  const timeline = createTimeline();
  for (const userId of [waits!.id, (await givenUser({ name: "Dewa Pratama" })).id])
    await takesSeats(trip, ago(5 * hourMs), { userId });
  const market = { timeline, nights: nightsBefore(now), people: { sari }, bankAccountKey: "bca" };
  statements(market as unknown as Market);
  await timeline.live(now);

  expect(await find(seat)).toMatchObject({ booking: { status: "CONFIRMED" } });
  const { rows: decided } = await decidedLines("bca", undefined);
  expect(decided.map(({ line }) => line.kind).toSorted()).toEqual([
    "CORRECTION",
    "FEE",
    "INTEREST",
    "RECEIPT",
    "RECEIPT",
    "WITHDRAWAL",
  ]);
  expect(decided.find(({ line }) => line.kind === "CORRECTION")?.line.amount).toBe(5_000_000);
  const exact = await exactProposals({ accountKey: "bca", now, limit: 10 });
  expect(exact.rows.map(({ target }) => target.kind)).toEqual(["payment"]);
  const { rows: open } = await openLines("bca", undefined, now);
  expect(open.map(({ near }) => near.candidates.length > 0).toSorted()).toEqual([false, true]);
  expect((await accountBalance("bca")).parts?.before).toEqual({ count: 0, rupiah: 0 });
  expect(await brokenInvariants()).toEqual({});
});
