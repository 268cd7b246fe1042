import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { testDatabase } from "../testing/database.ts";
import { testChannel, testRonda } from "../testing/engine.ts";

const database = testDatabase();

it("a run killed with -9 is closed as ABANDONED by the next trigger after its lease, which runs", async () => {
  let runs = 0;
  const job = defineJob({
    name: "auto-complete-trips",
    schedule: "0 18 * * *",
    description: { id: "Menyelesaikan trip", en: "Completes trips" },
    run: () => ({ completed: ++runs }),
  });
  const channel = testChannel();
  const ronda = await testRonda(database, [job], { channels: [channel] });
  const killed = await killWhileRunning();

  // Within the lease nobody can know: the run may be alive.
  expect(await ronda.runCron(job.name)).toMatchObject({
    ok: true,
    skipped: expect.stringContaining("already running"),
  });

  await database.pool.query(`update "CronRun" set "heartbeatAt" = "heartbeatAt" - interval '61 seconds'`);
  expect(await ronda.runCron(job.name)).toEqual({ ok: true, payload: { completed: 1 } });

  await ronda.stop();
  const [last, , first] = await ronda.runs();
  expect(first).toMatchObject({ status: "ABANDONED", reason: "crashed", pid: killed.pid });
  expect(first!.errorMessage).toContain(`process ${killed.pid}`);
  expect(last).toMatchObject({ status: "SUCCESS" });
  expect(channel.alerts).toMatchObject([
    { kind: "opened", reasons: [{ kind: "crashed" }], runId: first!.id },
    { kind: "resolved" },
  ]);
  expect(await ronda.runs({ status: "RUNNING" })).toEqual([]);
});

async function killWhileRunning(): Promise<{ pid: number }> {
  const script = join(import.meta.dirname, "../testing/crash.ts");
  const child = spawn(process.execPath, [script, database.url], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  child.kill("SIGKILL");
  await once(child, "exit");
  return { pid: child.pid! };
}
