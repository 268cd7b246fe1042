import { once } from "node:events";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { pool } from "#db/connection.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { loadMarketplace, night } from "#tests/marketplace.ts";
import { playNight, startNight } from "#tests/night.ts";
import { givenBooking, givenTrip } from "#tests/rows.ts";

/** The night's work in real processes: killed, in another time zone, and over many trips. */

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

ownDatabase();

const tonight = night.toISOString();
const rows = async (query: string) => (await pool().query(query)).rows;

describe("killed with -9 in the middle", () => {
  const scale = { trips: 12_000, due: 1_200, payouts: 5_000, releasable: 3_000, unpaid: 1_000 };
  beforeEach(() => loadMarketplace(pool(), scale));

  it("loses nothing and doubles nothing: the runs after it do exactly the rest", async () => {
    await killWhileWaitingFor(`select from "Payment" where "id" = 'wp900' for update`);
    const done = await counts();
    expect(done.completed).toBeGreaterThan(0);
    expect(done.completed).toBeLessThan(scale.due);
    expect(await brokenInvariants()).toEqual({});

    await killWhileWaitingFor(`select from "Payout" where "id" = 'x2999' for update`);
    const { released } = await counts();
    expect(released).toBeGreaterThan(0);
    expect(released).toBeLessThan(scale.releasable);

    const [rest, again] = await playNight([tonight, tonight]);
    expect(rest).toMatchObject({ completed: 0, payoutsReleased: scale.releasable - released });
    expect(again).toMatchObject({ completed: 0, payoutsReleased: 0 });

    expect(await counts()).toEqual({ completed: scale.due, released: scale.releasable });
    expect(
      await rows(`select "action", count(*)::int as rows, count(distinct "entityId")::int as things
      from "AuditLog" group by 1 order by 1`),
    ).toEqual([
      { action: "booking.expire", rows: 1_000, things: 1_000 },
      { action: "payment.expire", rows: 1_000, things: 1_000 },
      { action: "payout.release", rows: 3_000, things: 3_000 },
      { action: "trip.complete", rows: 1_200, things: 1_200 },
    ]);
    expect(await rows(`select "template", count(*)::int as mails from "EmailJob" group by 1 order by 1`)).toEqual([
      { template: "booking-expired", mails: 1_000 },
      { template: "payout-released", mails: 1_000 },
      { template: "trip-completed", mails: 120 },
      { template: "trip-completed-organizer", mails: 120 },
    ]);
    expect(await rows(`select distinct "status" from "Trip" where "version" > 0`)).toEqual([{ status: "COMPLETED" }]);
    expect(await brokenInvariants()).toEqual({});
  });

  /** Holds a row that the run needs, starts it, and kills it when it waits for that row: in the middle of a batch. */
  async function killWhileWaitingFor(holdRow: string): Promise<void> {
    const holder = await pool().connect();
    await holder.query("begin");
    await holder.query(holdRow);
    const run = startNight([tonight]);
    await expect
      .poll(
        () =>
          rows(
            `select "pid" from pg_stat_activity where "wait_event_type" = 'Lock' and "datname" = current_database()`,
          ),
        {
          timeout: 60_000,
        },
      )
      .toHaveLength(1);
    run.kill("SIGKILL");
    await once(run, "exit");
    await holder.query("rollback");
    holder.release();
  }

  async function counts() {
    // Not before the killed run's own transaction is gone: its server process notices only when it answers.
    await expect
      .poll(
        () =>
          rows(`select from pg_stat_activity where "datname" = current_database() and "pid" <> pg_backend_pid()
        and "state" <> 'idle'`),
        { timeout: 60_000 },
      )
      .toEqual([]);
    const [{ completed }, { released }] = [
      (await rows(`select count(*)::int as completed from "Trip" where "completedAt" = '${tonight}'`))[0],
      (await rows(`select count(*)::int as released from "Payout" where "releasedAt" = '${tonight}'`))[0],
    ];
    return { completed, released };
  }
});

describe("on a server in Jakarta's time zone", () => {
  it("keeps the UTC calendar: nothing on a trip's last day, everything on the next, and holds to the same moment", async () => {
    const oneDay = await givenTrip({ date: "2026-05-10" });
    await givenTrip({ date: "2026-05-10", endDate: "2026-05-12" });
    await givenBooking({ trip: oneDay });

    const moments = ["10T00:00:00Z", "10T18:00:00Z", "10T23:59:59Z", "11T00:00:00Z", "12T18:00:00Z", "13T18:00:00Z"];
    const runs = await playNight(
      moments.map((moment) => `2026-05-${moment}`),
      { env: { TZ: "Asia/Jakarta" } },
    );
    expect(runs.map(({ completed, payoutsReleased }) => [completed, payoutsReleased])).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
      [1, 0],
      [0, 0],
      [1, 1],
    ]);
    expect(
      await rows(`select "completedAt" = '2026-05-11T00:00:00Z' as "completedAt", "date" = '2026-05-10' as "date"
      from "Trip" where "id" = '${oneDay.id}'`),
    ).toEqual([{ completedAt: true, date: true }]);
    expect(
      await rows(`select "heldUntil" = '2026-05-13T00:00:00Z' as "heldUntil", "releasedAt" = '2026-05-13T18:00:00Z' as
      "releasedAt" from "Payout"`),
    ).toEqual([{ heldUntil: true, releasedAt: true }]);
  });
});

describe("over many trips", () => {
  /** A heap that cannot grow: importing from source alone leaves some 200 MB of garbage that nobody would collect. */
  const flags = ["--max-old-space-size=96", "--max-semi-space-size=4"];

  it("needs less than 300 MB to complete 3,000 of 30,000", async () => {
    await loadMarketplace(pool(), { trips: 30_000, due: 3_000, payouts: 9_000, releasable: 3_000, unpaid: 3_000 });
    const [run] = await playNight([tonight], { flags });
    expect(run).toMatchObject({ completed: 3_000, ids: 3_000, payoutsReleased: 3_000 });
    expect(run?.peakMb).toBeLessThan(300);
  });
});
