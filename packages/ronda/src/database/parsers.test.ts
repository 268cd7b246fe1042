import pg from "pg";
import { expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { createRonda, type Ronda } from "../ronda.ts";
import { testDatabase } from "../testing/database.ts";
import { testChannel, testClock, testLogger } from "../testing/engine.ts";

const database = testDatabase();
const description = { id: "Mengirim email", en: "Sends mail" };

/** What hosts make of what they read: text as it came, objects of a library for dates, whatever else. */
const hosts = {
  "its own object for every type that pg knows": (value: string) => ({ valueOf: () => Number.NaN, of: value }),
  "the text as it came": (value: string) => value,
  nothing: () => null,
};
const knownTypes = new Set<number>(Object.values(pg.types.builtins));
const arrayTypes = [1000, 1005, 1007, 1009, 1015, 1016, 1021, 1022, 1115, 1182, 1185, 1231, 199, 3807, 2951];

function poolOf(parse: (value: string) => unknown): pg.Pool {
  const isKnown = (type: number) => knownTypes.has(type) || arrayTypes.includes(type);
  const types = { getTypeParser: (type: number) => (isKnown(type) ? parse : (value: string) => value) };
  return database.poolWith({ types: types as unknown as typeof pg.types });
}

/** All that an engine can be asked, after a day on which a bit of everything happened. */
async function day(pool: pg.Pool) {
  const clock = testClock("2026-11-23T18:00:02Z");
  const channel = testChannel();
  const mails = defineJob({
    name: "process-email-jobs",
    schedule: "*/5 * * * *",
    description,
    expect: ({ picked }) => (picked === 0 ? "nothing was picked" : undefined),
    run: ({ log, note }) => {
      log.info("sent", { to: 3 });
      note("12 mails waiting");
      return { picked: 0, at: "2026-11-23T18:00:00Z", sums: [1.5, 2], nested: { ids: ["a"] } };
    },
  });
  const trips = defineJob({ name: "auto-complete-trips", schedule: "0 18 * * *", description, run: () => ({}) });
  const ronda = createRonda({
    app: "bakery",
    database: pool,
    jobs: [mails, trips],
    channels: [channel],
    secrets: { current: "the secret of the tests, 32 letters and more" },
    clock,
    logger: testLogger(),
    host: "vps",
    displayZone: "Asia/Jakarta",
  });
  await ronda.migrate();
  const outcomes = [
    await ronda.runCron(trips.name),
    await ronda.runCron(mails.name, async () => ({
      inner: await ronda.runCron(mails.name, undefined, { actor: "Sari" }),
    })),
    await ronda.runCron(mails.name, undefined, { trigger: "manual" }),
    await ronda.runCron(trips.name, () => Promise.reject(new Error("trip 7 broke"))),
  ];
  await ronda.handle(new Request("https://ronda.example", { headers: { authorization: "wrong" } }), mails.name);
  clock.advance(5 * 60 * 60_000);
  const report = await ronda.patrol();
  const seen = await look(ronda);
  await ronda.stop();
  return { outcomes, report, ...seen, alerts: channel.alerts };
}

async function look(ronda: Ronda) {
  const runs = await ronda.runs();
  const whole = await Promise.all(runs.map(({ id }) => ronda.run(id)));
  return { runs, whole, overview: await ronda.overview() };
}

/** Ids and the database's own clock differ from one day to the next. */
const comparable = (seen: unknown) =>
  JSON.parse(
    JSON.stringify(seen, (key, value) =>
      /^(id|runId|heartbeatAt|durationMs|errorStack)$/.test(key) ? typeof value : value,
    ).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "<id>"),
  );

it.each(Object.keys(hosts))("an app whose parsers make %s of what pg reads sees the same", async (name) => {
  const expected = await day(database.pool);
  expect(expected.runs).toHaveLength(6);
  await database.pool.query(
    `truncate "CronRun", "RondaJob", "RondaDay", "RondaRejection", "RondaChannel", "RondaIncident", "RondaAlert" cascade`,
  );
  const pool = poolOf(hosts[name as keyof typeof hosts]);
  const { rows } = await pool.query("select now() as now, 1 as one, '{}'::jsonb as json, 'x'::text as text");
  expect(rows).not.toEqual(
    (await database.pool.query("select now() as now, 1 as one, '{}'::jsonb as json, 'x'::text as text")).rows,
  );

  const seen = await day(pool);

  expect(comparable(seen)).toEqual(comparable(expected));
  for (const run of seen.runs) expect(run.createdAt).toBeInstanceOf(Date);
  expect(seen.whole[0]!.log).toBeInstanceOf(Array);
});
