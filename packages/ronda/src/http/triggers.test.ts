import { expect, it, vi } from "vitest";
import { defineJob } from "../job/job.ts";
import type { Ronda } from "../ronda.ts";
import { intercepted, testDatabase } from "../testing/database.ts";
import { secret, testClock, testLogger, testRonda } from "../testing/engine.ts";
import { actorHeader, triggerHeader } from "./trigger.ts";

const database = testDatabase();
const previous = "the secret before the rotation, 32 letters+";
const mails = defineJob({ name: "send-mails", schedule: "*/5 * * * *", description: "Sends mails", run: () => ({}) });
const crontab = { "user-agent": "curl/8.5.0", [triggerHeader]: "schedule" };

const ask = (ronda: Ronda, headers: Record<string, string>, token = secret) =>
  ronda.handle(
    new Request(`https://bakery.example/api/cron/${mails.name}`, {
      headers: { ...headers, authorization: `Bearer ${token}` },
    }),
    mails.name,
  );
const lastTrigger = async (ronda: Ronda) => (await ronda.overview()).jobs[0]!.lastTrigger;

it("the page knows what triggered a job last, with which secret, and since when it comes from there", async () => {
  const clock = testClock("2026-11-23T06:00:01Z");
  const ronda = await testRonda(database, [mails], { clock, secrets: { current: secret, previous } });
  expect(await lastTrigger(ronda)).toBeNull();
  await ask(ronda, crontab, previous);
  const first = clock();
  const fromCurl = { trigger: "schedule", userAgent: "curl/8.5.0", source: "curl", sourceSince: first };
  expect(await lastTrigger(ronda)).toEqual({ at: first, secret: "previous", ...fromCurl });
  clock.set("2026-11-23T06:05:01Z");
  await ask(ronda, crontab);
  expect(await lastTrigger(ronda)).toEqual({ at: clock(), secret: "current", ...fromCurl });
  clock.set("2026-11-23T06:12:30Z");
  await ask(ronda, { "user-agent": "GitHub-Hookshot" });
  expect(await lastTrigger(ronda)).toMatchObject({ trigger: "manual", source: "other", sourceSince: clock() });
  clock.set("2026-11-23T06:15:02Z");
  await ask(ronda, { "user-agent": "vercel-cron/1.0" });
  expect(await lastTrigger(ronda)).toMatchObject({ trigger: "schedule", source: "vercel", sourceSince: clock() });
});

it("what a person starts, and what is turned away, says nothing about it", async () => {
  const ronda = await testRonda(database, [mails], { clock: testClock("2026-11-23T06:00:01Z") });
  await ask(ronda, { ...crontab, [triggerHeader]: "manual" });
  await ask(ronda, { "user-agent": "curl/8.5.0", [actorHeader]: "root@vps" });
  await ask(ronda, crontab, "a wrong one");
  await ronda.runCron(mails.name);
  expect(await lastTrigger(ronda)).toBeNull();
});

it("of a client's name no secret is kept, and no more than 120 characters", async () => {
  const ronda = await testRonda(database, [mails], { clock: testClock("2026-11-23T06:00:01Z") });
  await ask(ronda, { "user-agent": `watcher ${secret} ${"x".repeat(500)}` });
  const { userAgent } = (await lastTrigger(ronda))!;
  expect(userAgent).toMatch(/^watcher \[redacted\]/);
  expect(userAgent!.length).toBeLessThanOrEqual(120);
});

it("the built-in scheduler is a source, too", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
  const ronda = await testRonda(database, [mails], { clock: testClock("2026-11-23T06:00:01Z") });
  ronda.startScheduler();
  vi.useRealTimers();
  await expect
    .poll(() => lastTrigger(ronda))
    .toMatchObject({ trigger: "schedule", secret: null, userAgent: null, source: "scheduler" });
  await ronda.stop();
});

it("a trigger is answered as ever where it cannot be noted, and the log says so", async () => {
  const logger = testLogger();
  const pool = intercepted(database.pool, async (run, { text }) => {
    if (text.includes("RondaTrigger") && text.startsWith("insert")) throw new Error("no room");
    return await run();
  });
  const ronda = await testRonda({ pool }, [mails], { logger });
  expect((await ask(ronda, crontab)).status).toBe(200);
  expect(logger.lines.filter(({ message }) => message.includes("note of a trigger"))).toHaveLength(1);
});
