import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ronda } from "#ronda.config.ts";
import { ownDatabase } from "#tests/database.ts";
import { runCron } from "./cron-runner.ts";

ownDatabase();
beforeAll(() => ronda().migrate());

let work: () => Promise<{ processedCount: number }>;
beforeEach(() => {
  process.env.CRON_SECRET = "the secret of the hand-written handler";
  work = async () => ({ processedCount: 0 });
});

/** The handler as the operations manual has always told developers to write it; only Next's own two types are the platform's. */
async function GET(req: Request) {
  const secret = process.env.CRON_SECRET;
  if (!secret) {
    return Response.json({ error: "Server misconfigured" }, { status: 500 });
  }
  if (req.headers.get("authorization") !== `Bearer ${secret}`) {
    return Response.json({ error: "Unauthorized" }, { status: 401 });
  }
  const outcome = await runCron("hand-written", async () => {
    return work();
  });
  if (!outcome.ok) {
    return Response.json({ error: outcome.error }, { status: 500 });
  }
  return Response.json({ ok: true, ...outcome.payload });
}

async function trigger(secret = process.env.CRON_SECRET) {
  const headers = { authorization: `Bearer ${secret}` };
  const response = await GET(new Request("http://localhost:3000/api/cron/hand-written", { headers }));
  return [response.status, await response.text()];
}

describe("a hand-written cron handler", () => {
  it("answers with ok and what its function returned, and is kept in CronRun", async () => {
    expect(await trigger()).toEqual([200, '{"ok":true,"processedCount":0}']);
    expect(await ronda().runs()).toMatchObject([
      { jobName: "hand-written", status: "SUCCESS", payload: { processedCount: 0 } },
    ]);
  });

  it("answers 500 with the message when its function throws, and keeps the error", async () => {
    work = () => Promise.reject(new Error("the database is full"));
    expect(await trigger()).toEqual([500, '{"error":"the database is full"}']);
    expect(await ronda().runs()).toMatchObject([{ status: "FAILED", errorMessage: "the database is full" }]);
  });

  it("answers 200 and says so when it is running already", async () => {
    const [started, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    work = async () => {
      started.resolve();
      await release.promise;
      return { processedCount: 3 };
    };
    const first = trigger();
    await started.promise;
    expect(await trigger()).toEqual([200, expect.stringMatching(/^\{"ok":true,"skipped":"already running since /)]);
    release.resolve();
    expect(await first).toEqual([200, '{"ok":true,"processedCount":3}']);
  });

  it("keeps its own answers for a wrong secret and for none", async () => {
    expect(await trigger("wrong")).toEqual([401, '{"error":"Unauthorized"}']);
    process.env.CRON_SECRET = "";
    expect(await trigger()).toEqual([500, '{"error":"Server misconfigured"}']);
    expect(await ronda().runs()).toEqual([]);
  });

  it("stands on the system page by its last result, although it is not in the registry", async () => {
    await trigger();
    const { jobs } = await ronda().overview();
    expect(jobs.find(({ name }) => name === "hand-written")).toMatchObject({ schedule: null, health: { badge: "OK" } });
  });
});
