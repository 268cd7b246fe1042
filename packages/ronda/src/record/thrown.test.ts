import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { testDatabase } from "../testing/database.ts";
import { secret, testChannel, testLogger, testRonda } from "../testing/engine.ts";
import type { JobOptions, Payload } from "../types.ts";
import { describeFailure } from "./failure.ts";

const database = testDatabase();

function job(run: JobOptions["run"], options: Partial<JobOptions> = {}) {
  return defineJob({
    name: "auto-complete-trips",
    schedule: "0 18 * * *",
    description: { id: "Menyelesaikan trip", en: "Completes trips" },
    run,
    ...options,
  });
}

const refuse = () => {
  throw new Error("nobody may look");
};

/** Throws on everything that can be asked of it. */
const untouchable = new Proxy({}, new Proxy({}, { get: () => refuse }));

const without = (key: string, error: object = new Error("broken")) =>
  Object.defineProperty(error, key, { get: refuse });

// biome-ignore lint/suspicious/noThenProperty: this is what is tested
const thenable = { then: refuse };

function circleOfCauses() {
  const [one, two] = [new Error("one"), new Error("two")];
  one.cause = two;
  two.cause = new Error("three", { cause: one });
  return one;
}

function aggregateOfItself() {
  const aggregate = new AggregateError([new Error("inside")], "");
  aggregate.errors.push(aggregate, untouchable);
  return aggregate;
}

const hostile: [string, unknown][] = [
  ["an object without a prototype that JSON refuses", Object.assign(Object.create(null), { id: 1n })],
  [
    "an Error whose message is an object",
    Object.assign(new Error(), { message: { code: 7 }, cause: new Error("root") }),
  ],
  ["an Error whose message is a symbol", Object.assign(new Error(), { message: Symbol("no") })],
  ["an Error whose message may not be read", without("message")],
  ["an Error whose stack may not be read", without("stack")],
  ["an Error whose stack is a number", Object.assign(new Error("broken"), { stack: 7 })],
  ["an Error whose name may not be read", without("name", new Error(""))],
  ["an Error whose cause may not be read", without("cause")],
  ["an Error whose causes go in a circle", circleOfCauses()],
  ["an Error whose cause is no Error", new Error("broken", { cause: { status: 500 } })],
  ["an Error whose cause may not be touched", new Error("broken", { cause: untouchable })],
  ["an Error whose params may not be read", without("params")],
  ["an Error that may not be touched", new Proxy(new Error("broken"), new Proxy({}, { get: () => refuse }))],
  ["a thing that may not be touched", untouchable],
  ["a function that may not be touched", new Proxy(() => {}, new Proxy({}, { get: () => refuse }))],
  ["a thenable that throws", thenable],
  ["a symbol", Symbol("stop")],
  ["a bigint", 7n],
  ["nothing", undefined],
  ["a huge text", "x".repeat(5_000_000)],
  ["an Error with a huge text", new Error("x".repeat(5_000_000))],
  ["an AggregateError of such", new AggregateError([untouchable, without("message"), Symbol("no"), circleOfCauses()])],
  ["an AggregateError that contains itself", aggregateOfItself()],
  ["an AggregateError whose errors are gone", Object.assign(new AggregateError([]), { errors: null })],
  ["an AggregateError whose errors may not be read", without("errors", new AggregateError([]))],
  ["a thing that describes itself and fails", { toString: refuse, toJSON: refuse, [Symbol.toPrimitive]: refuse }],
  ["a thing whose name may not be read", Object.defineProperty({}, Symbol.toStringTag, { get: refuse })],
];

describe("whatever a job throws", () => {
  it.each(hostile)("ends as FAILED and its slot is free for the next: %s", async (_what, thrown) => {
    const channel = testChannel();
    const broken = job(() => {
      throw thrown;
    });
    const ronda = await testRonda(database, [broken], { channels: [channel] });

    const outcome = await ronda.runCron(broken.name);

    expect(outcome).toEqual({ ok: false, error: expect.stringMatching(/./) });
    const [row] = await ronda.runs();
    expect(row).toMatchObject({
      status: "FAILED",
      finishedAt: expect.any(Date),
      errorMessage: expect.stringMatching(/./),
    });
    expect(row!.errorMessage!.length).toBeLessThanOrEqual(2000);
    expect(await ronda.runCron(broken.name)).not.toHaveProperty("skipped");
    await ronda.stop();
    expect(channel.alerts).toMatchObject([{ kind: "opened", reasons: [{ kind: "error" }] }]);
  });

  it.each(hostile)("ends as FAILED when it comes from a promise: %s", async (_what, thrown) => {
    const broken = job(() => Promise.reject(thrown));
    const ronda = await testRonda(database, [broken]);
    expect(await ronda.runCron(broken.name)).toMatchObject({ ok: false });
    expect(await ronda.runs()).toMatchObject([{ status: "FAILED" }]);
  });

  it.each(hostile)("does not take the run's success away when its expectation throws it: %s", async (_what, thrown) => {
    const expecting = job(() => ({ completed: 1 }), {
      expect: () => {
        throw thrown;
      },
    });
    const ronda = await testRonda(database, [expecting]);
    expect(await ronda.runCron(expecting.name)).toMatchObject({ ok: true });
    expect(await ronda.runs()).toMatchObject([{ status: "SUCCESS", reason: expect.stringContaining("expectation") }]);
  });

  it("can be described, in bounded words that PostgreSQL takes", () => {
    const redact = (text: string) => text;
    // By their place: the generator itself would look into them.
    const place = fc.nat({ max: hostile.length - 1 }).map((index) => ({ get: () => hostile[index]![1] }));
    const plain = fc.anything({ withBigInt: true, withNullPrototype: true }).map((value) => ({ get: () => value }));
    const anything = fc.oneof(plain, place);
    fc.assert(
      fc.property(anything, anything, anything, (one, two, three) => {
        const [message, cause, member] = [one.get(), two.get(), three.get()];
        const error = Object.assign(new AggregateError([member, cause]), { message, cause, stack: member });
        const silent = Object.assign(new Error("x"), { name: message, code: cause, message: "" });
        for (const thrown of [message, error, silent]) {
          const failure = describeFailure(thrown, redact);
          expect(failure.message.length).toBeGreaterThan(0);
          expect(failure.message.length).toBeLessThanOrEqual(2000);
          expect(failure.stack.length).toBeLessThanOrEqual(20_000);
        }
      }),
    );
  });
});

describe("whatever a job returns that cannot be kept", () => {
  const once = (value: unknown) => {
    let asked = 0;
    return { toJSON: () => (asked++ === 0 ? value : refuse()) };
  };

  it.each([
    ["a toJSON that throws", { at: { toJSON: refuse } }],
    ["a toJSON that throws the second time", { at: once("today") }],
    ["a toJSON that throws a symbol", { toJSON: () => { throw Symbol("no"); } }], // biome-ignore format: one case a line
    ["a property that may not be read", Object.defineProperty({}, "id", { get: refuse, enumerable: true })],
    ["a thing that may not be touched", untouchable],
    ["a thenable that throws", thenable],
    ["a thing whose maker may not be read", Object.defineProperty([1], "constructor", { get: refuse })],
  ])("ends as FAILED: %s", async (_what, result) => {
    const broken = job(() => result as unknown as Payload);
    const ronda = await testRonda(database, [broken]);
    expect(await ronda.runCron(broken.name)).toEqual({ ok: false, error: expect.stringMatching(/./) });
    expect(await ronda.runs()).toMatchObject([{ status: "FAILED" }]);
  });

  it("is answered over HTTP although its toJSON knows only two answers", async () => {
    let asked = 0;
    const twice = job(() => ({ at: { toJSON: () => (asked++ < 2 ? "today" : refuse()) } }));
    const ronda = await testRonda(database, [twice]);
    const request = new Request("http://localhost/", { headers: { authorization: `Bearer ${secret}` } });
    expect((await ronda.handle(request, twice.name)).status).toBe(500);
    expect(await ronda.runs()).toMatchObject([{ status: "SUCCESS", payload: { at: "today" } }]);
  });

  it("is a note or an expectation's answer that is no text, and is written as one", async () => {
    const odd = job(
      ({ note }) => {
        note(Symbol("a note") as unknown as string);
        return {};
      },
      { expect: () => untouchable as unknown as string },
    );
    const ronda = await testRonda(database, [odd]);
    expect(await ronda.runCron(odd.name)).toMatchObject({ ok: true });
    expect(await ronda.runs()).toMatchObject([{ status: "SUCCESS", reason: "{}" }]);
  });
});

describe("a run's log", () => {
  it.each(hostile)("takes any message and any fields: %s", async (_what, value) => {
    const talking = job(({ log }) => {
      log.info(value as string, { value });
      log.warn("fields", value as Record<string, unknown>);
      return { completed: 1 };
    });
    const ronda = await testRonda(database, [talking]);
    expect(await ronda.runCron(talking.name)).toEqual({ ok: true, payload: { completed: 1 } });
    const [row] = await ronda.runs();
    expect((await ronda.run(row!.id))!.log).toHaveLength(2);
  });

  it.each([
    ["at once", refuse],
    ["later", () => Promise.reject(new Error("the disk is full"))],
  ])("costs no run when the host's logger throws %s", async (_when, write) => {
    const logger = { info: write, warn: write, error: write };
    const talking = job(({ log }) => {
      log.info("one");
      return { completed: 1 };
    });
    const ronda = await testRonda(database, [talking], { logger });
    expect(await ronda.runCron(talking.name)).toEqual({ ok: true, payload: { completed: 1 } });
    expect(await ronda.runCron(talking.name, () => Promise.reject(new Error("broken")))).toMatchObject({ ok: false });
    expect((await ronda.runs()).map(({ status }) => status)).toEqual(["FAILED", "SUCCESS"]);
  });
});

it("a run whose clock fails after its claim is closed all the same", async () => {
  let broken = false;
  const clock = () => (broken ? refuse() : new Date("2026-11-23T18:00:00Z"));
  const failing = job(() => {
    broken = true;
    return { completed: 1 };
  });
  const ronda = await testRonda(database, [failing], { clock, logger: testLogger() });
  expect(await ronda.runCron(failing.name)).toMatchObject({ ok: false });
  expect(await ronda.runs()).toMatchObject([{ status: "FAILED", errorMessage: "nobody may look" }]);
});
