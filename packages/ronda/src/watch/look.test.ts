import { beforeEach, expect, it, vi } from "vitest";
import { defineJob } from "../job/job.ts";
import { testDatabase } from "../testing/database.ts";
import { testChannel, testClock, testRonda } from "../testing/engine.ts";
import type { WatchFinding, WatchOptions } from "../types.ts";
import { defineWatch } from "./define-watch.ts";

const database = testDatabase();
const clock = testClock("2026-11-23T00:00:00Z");
beforeEach(() => clock.set("2026-11-23T00:00:00Z"));
const oldestAt = new Date("2026-11-20T00:00:00Z");
const nothing: WatchFinding = { count: 0, oldestAt: null, href: null };

/** A watch whose finding a test changes. */
function changing(options: Partial<WatchOptions> = {}) {
  const state: { find: WatchOptions["find"] } = { find: () => nothing };
  const watch = defineWatch({
    name: "parcels-waiting",
    description: { id: "Paket yang menunggu", en: "Parcels that wait" },
    sentence: {
      id: ({ count, oldestAt: since }, words) => `${words.count(count)} paket menunggu, tertua ${words.age(since)}`,
      en: ({ count, oldestAt: since }, words) =>
        `${words.count(count)} parcels wait, the oldest for ${words.age(since)}`,
    },
    find: (at) => state.find(at),
    ...options,
  });
  return { state, watch };
}

async function given(options: Partial<WatchOptions> = {}) {
  const { state, watch } = changing(options);
  const channel = testChannel();
  const ronda = await testRonda(database, [], { clock, watches: [watch], channels: [channel] });
  const open = () => ronda.incidents({ open: true });
  return { state, watch, channel, ronda, open };
}

it("what a watch finds is an incident, in its own words, until it finds nothing", async () => {
  const { state, channel, ronda, open } = await given();
  await ronda.patrol();
  expect(await open()).toEqual([]);
  expect((await ronda.overview()).watches).toMatchObject([
    { count: 0, sentence: null, checkedAt: clock(), error: null },
  ]);

  state.find = () => ({ count: 1200, oldestAt, amountRupiah: 5_000_000_000, href: "/parcels?late=1" });
  clock.advance(60_000);
  await ronda.patrol();
  const since = clock();
  clock.advance(60_000);
  await ronda.patrol();
  const found = { kind: "found", count: 1200, amountRupiah: 5_000_000_000, oldestAt, href: "/parcels?late=1", since };
  expect(await open()).toMatchObject([
    { subject: { kind: "watch", name: "parcels-waiting" }, severity: "STALE", reasons: [found] },
  ]);
  expect((await ronda.overview()).watches).toMatchObject([
    {
      count: 1200,
      oldestAt,
      href: "/parcels?late=1",
      sentence: { en: "1,200 parcels wait, the oldest for 3 d", id: "1.200 paket menunggu, tertua 3 hari" },
    },
  ]);

  state.find = () => nothing;
  await ronda.patrol();
  expect(await open()).toEqual([]);
  expect(channel.alerts).toMatchObject([
    { kind: "opened", sentence: { en: "1,200 parcels wait, the oldest for 3 d" } },
    { kind: "resolved" },
  ]);
});

it("what a job keeps empty is looked at again when it has run: what it mended is over at once", async () => {
  const { state, watch } = changing({ jobs: ["send-parcels"] });
  const other = changing({ name: "parcels-lost" });
  const channel = testChannel();
  const job = (name: string) => defineJob({ name, schedule: "0 4 * * *", description: name, run: () => ({ sent: 1 }) });
  const options = { clock, watches: [watch, other.watch], channels: [channel] };
  const ronda = await testRonda(database, [job("send-parcels"), job("bake")], options);
  state.find = () => ({ count: 2, oldestAt, href: null });
  other.state.find = () => ({ count: 1, oldestAt, href: null });
  await ronda.patrol();
  const names = async () => (await ronda.incidents({ open: true })).map(({ subject }) => subject.name).sort();
  expect(await names()).toEqual(["parcels-lost", "parcels-waiting"]);

  state.find = () => nothing;
  other.state.find = () => nothing;
  await ronda.runCron("bake");
  expect(await names()).toEqual(["parcels-lost", "parcels-waiting"]);
  await ronda.runCron("send-parcels", { trigger: "manual", actor: "Sari" });
  expect(await names()).toEqual(["parcels-lost"]);
  expect((await ronda.overview()).watches).toMatchObject([{ count: 0 }, { count: 1 }]);
  await ronda.stop();
  expect(channel.alerts.filter(({ kind }) => kind === "resolved")).toHaveLength(1);
});

it("what opens while the watches look is not found over by that look", async () => {
  const { state, watch } = changing();
  const channel = testChannel();
  const bake = defineJob({
    name: "bake",
    schedule: "*/5 * * * *",
    description: "Bakes",
    run: () => Promise.reject(new Error("the oven is cold")),
  });
  const ronda = await testRonda(database, [bake], { clock, watches: [watch], channels: [channel] });
  state.find = async () => {
    await ronda.runCron("bake");
    return nothing;
  };
  await ronda.patrol();
  expect(await ronda.incidents({ open: true })).toMatchObject([{ subject: { kind: "job", name: "bake" } }]);
  expect(channel.alerts.map(({ kind }) => kind)).toEqual(["opened"]);
});

it.each<[string, WatchOptions["find"], string]>([
  ["throws", () => Promise.reject(new Error("no such table")), "no such table"],
  [
    "throws at once",
    () => {
      throw new Error("no such table");
    },
    "no such table",
  ],
  ["gives no count", (() => ({})) as never, "find() gave no count, a whole number from 0"],
])("a watch that %s is blind, and what it had found before stays", async (_, find, message) => {
  const { state, ronda, open } = await given();
  state.find = () => ({ count: 2, oldestAt, href: null });
  await ronda.patrol();
  const since = clock();
  state.find = find;
  clock.advance(60_000);
  await ronda.patrol();
  expect(await open()).toMatchObject([
    {
      reasons: [
        { kind: "blind", message, since: clock() },
        { kind: "found", count: 2, since },
      ],
    },
  ]);
  expect((await ronda.overview()).watches).toMatchObject([{ count: 2, error: message, checkedAt: since }]);
  state.find = () => nothing;
  await ronda.patrol();
  expect(await open()).toEqual([]);
});

it("a watch that hangs is blind after 10 s, holds no other up, and is not asked again while it hangs", async () => {
  const never = Promise.withResolvers<WatchFinding>();
  const asked = vi.fn((_: { signal: AbortSignal }) => never.promise);
  const { watch } = changing({ find: asked });
  const others = Array.from(
    { length: 12 },
    (_, at) => changing({ name: `other-${at}`, find: () => ({ count: 1, oldestAt, href: null }) }).watch,
  );
  const ronda = await testRonda(database, [], { clock, watches: [watch, ...others] });
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const patrolling = ronda.patrol();
    // Time passes only when nothing is asked of the database.
    const looked = () => database.pool.query(`select from "RondaWatch"`).then(({ rowCount }) => rowCount);
    await expect.poll(looked).toBe(others.length);
    const idle = () => database.pool.waitingCount === 0 && database.pool.idleCount === database.pool.totalCount;
    for (let second = 0; second < 10; second++) {
      await vi.waitUntil(idle, { timeout: 20_000, interval: 1 });
      await vi.advanceTimersByTimeAsync(1000);
    }
    await patrolling;
  } finally {
    vi.useRealTimers();
  }
  expect(asked.mock.calls[0]![0].signal.aborted).toBe(true);
  const open = await ronda.incidents({ open: true, limit: 50 });
  expect(open).toHaveLength(13);
  expect(open.find(({ subject }) => subject.name === watch.name)!.reasons).toMatchObject([
    { kind: "blind", message: "It did not answer within 10 s" },
  ]);
  await ronda.patrol();
  expect(asked).toHaveBeenCalledOnce();
  never.resolve(nothing);
  await ronda.patrol();
  expect(asked).toHaveBeenCalledTimes(2);
});

it.each([
  [{ name: "Parcels" }, 'watch "Parcels": a name is kebab-case'],
  [{ sentense: "…" }, 'did you mean "sentence"?'],
  [{ sentence: "" }, "sentence is an empty text"],
  [{ find: undefined }, "find is missing"],
])("a watch that cannot be meant is refused: %j", (wrong, message) => {
  expect(() => changing(wrong as Partial<WatchOptions>)).toThrow(message);
});

it("two of one name, and what is none, are refused", async () => {
  const { watch } = changing();
  await expect(testRonda(database, [], { watches: [watch, watch] })).rejects.toThrow(
    'two watches are called "parcels-waiting"',
  );
  await expect(testRonda(database, [], { watches: [{ ...watch, find: 1 } as never] })).rejects.toThrow(
    "whose find is no function",
  );
  await expect(testRonda(database, [], { watches: [{ name: "x" } as never] })).rejects.toThrow(
    "not made by defineWatch",
  );
});

it("a watch says in its own words what the figures do not, as one line without secrets", async () => {
  const { state, watch } = changing({
    sentence: { en: ({ count, detail }, words) => `${words.count(count)} pages failed: ${detail}` },
  });
  const channel = testChannel();
  const ronda = await testRonda(database, [], { clock, watches: [watch], channels: [channel], redact: [/key-\w+/] });
  state.find = () => ({ ...nothing, count: 2, detail: `no table\n"Parcel" \u202e(key-123) ${"x".repeat(1000)}` });
  await ronda.patrol();
  const [found] = (await ronda.overview()).watches;
  expect(found?.detail).toHaveLength(300);
  expect(found?.sentence).toMatchObject({
    en: expect.stringMatching(/^2 pages failed: no table "Parcel" \(\[redacted\]\) x+…$/),
  });
  expect(channel.alerts).toHaveLength(1);
  const [incident] = await ronda.incidents({ open: true });
  expect(incident?.reasons).toMatchObject([{ kind: "found", count: 2, detail: found?.detail }]);

  state.find = () => ({ ...nothing, count: 1 });
  await ronda.patrol();
  expect((await ronda.overview()).watches).toMatchObject([{ count: 1, detail: null }]);
});
