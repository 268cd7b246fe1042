import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { defineJob } from "../job/job.ts";
import { steadyClock } from "../process/steady-clock.ts";
import { newRunId } from "../record/run-id.ts";
import type { Ronda } from "../ronda.ts";
import { testDatabase } from "../testing/database.ts";
import { testRonda } from "../testing/engine.ts";
import { main } from "./program.ts";

const database = testDatabase();
const folder = mkdtempSync(join(tmpdir(), "ronda-acts-"));
const description = "Sends receipts";
const jobs = [defineJob({ name: "send-receipts", schedule: "0 18 * * *", description, run: () => ({}) })];
const here = `${userInfo().username}@${hostname()}`;
let engine: Ronda;

// The command loads a file, which gives it the engine of the test.
const config = join(folder, "ronda.config.mjs");
beforeAll(() => {
  writeFileSync(config, "export default globalThis.rondaConfig;");
  Object.assign(globalThis, {
    rondaConfig: {
      app: "bakery",
      jobs,
      url: "http://127.0.0.1:9",
      displayZone: "Asia/Jakarta",
      zoneNames: { "Asia/Jakarta": "WIB" },
      ronda: () => engine,
    },
  });
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(async () => {
  engine = await testRonda(database, jobs);
});

/** What a command prints, and its exit code. */
async function ronda(...args: string[]) {
  const printed = { out: "", err: "" };
  const collect = (into: "out" | "err") => (text: string | Uint8Array) => {
    printed[into] += text;
    return true;
  };
  const out = vi.spyOn(process.stdout, "write").mockImplementation(collect("out"));
  const err = vi.spyOn(process.stderr, "write").mockImplementation(collect("err"));
  try {
    const code = await main(["--config", config, ...args]);
    return { code, ...printed };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

const incident = async (name = "send-receipts") => {
  const id = newRunId(new Date());
  await database.pool.query(
    `insert into "RondaIncident" ("id", "subjectKind", "subjectName", "severity", "reasons", "openedAt", "checkedAt")
     values ($1, 'job', $2, 'STALE', '[{"kind":"never-ran","since":"2026-11-23T18:00:00Z"}]', '2026-11-23T19:00:00Z', now())`,
    [id, name],
  );
  return id;
};

describe("ronda pause and resume", () => {
  it("pause in the name of who types it, until a moment of the reader's clock", async () => {
    expect(
      await ronda("pause", "send-receipts", "--until", "2030-01-01 01:00", "--reason", "moving the database"),
    ).toEqual({
      code: 0,
      out: "paused send-receipts until 2030-01-01 01:00 WIB\n",
      err: "",
    });
    expect(await engine.runCron("send-receipts")).toMatchObject({
      skipped: `paused until 2029-12-31T18:00:00.000Z by ${here}: moving the database`,
    });
    expect(await ronda("pause", "send-receipts", "--by", "Ana")).toMatchObject({
      code: 1,
      out: "",
      err: expect.stringMatching(new RegExp(`^ronda: ${here} has paused it already, since `)),
    });
    expect(await ronda("resume", "send-receipts", "--by", "Ana")).toMatchObject({
      code: 0,
      out: "resumed send-receipts\n",
    });
    expect(await engine.actions()).toMatchObject([
      { actor: "Ana", verb: "resume" },
      { actor: here, verb: "pause" },
    ]);
  });

  it("tell what was refused as JSON too", async () => {
    const { code, out } = await ronda("resume", "send-receipts", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({ ok: false, error: "This job is not paused.", refusal: { kind: "not-paused" } });
  });

  it.each([
    [["pause", "send-recipts"], 'There is no job of that name. Did you mean "send-receipts"?'],
    [["pause", "send-receipts", "--until", "soon"], "--until is no moment: write 2h, 3d, 18:00"],
    [["pause", "send-receipts", "--until", "2020-01-01"], '"until" must be in the future'],
    [["pause", "send-receipts", "--by", " "], '"by" is empty.'],
    [["pause", "send-receipts", "--by", "\u200b\u3164"], '"by" is empty.'],
    [["release", "x", "--reason", " \u00a0\u200b"], 'say why: --reason "its process hangs"'],
    [["release", "x"], 'say why: --reason "its process hangs"'],
    [["release", "x", "--reason", "hangs"], "There is no run with that id."],
    [["ack", "send-receipts"], '"send-receipts" has no open incident'],
    [["snooze", "send-receipts"], "say until when: --until 2h"],
    [["run"], "missing required argument 'job'"],
    [["run", "--again", newRunId(new Date())], "there is no run"],
  ])("%j is called wrongly: 2", async (args, message) => {
    expect(await ronda(...args)).toMatchObject({ code: 2, out: "", err: expect.stringContaining(message) });
  });
});

describe("ronda incidents, ack and snooze", () => {
  it("list what is wrong, and take it by its id or by what it is about", async () => {
    expect(await ronda("incidents", "--open")).toMatchObject({ out: "nothing is wrong\n" });
    const id = await incident();
    expect((await ronda("incidents", "--open")).out).toMatch(
      new RegExp(
        `^SINCE \\(WIB\\) +OF +BADGE +STATE +CAUSE +ID\n2026-11-24 01:00 +send-receipts +STALE +open +has never run.* +${id}\n$`,
      ),
    );
    expect(await ronda("ack", "send-receipts", "--by", "Ana")).toMatchObject({
      code: 0,
      out: "acknowledged the incident of send-receipts\n",
    });
    expect(await ronda("ack", id, "--by", "Hugo")).toMatchObject({
      code: 1,
      err: expect.stringContaining("Ana has acknowledged it already"),
    });
    expect(await ronda("snooze", id, "--until", "2h", "--by", "Hugo")).toMatchObject({ code: 0 });
    expect((await ronda("incidents")).out).toContain("by Hugo");
    expect(JSON.parse((await ronda("incidents", "--json")).out)).toMatchObject([{ id, acknowledged: { by: "Ana" } }]);
  });
});

it("ronda trust-clock says that the clock of its machine is right, in the name of who types it", async () => {
  expect(await ronda("trust-clock")).toEqual({
    code: 1,
    out: "",
    err: "ronda: The clock is right already: nothing is held.\n",
  });
  await engine.patrol();
  const dayMs = 24 * 60 * 60_000;
  engine = await testRonda(database, jobs, { clock: steadyClock({ wallMs: () => Date.now() + 400 * dayMs }) });
  expect(await engine.runCron("send-receipts")).toMatchObject({ skipped: "held: the clock of this host has leapt" });
  expect(await ronda("trust-clock", "--reason", "off for long")).toMatchObject({ code: 0, err: "" });
  expect(await engine.actions({ kind: "host" })).toMatchObject([
    { verb: "trust-clock", actor: here, reason: "off for long" },
  ]);
  expect(await engine.runCron("send-receipts")).toMatchObject({ payload: {} });
});

it("ronda release gives up on a run that hangs", async () => {
  const hung = Promise.withResolvers<void>();
  const outcome = engine.runCron("send-receipts", () => hung.promise);
  await expect.poll(() => engine.runs()).toMatchObject([{ status: "RUNNING" }]);
  const [run] = await engine.runs();
  expect(await ronda("release", run!.id, "--reason", "hangs", "--by", "Sari")).toMatchObject({
    code: 0,
    out: `released ${run!.id}\n`,
  });
  expect(await engine.runs()).toMatchObject([{ status: "ABANDONED", reason: "given up by Sari: hangs" }]);
  expect(await ronda("release", run!.id, "--reason", "hangs")).toMatchObject({ code: 1 });
  hung.resolve();
  await outcome;
});
