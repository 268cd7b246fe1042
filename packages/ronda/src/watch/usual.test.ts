import { expect, it } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { testRonda } from "../testing/engine.ts";
import { usualDuration } from "./usual.ts";

const database = testDatabase();

it("is the band in which most durations lie", () => {
  const durations = Array.from({ length: 50 }, (_, index) => (index + 1) * 10);
  expect(usualDuration(durations.toReversed())).toEqual({ lowMs: 50, medianMs: 250, highMs: 450, runs: 50 });
  expect(usualDuration([7, 9, 8, 7, 900])).toEqual({ lowMs: 7, medianMs: 8, highMs: 900, runs: 5 });
});

it("is nothing below five", () => {
  expect(usualDuration([1, 2, 3, 4])).toBeNull();
});

it("is that of the last fifty successes, whatever failed between them", async () => {
  const ronda = await testRonda(database, []);
  const usual = async () => (await ronda.overview()).jobs[0]!.usual;
  for (let run = 0; run < 4; run++) await ronda.runCron("bake-bread", () => ({}));
  await ronda.runCron("bake-bread", () => Promise.reject(new Error("no flour")));
  expect(await usual()).toBeNull();
  await ronda.runCron("bake-bread", () => ({}));
  expect(await usual()).toMatchObject({ runs: 5 });
  await database.pool.query(`update "RondaJob" set "lastDurationsMs" = array_fill(60000, array[50])`);
  await ronda.runCron("bake-bread", () => ({}));
  expect(await usual()).toMatchObject({ runs: 50, medianMs: 60_000 });
  const { rows } = await database.pool.query(`select "lastDurationsMs" as "ms" from "RondaJob"`);
  expect([rows[0].ms.length, rows[0].ms[0] < 60_000]).toEqual([50, true]);
});
