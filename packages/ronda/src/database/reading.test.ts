import { expect, it } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { testRonda } from "../testing/engine.ts";
import type { DatabasePool, Payload, RunFilter } from "../types.ts";

const database = testDatabase();

async function listed(payload: Payload): Promise<unknown> {
  const ronda = await testRonda(database, []);
  await ronda.runCron("hand-written", () => payload);
  const [run] = await ronda.runs();
  const [job] = (await ronda.overview()).jobs;
  expect(job!.lastRun!.payload).toEqual(run!.payload);
  return run!.payload;
}

it("lists show numbers as they are, lists by their lengths, and little of texts and objects", async () => {
  const payload = {
    completed: 2,
    failed: 0,
    done: true,
    nothing: null,
    ids: ["a", "b", "c"],
    none: [],
    nested: { ids: [1, 2] },
    text: "é".repeat(150),
  };
  expect(await listed(payload)).toEqual({
    completed: 2,
    failed: 0,
    done: true,
    nothing: null,
    ids: [],
    none: [],
    nested: {},
    text: "é".repeat(100),
    truncated: { ids: 3 },
  });
});

it("lists show the real length of a list that was shortened when it was kept", async () => {
  expect(await listed({ ids: Array.from({ length: 50_000 }, (_, index) => index) })).toEqual({
    ids: [],
    truncated: { ids: 50_000 },
  });
});

it("a payload of which only its size is kept is not shown as empty", async () => {
  const wide = Object.fromEntries(Array.from({ length: 30_000 }, (_, index) => [`key-${index}`, index]));
  expect(await listed(wide)).toEqual({ truncated: {} });
  const ronda = await testRonda(database, []);
  expect((await ronda.overview()).jobs[0]!.health.notes).toEqual([]);
});

it("what lists show of a payload is bounded, however many keys it has and however long they are", async () => {
  const keys = Array.from({ length: 100 }, (_, index) => `${"k".repeat(200)}-${index}`);
  const shown = (await listed(Object.fromEntries(keys.map((key, index) => [`${index}-${key}`, key])))) as object;
  expect(Object.keys(shown)).toHaveLength(20);
  expect(JSON.stringify(shown).length).toBeLessThan(5000);
});

it("one run has its whole payload", async () => {
  const ronda = await testRonda(database, []);
  await ronda.runCron("hand-written", () => ({ ids: [1, 2, 3] }));
  const run = await ronda.run((await ronda.runs())[0]!.id);
  expect(run!.payload).toEqual({ ids: [1, 2, 3] });
});

it("lists and the overview read no payload, log or stack from the database", async () => {
  const asked: string[] = [];
  const pool: DatabasePool = {
    connect: async () => {
      const connection = await database.pool.connect();
      const query = connection.query.bind(connection);
      return new Proxy(connection, {
        get: (target, key) => {
          if (key !== "query") {
            const value: unknown = Reflect.get(target, key);
            return typeof value === "function" ? value.bind(target) : value;
          }
          return (text: string | { text: string }, ...rest: unknown[]) => {
            asked.push(typeof text === "string" ? text : text.text);
            return (query as (...all: unknown[]) => unknown)(text, ...rest);
          };
        },
      }) as never;
    },
  };
  const ronda = await testRonda({ pool }, []);
  await ronda.runCron("hand-written", () => ({ ids: [1] }));
  asked.length = 0;
  await ronda.overview();
  await ronda.runs({ job: "hand-written", status: "SUCCESS" });
  const reading = asked.filter((sql) => /json_out\(/.test(sql));
  expect(reading.length).toBeGreaterThan(5);
  for (const sql of reading) {
    expect(sql.replaceAll(`"digest" as "payload"`, "")).not.toMatch(
      /"payload"|"input"|"log"|"errorStack"|"latePayload"|(?:select|,|\.)\s*\*/i,
    );
  }
});

it("runs are found by job, status and trigger, and paged through both ways", async () => {
  const ronda = await testRonda(database, []);
  for (const name of ["one", "two"]) {
    for (let run = 0; run < 5; run++) await ronda.runCron(name, () => ({}));
    await ronda.runCron(name, () => Promise.reject(new Error("no")));
  }
  await database.pool.query(
    `update "CronRun" set "trigger" = 'schedule' where "jobName" = 'two' and "status" = 'SUCCESS'`,
  );
  const ids = async (filter: RunFilter) => (await ronda.runs(filter)).map(({ id }) => id);
  const all = await ids({});
  expect(all).toHaveLength(12);
  expect(await ids({ trigger: "schedule" })).toEqual(all.slice(1, 6));
  expect(await ids({ trigger: "manual", status: "FAILED" })).toEqual([all[0], all[6]]);
  expect(await ids({ job: "one", trigger: "schedule" })).toEqual([]);

  const filter = { job: "two", limit: 2 };
  const first = await ids(filter);
  const second = await ids({ ...filter, before: first.at(-1) });
  expect([...first, ...second]).toEqual(all.slice(0, 4));
  expect(await ids({ ...filter, after: second[0] })).toEqual(first);
  expect(await ids({ ...filter, after: all[5] })).toEqual(all.slice(3, 5));
  expect(await ids({ after: all[3], before: all[0] })).toEqual(all.slice(1, 3));
});
