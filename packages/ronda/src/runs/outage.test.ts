import { expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { type Intercept, intercepted, testDatabase } from "../testing/database.ts";
import { testChannel, testRonda } from "../testing/engine.ts";
import type { DatabasePool } from "../types.ts";

const { pool } = testDatabase();
const trips = defineJob({
  name: "auto-complete-trips",
  schedule: "0 18 * * *",
  description: { id: "Menyelesaikan trip", en: "Completes trips" },
  run: () => ({ completed: 2 }),
});

/** The real database, with the first statement that closes a run treated otherwise. */
function interruptedWhileClosing(first: Intercept): { pool: DatabasePool } {
  let seen = false;
  return {
    pool: intercepted(pool, (run, statement) => {
      if (seen || !statement.text.includes("ronda_close_run")) return run();
      seen = true;
      return first(run, statement);
    }),
  };
}

it("a run whose end cannot be written at once is closed as soon as the database is back", async () => {
  const away = interruptedWhileClosing(() => Promise.reject(new Error("connection terminated")));
  const ronda = await testRonda(away, [trips]);
  expect(await ronda.runCron(trips.name)).toEqual({ ok: true, payload: { completed: 2 } });
  expect(await ronda.runs()).toMatchObject([{ status: "SUCCESS", payload: { completed: 2 } }]);
});

it("a run whose end was written although the answer was lost is not taken for a lost claim", async () => {
  const lost = interruptedWhileClosing(async (closing) => {
    await closing();
    throw new Error("connection terminated");
  });
  const ronda = await testRonda(lost, [trips]);
  expect(await ronda.runCron(trips.name)).toEqual({ ok: true, payload: { completed: 2 } });
  expect((await ronda.overview()).jobs[0]).toMatchObject({ runs7d: 1, errors7d: 0 });
});

it("a failure that was written although the answer was lost is told to the channels, once", async () => {
  const lost = interruptedWhileClosing(async (closing) => {
    await closing();
    throw new Error("connection terminated");
  });
  const channel = testChannel();
  const ronda = await testRonda(lost, [trips], { channels: [channel] });
  await ronda.runCron(trips.name, () => Promise.reject(new Error("trip 7 broke")));
  await ronda.runCron(trips.name, () => Promise.reject(new Error("trip 7 broke")));
  await ronda.stop();
  expect(channel.alerts).toMatchObject([
    { subject: { name: trips.name }, kind: "opened", streak: 1, severity: "FAILED", message: "trip 7 broke" },
  ]);
});

it("a run whose payload the database refuses is closed without it", async () => {
  const refused = interruptedWhileClosing(() =>
    Promise.reject(Object.assign(new Error("unsupported Unicode escape sequence"), { code: "22P05" })),
  );
  const ronda = await testRonda(refused, [trips]);
  expect(await ronda.runCron(trips.name)).toEqual({ ok: true, payload: { completed: 2 } });
  expect(await ronda.runs()).toMatchObject([
    { status: "SUCCESS", payload: null, reason: "its payload could not be stored" },
  ]);
});
