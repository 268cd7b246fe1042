import type { StandardSchemaV1 } from "@standard-schema/spec";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { DefinitionError } from "../job/definition.ts";
import { defineJob } from "../job/job.ts";
import { createRonda } from "../ronda.ts";
import { testDatabase } from "../testing/database.ts";
import { secret, testClock, testRonda } from "../testing/engine.ts";

const database = testDatabase();
const received: unknown[] = [];

const receipts = defineJob({
  name: "send-receipts",
  schedule: "*/5 * * * *",
  description: "Sends receipts",
  input: z
    .object({
      month: z.string().regex(/^\d{4}-\d\d$/, "a month such as 2026-10"),
      limit: z.number().int().max(50).default(10),
    })
    .default({ month: "2026-11", limit: 10 }),
  run: ({ input }) => {
    received.push(input);
    return { sent: input.limit, month: input.month };
  },
});
const plain = defineJob({
  name: "clean-up",
  schedule: "0 3 * * *",
  description: "Cleans up",
  run: () => ({ removed: 0 }),
});

async function engine(options: Parameters<typeof testRonda>[2] = {}) {
  received.length = 0;
  return await testRonda(database, [receipts, plain], { clock: testClock("2026-11-23T18:00:30Z"), ...options });
}

type Sent = { body?: BodyInit | null; type?: string; headers?: Record<string, string>; method?: string };

function post({ body, type = "application/json", headers = {}, method = "POST" }: Sent): Request {
  return new Request("http://localhost/api/cron/send-receipts", {
    method,
    headers: { authorization: `Bearer ${secret}`, "content-type": type, ...headers },
    body: body ?? null,
    ...({ duplex: "half" } as object),
  });
}

/** A schema as a library makes it, which does what is wanted. */
const schema = (validate: (value: unknown) => unknown) =>
  ({ "~standard": { version: 1, vendor: "test", validate } }) as StandardSchemaV1<unknown, unknown>;

describe("a job's input", () => {
  it("is what the schema makes of what code gives, typed, and is kept with the run", async () => {
    const ronda = await engine();
    const outcome = await ronda.runCron("send-receipts", { input: { month: "2026-10" }, actor: "Sari" });
    expect(outcome).toEqual({ ok: true, payload: { sent: 10, month: "2026-10" } });
    expect(received).toEqual([{ month: "2026-10", limit: 10 }]);
    const [listed] = await ronda.runs();
    expect(listed).toMatchObject({ trigger: "manual", slotAt: null, actor: "Sari" });
    expect(await ronda.run(listed!.id)).toMatchObject({ input: { month: "2026-10", limit: 10 }, attempts: 1 });
  });

  it("is the schema's default for the schedule, which takes its slot", async () => {
    const ronda = await engine();
    await ronda.runCron("send-receipts", { trigger: "schedule" });
    expect(received).toEqual([{ month: "2026-11", limit: 10 }]);
    const [listed] = await ronda.runs();
    expect(listed).toMatchObject({ trigger: "schedule", slotAt: new Date("2026-11-23T18:00:00Z") });
    expect((await ronda.run(listed!.id))!.input).toEqual({ month: "2026-11", limit: 10 });
  });

  it("makes a run manual: it is not the run of a slot", async () => {
    const ronda = await engine();
    await ronda.handle(post({ body: '{"month":"2026-09"}' }), "send-receipts");
    expect(await ronda.runs()).toMatchObject([{ trigger: "manual", slotAt: null }]);
    await ronda.handle(post({}), "send-receipts");
    expect(await ronda.runs({ limit: 1 })).toMatchObject([{ trigger: "schedule" }]);
  });

  it("is told with its issues where the schema refuses it, and nothing runs", async () => {
    const ronda = await engine();
    const outcome = await ronda.runCron("send-receipts", { input: { month: "October", limit: 99 } });
    expect(outcome).toMatchObject({
      ok: false,
      error: expect.stringContaining("month: a month such as 2026-10; limit: "),
      issues: [{ path: "month", message: "a month such as 2026-10" }, { path: "limit" }],
    });
    expect([received, await ronda.runs()]).toEqual([[], []]);
  });

  it("is refused for a job that takes none, and for a handler written by hand", async () => {
    const ronda = await engine();
    expect(await ronda.runCron("clean-up", { input: {} })).toMatchObject({
      ok: false,
      error: "This job takes no input",
    });
    expect(await ronda.runCron("by-hand", () => ({}), { input: 1 })).toMatchObject({ ok: false, issues: [{}] });
    expect(await ronda.runs()).toEqual([]);
    expect(await ronda.runCron("clean-up")).toMatchObject({ ok: true });
    expect(await ronda.runCron("clean-up", undefined, { actor: "Sari" })).toMatchObject({ ok: true });
  });

  it("is kept without secrets, and cut", async () => {
    const open = defineJob({
      name: "import",
      schedule: "0 3 * * *",
      description: "Imports",
      input: schema((value) => ({ value: value ?? null })),
      run: () => ({}),
    });
    const ronda = await testRonda(database, [open]);
    const input = {
      password: "hunter2",
      url: "postgresql://ana:hunter2@db/x",
      note: `with ${secret}`,
      api_key: 7,
      ids: Array.from({ length: 50_000 }, (_, id) => id),
    };
    await ronda.runCron("import", { input });
    const run = await ronda.run((await ronda.runs())[0]!.id);
    expect(run!.input).toMatchObject({
      input: {
        password: "[redacted]",
        url: "postgresql://[redacted]@db/x",
        note: "with [redacted]",
        api_key: "[redacted]",
      },
      truncated: { "input.ids": 50_000 },
    });
    expect(JSON.stringify(run!.input).length).toBeLessThan(70_000);
  });

  it.each([
    ["what JSON cannot carry", 7n, null],
    ["a date", new Date(0), "1970-01-01T00:00:00.000Z"],
    ["nothing", undefined, null],
  ])("may be read as %s: the run has it", async (_what, value, kept) => {
    let given: unknown;
    const odd = defineJob({
      name: "odd",
      schedule: "0 3 * * *",
      description: "Odd",
      input: schema(() => ({ value })),
      run: ({ input }) => {
        given = input;
        return {};
      },
    });
    const ronda = await testRonda(database, [odd]);
    expect(await ronda.runCron("odd")).toMatchObject({ ok: true });
    expect(given).toEqual(value);
    expect((await ronda.run((await ronda.runs())[0]!.id))!.input).toEqual(kept);
  });

  it("is the same for every attempt, and a run that cannot keep it runs all the same", async () => {
    const seen: unknown[] = [];
    const shaky = defineJob({
      name: "shaky",
      schedule: "0 3 * * *",
      description: "Shaky",
      input: z.object({ id: z.number() }).default({ id: 1 }),
      retry: { attempts: 2, backoff: 1 },
      run: ({ input }) => {
        seen.push(input);
        if (seen.length === 1) throw new Error("once");
        return {};
      },
    });
    const ronda = await testRonda(database, [shaky]);
    await database.pool.query(`alter table "CronRun" rename column "input" to "away"`);
    try {
      expect(await ronda.runCron("shaky", { input: { id: 7 } })).toMatchObject({ ok: true });
    } finally {
      await database.pool.query(`alter table "CronRun" rename column "away" to "input"`);
    }
    expect(seen).toEqual([{ id: 7 }, { id: 7 }]);
    const run = await ronda.run((await ronda.runs())[0]!.id);
    expect(run!.log).toMatchObject([{ level: "warn", message: expect.stringContaining("could not be kept") }, {}]);
  });
});

describe("a schema", () => {
  it.each<[string, unknown, RegExp]>([
    ["is none", { parse: () => {} }, /input is no schema of Standard Schema/],
    ["is a text", "month", /input is no schema of Standard Schema/],
    ["refuses a missing input", z.object({ month: z.string() }), /refuses a missing input \(.+\).+give it a default/],
    ["answers later", schema(() => Promise.reject(new Error("late"))), /answers later, with a promise/],
    ["throws", schema(() => { throw new Error("no lookup"); }), /cannot be asked for its default: no lookup/], // biome-ignore format: one case a line
  ])("that %s is told at the start", (_what, input, message) => {
    const define = () =>
      defineJob({ name: "x", schedule: "0 3 * * *", description: "X", input: input as never, run: () => ({}) });
    expect(define).toThrow(DefinitionError);
    expect(define).toThrow(message);
    expect(define).toThrow('job "x": input');
  });

  it("that refuses nothing later makes the schedule's run fail, for all to see", async () => {
    let answers = 0;
    const fickle = defineJob({
      name: "fickle",
      schedule: "*/5 * * * *",
      description: "Fickle",
      input: schema(() => (answers++ === 0 ? { value: 1 } : { issues: [{ message: "no more" }] })),
      run: () => ({}),
    });
    const ronda = await testRonda(database, [fickle]);
    expect(await ronda.runCron("fickle", { trigger: "schedule" })).toMatchObject({ ok: false });
    expect(await ronda.runs()).toMatchObject([
      { status: "FAILED", errorMessage: "The input is not accepted: no more" },
    ]);
  });

  it("that throws, rejects or answers at length is an answer of bounded length", async () => {
    const answers: (() => unknown)[] = [
      () => ({ value: 1 }),
      () => {
        throw new Error(`lookup failed: ${secret}`);
      },
      () => Promise.reject(new Error("x".repeat(1_000_000))),
      () =>
        Promise.resolve({
          issues: Array.from({ length: 10_000 }, () => ({
            message: "m".repeat(10_000),
            path: Array.from({ length: 1000 }, () => ({ key: "deep" })),
          })),
        }),
    ];
    const odd = defineJob({
      name: "odd",
      schedule: "0 3 * * *",
      description: "Odd",
      input: schema(() => answers.shift()!()),
      run: () => ({}),
    });
    const ronda = await testRonda(database, [odd]);
    for (let time = 0; time < 3; time++) {
      const outcome = await ronda.runCron("odd", { input: 1 });
      expect(outcome).toMatchObject({ ok: false });
      expect(JSON.stringify(outcome)).not.toContain(secret);
      expect(JSON.stringify(outcome).length).toBeLessThan(20_000);
    }
    expect(await ronda.runs()).toEqual([]);
  });
});

describe("over HTTP", () => {
  it("is the JSON of a POST", async () => {
    const ronda = await engine();
    const answer = await ronda.handle(post({ body: '{"month":"2026-10","limit":3}' }), "send-receipts");
    expect([answer.status, await answer.json()]).toEqual([200, { ok: true, sent: 3, month: "2026-10" }]);
  });

  it.each<[string, Sent, number, string | object]>([
    [
      "a schema's refusal",
      { body: '{"month":"October"}' },
      400,
      { issues: [{ path: "month", message: "a month such as 2026-10" }] },
    ],
    ["null, which is not nothing", { body: "null" }, 400, { issues: [{ path: "" }] }],
    [
      "a form",
      { body: "month=2026-10", type: "application/x-www-form-urlencoded" },
      400,
      "send it with Content-Type: application/json",
    ],
    [
      "JSON that says it is text",
      { body: '{"month":"2026-10"}', type: "text/plain" },
      400,
      "Content-Type: application/json",
    ],
    ["no JSON", { body: "{month" }, 400, "The input is not JSON"],
    ["no UTF-8", { body: new Uint8Array([0x22, 0xff, 0x22]) }, 400, "no UTF-8"],
    ["more than 64 KiB", { body: JSON.stringify({ month: "x".repeat(70_000) }) }, 413, "larger than 64 KiB"],
    ["21 levels", { body: `${"[".repeat(21)}${"]".repeat(21)}` }, 400, "deeper than 20 levels"],
    ["60,000 levels", { body: "[".repeat(60_000) }, 400, "deeper than 20 levels"],
    [
      "an input of the schedule",
      { body: '{"month":"2026-10"}', headers: { "X-Ronda-Trigger": "schedule" } },
      400,
      "The schedule gives no input",
    ],
    [
      "a stream that breaks",
      { body: new ReadableStream({ pull: (stream) => stream.error(new Error("gone")) }) },
      400,
      "cannot be read",
    ],
  ])("%s runs nothing", async (_what, sent, status, told) => {
    const ronda = await engine();
    const answer = await ronda.handle(post(sent), "send-receipts");
    const body = (await answer.json()) as { error: string };
    expect(answer.status).toBe(status);
    if (typeof told === "string") expect(body.error).toContain(told);
    else expect(body).toMatchObject({ error: expect.stringMatching(/^The input is not accepted/), ...told });
    expect([received, await ronda.runs()]).toEqual([[], []]);
  });

  it("is not read before the secret is", async () => {
    const ronda = await engine();
    const request = post({ body: "{", headers: { authorization: "Bearer wrong" } });
    expect((await ronda.handle(request, "send-receipts")).status).toBe(401);
    expect(request.bodyUsed).toBe(false);
  });

  it("takes no more of an endless body than it may", async () => {
    let pulled = 0;
    const endless = new ReadableStream({
      pull(stream) {
        pulled += 1;
        stream.enqueue(new Uint8Array(16 * 1024).fill(0x20));
      },
    });
    const ronda = await engine();
    expect((await ronda.handle(post({ body: endless }), "send-receipts")).status).toBe(413);
    expect(pulled).toBeLessThan(10);
  });

  it.each<[string, Sent]>([
    ["no body", {}],
    ["an empty body", { body: "" }],
    ["blanks", { body: " \n" }],
    ["GET", { method: "GET" }],
    ["JSON of another name", { body: '{"month":"2026-11"}', type: "application/vnd.api+json; charset=utf-8" }],
  ])("%s is fine", async (_what, sent) => {
    const ronda = await engine();
    expect((await ronda.handle(post(sent), "send-receipts")).status).toBe(200);
    expect(received).toEqual([{ month: "2026-11", limit: 10 }]);
  });

  it.each<[string, Sent, number]>([
    ["a form, which is not read", { body: "a=b", type: "application/x-www-form-urlencoded" }, 200],
    ["an empty object, which some schedulers send", { body: "{}" }, 200],
    ["an input", { body: '{"month":"2026-10"}' }, 400],
  ])("a job that takes none is sent %s", async (_what, sent, status) => {
    const ronda = await engine();
    expect((await ronda.handle(post(sent), "clean-up")).status).toBe(status);
    expect(await ronda.runs()).toHaveLength(status === 200 ? 1 : 0);
  });
});

it("an engine of jobs with and without input is a plain engine", () => {
  const ronda = createRonda({ app: "shop", database: database.pool, jobs: [receipts, plain], secrets: {} });
  expect(ronda.jobs.map(({ input }) => input === undefined)).toEqual([false, true]);
  /** Compiled, not called: the compiler knows what each job takes. */
  const calls = () => [
    ronda.runCron("send-receipts", { input: { month: "2026-10" } }),
    ronda.runCron("send-receipts"),
    ronda.runCron("send-receipts", undefined, { actor: "Sari" }),
    // @ts-expect-error: a month is a text
    ronda.runCron("send-receipts", { input: { month: 7 } }),
    // @ts-expect-error: it takes none
    ronda.runCron("clean-up", { input: {} }),
  ];
  expect(calls).toBeTypeOf("function");
});
