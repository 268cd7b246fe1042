import { expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { intercepted, testDatabase } from "../testing/database.ts";
import { testRonda } from "../testing/engine.ts";

const database = testDatabase();
const { pool } = database;

/** Whether one of the statements of this database waits for a lock. */
async function isSomebodyWaiting(): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rowCount !== 0;
}

it.each(['select "zone" from', "lock table", "delete from"])(
  "a new display zone and triggers that are skipped or end do not wait for each other: %s",
  async (moment) => {
    const released = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const job = defineJob({
      name: "auto-complete-trips",
      schedule: "0 18 * * *",
      description: "Completes trips",
      run: async () => {
        begun.resolve();
        await released.promise;
        return {};
      },
    });
    const refused: unknown[] = [];
    const watched = intercepted(pool, (run) =>
      run().catch((error) => {
        refused.push(error.code);
        throw error;
      }),
    );
    const ronda = await testRonda({ pool: watched }, [job]);
    const running = ronda.runCron(job.name);
    await begun.promise;
    const others: Promise<unknown>[] = [];
    const begunOrWaiting = async (other: Promise<unknown>) => {
      let isDone = false;
      others.push(other);
      void other.then(() => {
        isDone = true;
      });
      await expect.poll(async () => isDone || (await isSomebodyWaiting())).toBe(true);
    };
    const atWork = intercepted(pool, async (run, { text }) => {
      if (text.includes(moment) && others.length === 0) {
        await begunOrWaiting(ronda.runCron(job.name));
        released.resolve();
        await begunOrWaiting(running);
      }
      return await run();
    });
    const moved = await testRonda({ pool: atWork }, [job], { displayZone: "Asia/Jakarta" });
    expect(await Promise.all(others)).toMatchObject([
      { ok: true, skipped: expect.any(String) },
      { ok: true, payload: {} },
    ]);
    expect(refused).toEqual([]);
    const { runs7d } = (await moved.overview()).jobs[0]!;
    expect(runs7d).toBe((await moved.runs({ status: "SUCCESS" })).length);
  },
);
