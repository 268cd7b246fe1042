import { eq } from "drizzle-orm";
import { afterEach, describe, expect, it } from "vitest";
import { db, pool } from "#db/connection.ts";
import { auditLogs } from "#domain/audit/schema.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { receipts } from "#domain/bookings/schema/receipts.ts";
import { autoComplete } from "#domain/departures/auto-complete.ts";
import { emailJobs } from "#domain/emails/schema.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { givenBooking, givenTrip } from "#tests/rows.ts";
import { sweepAt } from "#tests/sweep.ts";
import { nextVersion, UnknownTripError, withTripLock, withTripLocks } from "./lock.ts";
import { trips } from "./schema.ts";

ownDatabase();
afterEach(async () => expect(await brokenInvariants()).toEqual({}));

const find = async (trip: { id: string }) => (await db().select().from(trips).where(eq(trips.id, trip.id)))[0];

/** Resolves once `count` other connections wait for a lock: the moment at which they have reached the trip. */
const waiting = (count: number) =>
  expect
    .poll(async () => {
      const { rowCount } = await pool().query(
        `select from pg_stat_activity where "wait_event_type" = 'Lock' and "datname" = current_database()`,
      );
      return rowCount;
    })
    .toBe(count);

describe("the lock of a trip", () => {
  it("hands over the trip as it stands, one version on", async () => {
    const trip = await givenTrip();
    const seen = await withTripLock(trip.id, async (_tx, locked) => locked);
    expect(seen).toEqual({ ...trip, version: 1 });
    expect((await find(trip))?.version).toBe(1);
  });

  it("is refused for a trip that does not exist", async () => {
    await expect(withTripLock("nowhere", async () => {})).rejects.toThrow(UnknownTripError);
  });

  it("lets the second one in when the first has finished, and shows what that one did", async () => {
    const trip = await givenTrip({ quota: 3 });
    const takeSeat = () =>
      withTripLock(trip.id, async (tx, { quota }) => {
        await tx
          .update(trips)
          .set({ quota: quota - 1 })
          .where(eq(trips.id, trip.id));
      });
    await Promise.all([takeSeat(), takeSeat()]);
    expect(await find(trip)).toMatchObject({ quota: 1, version: 2 });
  });

  it("undoes everything, the version too, when the work throws", async () => {
    const trip = await givenTrip();
    const work = withTripLock(trip.id, async () => {
      throw new Error("no");
    });
    await expect(work).rejects.toThrow("no");
    expect((await find(trip))?.version).toBe(0);
  });
});

describe("the locks of many trips", () => {
  it("are taken in the order of their ids, so that batches in any order never deadlock", async () => {
    const ids: string[] = [];
    for (let at = 0; at < 20; at++) ids.push((await givenTrip()).id);
    const touch = (order: string[]) =>
      withTripLocks(order, async (tx, locked) => {
        for (const { id } of locked) await tx.update(trips).set(nextVersion).where(eq(trips.id, id));
        return locked.map(({ id }) => id);
      });
    const rounds = Array.from({ length: 8 }, (_, at) => touch(at % 2 ? ids : ids.toReversed()));
    for (const order of await Promise.all(rounds)) expect(order).toEqual(ids.toSorted());
    expect((await db().select().from(trips)).every(({ version }) => version === 8)).toBe(true);
  });

  it("leave out what does not exist", async () => {
    const trip = await givenTrip();
    const locked = await withTripLocks(["nowhere", trip.id], async (_tx, found) => found);
    expect(locked).toEqual([{ id: trip.id, status: "OPEN", date: "2026-05-10", endDate: null }]);
  });
});

describe("while the nightly run waits for a trip", () => {
  /** The run starts while somebody holds the trip's lock, and gets it when they have done their work. */
  async function runBehind(trip: { id: string }, now: string, work: Parameters<typeof withTripLock<void>>[1]) {
    let run: ReturnType<typeof autoComplete> | undefined;
    await withTripLock(trip.id, async (tx, locked) => {
      run = autoComplete(sweepAt(now));
      await waiting(1);
      await work(tx, locked);
    });
    return run!;
  }

  it("a trip that its organizer closes is not completed: the run finds it CLOSED", async () => {
    const trip = await givenTrip();
    const done = await runBehind(trip, "2026-05-11T18:00:00Z", async (tx) => {
      await tx.update(trips).set({ status: "CLOSED", closedAt: new Date() }).where(eq(trips.id, trip.id));
    });
    expect(done).toEqual({ completed: 0, ids: [], payoutsReleased: [] });
    expect(await find(trip)).toMatchObject({ status: "CLOSED", version: 1 });
    expect([await db().$count(auditLogs), await db().$count(emailJobs)]).toEqual([0, 0]);
  });

  it("a proof that is uploaded saves its booking", async () => {
    const trip = await givenTrip();
    const { booking, payment } = await givenBooking({ trip, status: "PENDING_PAYMENT" });
    const done = await runBehind(trip, "2026-05-11T18:00:00Z", async (tx) => {
      await tx.update(payments).set({ proofPath: "bukti.webp" }).where(eq(payments.id, payment.id));
    });
    expect(done.completed).toBe(1);
    const [after] = await db().select().from(bookings).where(eq(bookings.id, booking.id));
    expect(after?.status).toBe("PENDING_PAYMENT");
  });

  it("an amount that an admin changes is released and announced as changed", async () => {
    const trip = await givenTrip({ status: "COMPLETED" });
    const { booking, payment } = await givenBooking({ trip, payment: { uniqueCode: 0, receivedAmount: 300_000 } });
    await runBehind(trip, "2026-05-13T18:00:00Z", async (tx) => {
      await tx.update(receipts).set({ amount: 200_000 }).where(eq(receipts.paymentId, payment.id));
      await tx.update(payments).set({ receivedAmount: 200_000 }).where(eq(payments.bookingId, booking.id));
      await tx.update(payouts).set({ amount: 190_000, feeAmount: 10_000 }).where(eq(payouts.bookingId, booking.id));
    });
    const [letter] = await db().select().from(emailJobs);
    expect(letter?.subject).toBe("Dana Rp 190.000 dari trip Gunung Prau siap ditransfer");
  });
});
