import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { testDatabase } from "../testing/database.ts";
import { secret, testRonda } from "../testing/engine.ts";
import { expectLinear } from "../testing/linear.ts";
import type { JobOptions } from "../types.ts";
import { label } from "./label.ts";

const database = testDatabase();

const trips = (run: JobOptions["run"], options: Partial<JobOptions> = {}) =>
  defineJob({
    name: "auto-complete-trips",
    schedule: "0 18 * * *",
    description: "Completes trips",
    run,
    ...options,
  } as JobOptions);

const huge = `Sari\n\u202e${"a.".repeat(5_000_000)}`;

it("another's text is one line of printable letters, cut before it is worked on", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const shown = label(text, 20);
      expect(shown.length).toBeLessThanOrEqual(20);
      expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\n]/u);
      expect(shown.isWellFormed()).toBe(true);
    }),
  );
  expect(label("  Sari\n\t(ronda\u202e run)\0", 100)).toBe("Sari (ronda run)");
  expect(label("Ame\u0301lie", 100)).toBe("Amélie");
  for (const piece of ["\n", " ", "a\u0301", "\u202e", "\ud800"]) {
    expectLinear((size) => {
      const text = piece.repeat(size);
      return () => label(text, 120);
    }, 1_000_000);
  }
});

describe("what is kept with a run", () => {
  it("is cut, and without secrets: notes, how many and how long, and what is wrong with a result", async () => {
    const noting = trips(({ note }) => {
      for (let count = 0; count < 100_000; count++) note(`${count}: ${secret} ${huge.slice(0, 10_000)}`);
    });
    const ronda = await testRonda(database, [noting]);
    await ronda.runCron(noting.name);
    const reason = (await ronda.runs())[0]!.reason!;
    expect(reason.length).toBeLessThan(2500);
    expect(reason).toMatch(/^0: \[redacted\] .*; 1: .*; more notes were left out$/s);

    const expecting = trips(() => ({}), { expect: () => `${secret}${huge}` });
    const other = await testRonda(database, [expecting]);
    await other.runCron(expecting.name);
    const broken = (await other.runs())[0]!.reason!;
    expect(broken).toMatch(/^\[redacted\]Sari/);
    expect(broken.length).toBeLessThanOrEqual(500);
  });

  it("is cut: who asked, the host, the release", async () => {
    const ronda = await testRonda(database, [trips(() => ({}))], { host: huge, release: huge });
    await ronda.runCron("auto-complete-trips", undefined, { actor: huge });
    const [run] = await ronda.runs();
    expect(run!.actor).toMatch(/^Sari a/);
    expect([run!.actor, run!.host, run!.release].map((text) => text!.length)).toEqual([120, 255, 100]);
  });

  it("is not who asks when nothing of it can be read", async () => {
    const ronda = await testRonda(database, [trips(() => ({}))]);
    await ronda.runCron("auto-complete-trips", undefined, { actor: "\u202e\n" });
    expect(await ronda.runs()).toMatchObject([{ actor: null }]);
  });
});

describe("a hand-written handler", () => {
  it.each([["send-receipts"], ["Send receipts"], ["kirim kuitansi é"], ["x".repeat(100)]])(
    "may be called %j",
    async (name) => {
      const ronda = await testRonda(database, []);
      expect(await ronda.runCron(name, () => ({ sent: 1 }))).toMatchObject({ ok: true });
      expect(await ronda.runs()).toMatchObject([{ jobName: name }]);
    },
  );

  it.each([
    [""],
    ["x".repeat(101)],
    [huge],
    ["a\0b"],
    ["a\nb"],
    [" a"],
    ["\ud800"],
    [7],
    [undefined],
    [null],
    [{}],
    [Symbol("x")],
  ])("of a name that cannot be one is told, and does not run", async (name) => {
    const ronda = await testRonda(database, []);
    let ran = false;
    const outcome = await ronda.runCron(name as string, () => {
      ran = true;
      return {};
    });
    expect(outcome).toMatchObject({ ok: false, error: expect.stringContaining("A job's name is a text of 1 to 100") });
    expect(ran).toBe(false);
    expect(await ronda.runs()).toEqual([]);
    const error = outcome.ok ? "" : outcome.error;
    expect(error.length).toBeLessThan(250);
    const advised = /such as "(.+)"$/.exec(error)?.[1];
    if (advised) expect(await ronda.runCron(advised, () => ({}))).toMatchObject({ ok: true });
  });
});

it("a name in a job's URL and a browser's name cost nothing by their length", async () => {
  const ronda = await testRonda(database, [trips(() => ({}))]);
  const answer = await ronda.handle(
    new Request("http://localhost/", {
      headers: { authorization: `Bearer ${secret}`, "user-agent": "a.".repeat(7000) },
    }),
    huge,
  );
  expect(answer.status).toBe(404);
  expect(await answer.text()).toBe('{"error":"Unknown job","jobs":["auto-complete-trips"]}');
  await ronda.stop();
  const { rows } = await database.pool.query(`select "jobName", length("userAgent") as length from "RondaRejection"`);
  expect(rows).toEqual([{ jobName: "(unknown)", length: 120 }]);
});
