import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { afterEach, describe, expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { testDatabase } from "../testing/database.ts";
import { testChannel, testRonda } from "../testing/engine.ts";

/** With processes of their own, as they are killed, suspended and blocked where Ronda runs. */

const database = testDatabase();
const { pool } = database;
/** Only for what hangs: processes that come up, on a machine with other things to do. */
const patient = { timeout: 120_000 };

const job = (run: () => { completed: number } | Promise<{ completed: number }> = () => ({ completed: 0 })) =>
  defineJob({
    name: "auto-complete-trips",
    schedule: "0 18 * * *",
    description: { id: "Menyelesaikan trip", en: "Completes trips" },
    run,
  });

type WorkerMessage = {
  started?: true;
  blocked?: true;
  alert?: { kind: string; runId: string };
  outcome?: Record<string, unknown>;
};
type Worker = {
  pid: number;
  said: WorkerMessage[];
  tell: (command: string) => void;
  kill: (signal: NodeJS.Signals) => void;
};

const children: ChildProcessByStdio<Writable, Readable, null>[] = [];
const folders: string[] = [];

function startWorker({ maxRunMs = 600_000, file = "" } = {}): Worker {
  const script = join(import.meta.dirname, "../testing/worker.ts");
  const env = { ...process.env, MAX_RUN_MS: String(maxRunMs) } as unknown as NodeJS.ProcessEnv;
  const child = spawn(process.execPath, [script, database.url, file], { stdio: ["pipe", "pipe", "inherit"], env });
  children.push(child);
  const said: WorkerMessage[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => said.push(JSON.parse(line)));
  return {
    pid: child.pid!,
    said,
    tell: (command) => void child.stdin.write(`${command}\n`),
    kill: (signal) => void child.kill(signal),
  };
}

/** A worker whose job has begun, and the id of its run. */
async function startedWorker(options?: Parameters<typeof startWorker>[0]): Promise<Worker & { runId: string }> {
  const worker = startWorker(options);
  worker.tell("run");
  await expect.poll(() => worker.said, patient).toContainEqual({ started: true });
  const { rows } = await pool.query(`select "id" from "CronRun" where "status" = 'RUNNING' and "pid" = $1`, [
    worker.pid,
  ]);
  return { ...worker, runId: rows[0].id };
}

const outcomes = ({ said }: Worker) => said.flatMap(({ outcome }) => outcome ?? []);
const silence = () => pool.query(`update "CronRun" set "heartbeatAt" = now() - interval '61 seconds'`);

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe("a job that ignores its signal", () => {
  it("is at work once, however often it is triggered, until it ends", async () => {
    const ignoring = await startedWorker({ maxRunMs: 1000 });
    await expect.poll(() => outcomes(ignoring), patient).toEqual([{ ok: false, error: "Timed out after 1 s" }]);
    const ronda = await testRonda(database, [job()]);
    expect(await ronda.run(ignoring.runId)).toMatchObject({ status: "TIMED_OUT" });

    const others = [startWorker(), startWorker(), ignoring];
    for (const other of others) other.tell("run");
    const skipped = { ok: true, skipped: expect.stringContaining(ignoring.runId) };
    for (const other of others) await expect.poll(() => outcomes(other).at(-1), patient).toEqual(skipped);
    expect([...others, ignoring].flatMap(({ said }) => said).filter(({ started }) => started)).toHaveLength(2);
    expect(await ronda.runs({ status: "SKIPPED" })).toHaveLength(3);

    ignoring.tell("finish");
    await expect
      .poll(() => ronda.run(ignoring.runId), patient)
      .toMatchObject({ status: "TIMED_OUT", lateStatus: "SUCCESS", latePayload: { completed: ignoring.pid } });
    expect(await ronda.runCron(job().name)).toEqual({ ok: true, payload: { completed: 0 } });
  });

  it("gives its job back with its process, when that has been silent for as long as a lease lasts", async () => {
    const ignoring = await startedWorker({ maxRunMs: 1000 });
    await expect.poll(() => outcomes(ignoring), patient).toHaveLength(1);
    ignoring.kill("SIGKILL");
    const ronda = await testRonda(database, [job()]);
    expect(await ronda.runCron(job().name)).toHaveProperty("skipped");
    await silence();
    expect(await ronda.runCron(job().name)).toEqual({ ok: true, payload: { completed: 0 } });
    expect(await ronda.run(ignoring.runId)).toMatchObject({ status: "TIMED_OUT", lateStatus: null });
  });

  it("has its job also after a restart has been written, until its process is gone", async () => {
    const ignoring = await startedWorker();
    ignoring.tell("stop");
    const ronda = await testRonda(database, [job()]);
    await expect
      .poll(() => ronda.run(ignoring.runId), patient)
      .toMatchObject({ status: "ABANDONED", reason: "restart", errorMessage: "Stopped by a restart" });
    expect(await ronda.runCron(job().name)).toHaveProperty("skipped");
    expect((await ronda.overview()).jobs[0]).toMatchObject({ runs7d: 1, errors7d: 0, lastError: null });
    await silence();
    expect(await ronda.runCron(job().name)).toHaveProperty("payload");
  });
});

/** What is known of a run that said nothing for a minute, and what is when it says something after all. */
async function expectTakenBack(worker: Worker & { runId: string }, wakeUp: () => void): Promise<void> {
  const channel = testChannel();
  const ronda = await testRonda(database, [job()], { channels: [channel] });
  await silence();
  expect(await ronda.patrol()).toMatchObject({ abandoned: 1 });
  expect(await ronda.run(worker.runId)).toMatchObject({
    status: "ABANDONED",
    errorMessage: `No heartbeat for 60 s from process ${worker.pid} on vps`,
  });
  expect((await ronda.overview()).jobs[0]!.health).toMatchObject({ badge: "FAILED", reasons: [{ kind: "crashed" }] });

  wakeUp();

  await expect
    .poll(() => ronda.run(worker.runId), patient)
    .toMatchObject({
      status: "ABANDONED",
      payload: null,
      lateStatus: "SUCCESS",
      latePayload: { completed: worker.pid },
    });
  const alert = expect.objectContaining({ kind: "withdrawn", runId: worker.runId });
  await expect.poll(() => worker.said, patient).toContainEqual({ alert });
  expect(channel.alerts).toMatchObject([{ kind: "opened", runId: worker.runId }]);
  const { jobs } = await ronda.overview();
  expect(jobs[0]!.health).toMatchObject({ badge: "OK", reasons: [] });
  expect(jobs[0]).toMatchObject({ runs7d: 1, errors7d: 1, lastSuccess: { id: worker.runId } });
  expect(await ronda.runCron(job().name)).toEqual({ ok: true, payload: { completed: 0 } });
}

describe("a run that was given up for its silence and ends after all", () => {
  it("was suspended", async () => {
    const worker = await startedWorker();
    worker.kill("SIGSTOP");
    await expectTakenBack(worker, () => {
      worker.kill("SIGCONT");
      worker.tell("finish");
    });
  });

  it("was in a process that did nothing else for a while", async () => {
    const folder = mkdtempSync(join(tmpdir(), "ronda-blocked-"));
    folders.push(folder);
    const file = join(folder, "go-on");
    const worker = await startedWorker({ file });
    worker.tell("block");
    await expect.poll(() => worker.said, patient).toContainEqual({ blocked: true });
    await expectTakenBack(worker, () => writeFileSync(file, ""));
  });

  it("had not one connection to say so", async () => {
    const only = database.poolWith({ max: 1 });
    const finish = Promise.withResolvers<void>();
    const started = Promise.withResolvers<void>();
    const greedy = job(async () => {
      const connection = await only.connect();
      started.resolve();
      await finish.promise;
      connection.release();
      return { completed: 3 };
    });
    const mine = testChannel();
    const poor = await testRonda({ pool: only }, [greedy], { channels: [mine] });
    const outcome = poor.runCron(greedy.name);
    await started.promise;
    const ronda = await testRonda(database, [job()], { channels: [testChannel()] });
    await silence();
    await ronda.patrol();
    finish.resolve();
    expect(await outcome).toEqual({ ok: false, error: expect.stringContaining("closed by another process") });
    expect(await ronda.run((await ronda.runs())[0]!.id)).toMatchObject({
      status: "ABANDONED",
      lateStatus: "SUCCESS",
      latePayload: { completed: 3 },
    });
    await poor.stop();
    expect(mine.alerts).toMatchObject([{ kind: "withdrawn" }]);
  });

  it("has its job again until then, so that no other begins meanwhile", async () => {
    const worker = await startedWorker();
    worker.kill("SIGSTOP");
    const ronda = await testRonda(database, [job()]);
    await silence();
    await ronda.patrol();
    worker.kill("SIGCONT");
    const hasLease = async () =>
      (await pool.query(`select "hasLease" from "CronRun" where "id" = $1`, [worker.runId])).rows[0].hasLease;
    await expect.poll(hasLease, patient).toBe(true);
    const skipped = expect.stringContaining(`run ${worker.runId} was closed as ABANDONED, but its function works on`);
    expect(await ronda.runCron(job().name)).toEqual({ ok: true, skipped });
  });
});

describe("a late result leaves of a streak of failures what failed after it", () => {
  it.each([
    ["nothing, where it was the last", [], { failureStreak: 0, alertCount: 0 }],
    ["the failure that came after it", ["FAILED"], { failureStreak: 1, alertCount: 2 }],
    ["nothing, where a success had ended it already", ["FAILED", "SUCCESS"], { failureStreak: 0, alertCount: 0 }],
    ["a failure that a success has not ended yet", ["SUCCESS", "FAILED"], { failureStreak: 1, alertCount: 1 }],
  ])("%s", async (_what, after, expected) => {
    const ronda = await testRonda(database, [job()]);
    await ronda.runCron(job().name, () => Promise.reject(new Error("before")));
    const worker = await startedWorker();
    worker.kill("SIGSTOP");
    await silence();
    await ronda.patrol();
    for (const status of after) {
      await ronda.runCron(job().name, () => (status === "SUCCESS" ? {} : Promise.reject(new Error("after"))));
    }
    worker.kill("SIGCONT");
    worker.tell("finish");
    await expect.poll(() => ronda.run(worker.runId), patient).toMatchObject({ lateStatus: "SUCCESS" });
    const { rows } = await pool.query(`select "failureStreak", "alertCount" from "RondaJob"`);
    expect(rows).toEqual([expected]);
  });
});
