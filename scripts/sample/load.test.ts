import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { verifyPassword } from "better-auth/crypto";
import { describe, expect, it } from "vitest";
import { pool } from "#db/connection.ts";
import { cleanUpTripImages } from "#domain/images/cleanup.ts";
import { stuckPayments } from "#domain/payments/queries.ts";
import { stuckPayouts } from "#domain/payouts/queries.ts";
import { stuckRefunds } from "#domain/refunds/queries.ts";
import { countDueTrips } from "#domain/trips/queries.ts";
import { diskPhotos } from "#gateways/storage/disk.ts";
import { tripPhotosFolder } from "#gateways/storage/stores.ts";
import { ronda } from "#ronda.config.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { loadSampleData } from "./load.ts";
import { nightsBefore } from "./nights.ts";
import { drawPhoto } from "./photos/photo.ts";
import { tell } from "./story.ts";
import { ideas } from "./trips/index.ts";
import { emptyWorld } from "./world.ts";

ownDatabase();

const now = new Date();
const account = { key: "bca", bank: "BCA", number: "1234567890", holder: "PT SeTrip Indonesia" };

function worldOf(seed: number, at = now) {
  const world = emptyWorld(seed, at);
  tell(world, seed, { nights: nightsBefore(at), account });
  return JSON.parse(JSON.stringify(world));
}

async function rows<Row>(sql: string): Promise<Row[]> {
  return (await pool().query(sql)).rows as Row[];
}

describe("a world from a seed", () => {
  it("is the same again from the same seed and moment", () => {
    expect(worldOf(7)).toEqual(worldOf(7));
  });

  it("is another one from another seed", () => {
    expect(worldOf(8).bookings).not.toEqual(worldOf(7).bookings);
  });

  it("moves with the day it is told on", () => {
    const later = worldOf(7, new Date(now.getTime() + 86_400_000));
    expect(later.trips[0].date > worldOf(7).trips[0].date).toBe(true);
  });

  it.each(["00:10", "09:00", "17:59", "18:20", "23:50"])("has nothing that happens after now, at %s UTC", (time) => {
    const at = new Date(`2026-11-23T${time}:00Z`);
    const world = worldOf(20_260_501, at);
    for (const table of ["users", "organizers", "trips", "bookings", "payments", "payouts", "refunds", "audit"]) {
      const late = world[table].filter((row: { createdAt: string; updatedAt?: string }) => {
        return row.createdAt > at.toISOString() || (row.updatedAt ?? "") > at.toISOString();
      });
      expect(late, table).toEqual([]);
    }
  });

  it("never sells a seat twice, on any day and from any seed", () => {
    for (let turn = 0; turn < 20; turn++) {
      const world = worldOf(turn, new Date(now.getTime() + turn * 9.3 * 86_400_000));
      for (const trip of world.trips) {
        const live = world.bookings.filter(
          ({ tripId, status }: { tripId: string; status: string }) =>
            tripId === trip.id && ["PENDING_PAYMENT", "CONFIRMED"].includes(status),
        );
        const taken = live.reduce((sum: number, { pax }: { pax: number }) => sum + pax, 0);
        expect(taken, trip.slug).toBeLessThanOrEqual(trip.quota);
        expect(new Set(live.map(({ userId }: { userId: string }) => userId)).size, trip.slug).toBe(live.length);
      }
    }
  });

  it("has forty trips from all over the country, each with a plan for every day", () => {
    expect(ideas).toHaveLength(40);
    expect(new Set(ideas.map(({ destination }) => destination)).size).toBeGreaterThan(35);
    for (const idea of ideas) expect(idea.days.length).toBeGreaterThan(0);
  });

  it("has the same photos again", async () => {
    const draw = () => drawPhoto(3, "lake", { scene: "lake", light: "dawn" });
    const [one, other] = await Promise.all([draw(), draw()]);
    expect(one.full.equals(other.full)).toBe(true);
    expect(one.widths.map(({ width }) => width)).toEqual([480, 960]);
  });
});

describe("the loaded sample", () => {
  it("fills an empty marketplace, once, with everything the pages and jobs can show", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "setrip-sample-"));
    const sample = await loadSampleData({ now, dataDir });
    expect(sample.loaded).toBe(true);
    expect(await loadSampleData({ now, dataDir })).toEqual({ ...sample, loaded: false });

    expect(await brokenInvariants()).toEqual({});
    expect(await brokenSeats()).toEqual([]);
    expect(await brokenClosures()).toEqual([]);
    expect(await bankBalance()).toEqual({ held: expect.any(Number), owed: (await bankBalance()).held });
    await everyStateIsThere();
    await moneyIsStuck();
    await signsIn("sari@setrip.example", "ronda-malam");
    await historyReadsWell();
    await jobsHaveWork(dataDir);
  }, 180_000);
});

/** Trips whose seats and status do not agree, and people with two live bookings of one trip. */
function brokenSeats() {
  return rows(`
    select t."id" from "Trip" t left join "Booking" b on b."tripId" = t."id" and b."status" in ('PENDING_PAYMENT', 'CONFIRMED')
    group by t."id"
    having coalesce(sum(b."pax"), 0) > t."quota" or count(b."id") > count(distinct b."userId")
      or (t."status" in ('OPEN', 'FULL') and (t."status" = 'FULL') <> (coalesce(sum(b."pax"), 0) = t."quota"))`);
}

/** Closed trips with a live booking, a payout that was not cancelled, or money that is not on its way back. */
function brokenClosures() {
  return rows(`
    select t."id" from "Trip" t join "Booking" b on b."tripId" = t."id"
    left join "Payout" o on o."bookingId" = b."id" left join "Payment" p on p."bookingId" = b."id"
    where t."status" = 'CLOSED' and (b."status" in ('PENDING_PAYMENT', 'CONFIRMED') or o."status" <> 'CANCELLED'
      or p."receivedAmount" <> (select sum("amount") from "Refund" r where r."bookingId" = b."id" and r."status" in ('APPROVED', 'PAID')))`);
}

/** What must lie in the bank, counted from what came in and from what is promised. */
async function bankBalance(): Promise<{ held: number; owed: number }> {
  const [balance] = await rows<{ held: number; owed: number }>(`
    select
      ((select sum("receivedAmount") from "Payment") - (select sum("amount") from "Refund" where "status" = 'PAID')
        - (select sum("amount") from "Payout" where "status" = 'PAID'))::float8 as "held",
      ((select sum("amount") from "Refund" where "status" = 'APPROVED') + (select sum("feeAmount") from "Payout")
        + (select sum("amount") from "Payout" where "status" in ('HELD', 'RELEASED')))::float8 as "owed"`);
  return balance as { held: number; owed: number };
}

async function everyStateIsThere(): Promise<void> {
  const states = async (table: string) =>
    (await rows<{ status: string }>(`select distinct "status" from "${table}" order by 1`)).map(({ status }) => status);
  expect(await states("Trip")).toEqual(["CLOSED", "COMPLETED", "FULL", "OPEN"]);
  expect(await states("Booking")).toEqual(["CANCELLED", "CONFIRMED", "EXPIRED", "PENDING_PAYMENT"]);
  expect(await states("Payment")).toEqual(expect.arrayContaining(["AWAITING", "EXPIRED", "PAID"]));
  expect(await states("Refund")).toEqual(["APPROVED", "PAID", "REJECTED", "REQUESTED"]);
  expect(await states("Payout")).toEqual(["CANCELLED", "HELD", "PAID", "RELEASED"]);
  expect(await states("EmailJob")).toEqual(["FAILED", "PENDING", "SENT"]);
  expect(await states("OrganizerProfile")).toEqual(["APPROVED", "PENDING", "REJECTED"]);
  expect(await rows(`select from "EmailJob" where "status" = 'FAILED' and "attempts" = 5`)).toHaveLength(3);
  expect(await rows(`select from "EmailJob" where "status" = 'FAILED' and "attempts" < 5`)).toHaveLength(3);
}

async function moneyIsStuck(): Promise<void> {
  for (const stuck of [stuckPayments, stuckPayouts, stuckRefunds]) expect((await stuck(now)).count).toBeGreaterThan(0);
}

async function signsIn(email: string, password: string): Promise<void> {
  const [found] = await rows<{ hash: string; role: string }>(
    `select a."password" as "hash", u."role" from "Account" a join "User" u on u."id" = a."userId"
     where u."email" = '${email}' and a."providerId" = 'credential' and a."accountId" = u."id"`,
  );
  expect(found?.role).toBe("ADMIN");
  expect(await verifyPassword({ hash: found?.hash ?? "", password })).toBe(true);
}

async function historyReadsWell(): Promise<void> {
  const { jobs } = await ronda().overview();
  const cleanUp = jobs.find(({ name }) => name === "cleanup-trip-images");
  expect(cleanUp?.health).toMatchObject({ badge: "OK", reasons: [] });
  const statuses = await rows<{ status: string }>(`select distinct "status" from "CronRun" order by 1`);
  expect(statuses.map(({ status }) => status)).toEqual(["FAILED", "MISSED", "SUCCESS"]);
  expect(
    await rows(`
      select from "RondaDay" d where "runs" <> (select count(*) from "CronRun" r where r."jobName" = d."jobName"
        and r."status" <> 'MISSED' and (r."startedAt" at time zone 'UTC')::date = d."day")`),
  ).toEqual([]);
  const [last] = await rows<{ status: string; streak: number }>(
    `select r."status", j."failureStreak" as "streak" from "RondaJob" j join "CronRun" r on r."id" = j."lastRunId"
     where j."name" = 'auto-complete-trips'`,
  );
  expect(last).toEqual({ status: "FAILED", streak: 1 });
}

async function jobsHaveWork(dataDir: string): Promise<void> {
  expect(await countDueTrips(now)).toBe(3);
  const folder = tripPhotosFolder(dataDir);
  const images = await rows<{ path: string }>(`select "path" from "TripImage"`);
  expect(images.length).toBeGreaterThan(45);
  const work = { now, storage: diskPhotos(folder), signal: new AbortController().signal };
  const cleaned = await cleanUpTripImages({ ...work, log: { info: () => {} }, beat: async () => true });
  expect(cleaned).toEqual({ scanned: 3 * (images.length + 7), deleted: 15 });
  for (const { path } of images) expect(existsSync(join(folder, path))).toBe(true);
  const papers = await rows<{ path: string }>(
    `select "proofPath" as "path" from "Payment" where "proofPath" is not null union all select "idDocPath" from "OrganizerProfile"`,
  );
  for (const { path } of papers) expect(existsSync(join(dataDir, "uploads", "private", path))).toBe(true);
}
