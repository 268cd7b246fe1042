import { expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { intercepted, testDatabase } from "../testing/database.ts";
import { testLogger, testRonda } from "../testing/engine.ts";
import { answer, cutConnection, type HookAnswer, hook } from "../testing/hook.ts";
import { wordsFor } from "../words/words.ts";

const database = testDatabase();
const description = { id: "Mengirim email", en: "Sends mail" };
const mails = defineJob({ name: "send-mails", schedule: "*/5 * * * *", description, run: () => ({ sent: 1 }) });

async function watched(
  how: HookAnswer = answer(200, "OK"),
  pool = database.pool as Parameters<typeof testRonda>[0]["pool"],
) {
  const { url, received } = await hook(how);
  const logger = testLogger();
  const deadman = { url: `${url}/5f3c-token-of-the-check` };
  const ronda = await testRonda({ pool }, [mails], { deadman, logger });
  const calls = () => received.map(({ path, body }) => [path.replace("/5f3c-token-of-the-check", ""), body]);
  return { ronda, calls, logger, url };
}

it("a patrol says that it starts, and that all went well", async () => {
  const { ronda, calls } = await watched();
  await ronda.patrol();
  expect(calls()).toEqual([
    ["/start", ""],
    ["", ""],
  ]);
  expect((await ronda.overview()).warnings).toEqual([]);
});

it("says what failed in it", async () => {
  const pool = intercepted(database.pool, async (run, { text }) => {
    if (text.includes("with scanned")) throw new Error("the disk is full");
    return await run();
  });
  const { ronda, calls } = await watched(answer(200, "OK"), pool);
  await expect(ronda.patrol()).rejects.toThrow("the disk is full");
  expect(calls().at(-1)).toEqual(["/fail", "pruning: the disk is full"]);
});

it("says so, too, where the database is away", async () => {
  let isAway = false;
  const pool = intercepted(database.pool, async (run) => {
    if (isAway) throw new Error("connection refused");
    return await run();
  });
  const { ronda, calls } = await watched(answer(200, "OK"), pool);
  isAway = true;
  await expect(ronda.patrol()).rejects.toThrow("connection refused");
  await expect.poll(calls).toEqual([["/fail", "connection refused"]]);
});

it.each([
  ["a check that is not there", "OK (not found)", "OK (not found)"],
  ["a check that hears too much", "OK (rate limited)", "OK (rate limited)"],
  ["a page", "<!doctype html><title>Sign in to the network</title>", "a page"],
])("is not reached by an answer of %s, although its status is 200", async (_, body, told) => {
  const { ronda } = await watched(answer(200, body));
  await ronda.patrol();
  const { warnings } = await ronda.overview();
  expect(warnings).toMatchObject([{ kind: "deadman", message: `answered 200, but it took no signal: ${told}` }]);
});

it("leaves it to whoever patrols where another process does", async () => {
  const { ronda, calls } = await watched();
  await ronda.patrol();
  await database.pool.query(`update "RondaPatrol" set "leaseUntil" = now() + interval '1 minute'`);
  await ronda.patrol();
  expect(calls()).toHaveLength(2);
});

it.each<[string, HookAnswer, string, RegExp]>([
  ["that answers otherwise", answer(404, "not found"), "answered 404", /does not exist|tidak ada/],
  ["whose connection is cut", cutConnection, "fetch failed", /was not reached: .|tidak bisa dihubungi: ./],
])(
  "a check %s is a warning on the page, never a failed patrol, until it is reached again",
  async (_, how, message, told) => {
    const { ronda, logger, url } = await watched(how);
    await ronda.patrol();
    const { warnings } = await ronda.overview();
    expect(warnings).toEqual([{ kind: "deadman", message: expect.stringContaining(message) }]);
    expect(`${JSON.stringify(warnings)} ${JSON.stringify(logger.lines)}`).not.toMatch(
      new RegExp(`token-of|${new URL(url).host}`),
    );
    for (const locale of ["en", "id"] as const) expect(wordsFor({ locale }).warning(warnings[0]!)).toMatch(told);
    const well = await watched();
    await well.ronda.patrol();
    expect((await well.ronda.overview()).warnings).toEqual([]);
  },
);
