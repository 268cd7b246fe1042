import { expect, it, vi } from "vitest";
import { defineJob } from "../job/job.ts";
import { testDatabase } from "../testing/database.ts";
import { testChannel, testClock, testRonda } from "../testing/engine.ts";
import { msUntil, proxied } from "../testing/stalled.ts";

const database = testDatabase();
const behind = proxied(database);
const begin = new Date("2026-11-30T07:00:00Z");
const at = (minutes: number) => new Date(begin.getTime() + minutes * 60_000);
const mails = defineJob({
  name: "send-mails",
  schedule: "*/5 * * * *",
  description: "Sends mails",
  run: () => ({ sent: 1 }),
});

/** A process that reaches its database through a proxy, and one more. */
async function shop() {
  const clock = testClock(begin.toISOString());
  const [channel, others] = [testChannel(), testChannel()];
  const behindProxy = () => ({ pool: behind.poolWith({ max: 2 }) });
  const ronda = await testRonda(behindProxy(), [mails], { clock, channels: [channel] });
  const neighbour = await testRonda(behindProxy(), [mails], { clock, channels: [others] });
  await ronda.patrol();
  const round = async (minutes: number) => {
    clock.set(at(minutes).toISOString());
    await expect(ronda.patrol()).rejects.toThrow();
  };
  const told = () => channel.alerts.map(({ kind, subject }) => [kind, subject?.name]);
  const outages = async () => (await ronda.incidents({ kind: "host", name: "database" })) ?? [];
  return { clock, channel, ronda, neighbour, round, told, outages };
}

it("of a database that is stopped the second round tells from memory, the next good one that it is over, and the history keeps it", async () => {
  const { clock, channel, ronda, neighbour, round, told, outages } = await shop();
  behind.proxy.become("refuse");
  await round(1);
  expect(told()).toEqual([]);
  await round(2);
  await round(3);
  await expect.poll(told).toEqual([["unrecorded", "database"]]);
  // A trigger that meets it, too, says nothing more.
  expect(await ronda.runCron("send-mails")).toMatchObject({ ok: false });
  await expect(neighbour.patrol()).rejects.toThrow();
  clock.set(at(4).toISOString());
  await expect(neighbour.patrol()).rejects.toThrow();

  behind.proxy.become("pass");
  clock.set(at(5).toISOString());
  await ronda.patrol();
  await neighbour.patrol();
  await expect.poll(told).toEqual([
    ["unrecorded", "database"],
    ["recorded", "database"],
  ]);
  expect(channel.alerts.map(({ since }) => since)).toEqual([at(1), at(1)]);
  const [outage, ...rest] = await outages();
  expect(rest).toEqual([]);
  expect(outage).toMatchObject({
    reasons: [{ kind: "database-away", since: at(1), until: at(5) }],
    since: at(1),
    resolvedAt: at(5),
    ending: "resolved",
    alertCount: 0,
  });
  const { history } = (await ronda.incident(outage!.id))!;
  expect(history.map((event) => [event.kind, event.at])).toEqual([
    ["opened", at(1)],
    ["resolved", at(5)],
  ]);
});

it("of a database that hangs it is told as well", async () => {
  const { clock, ronda, told, outages } = await shop();
  behind.proxy.become("stall");
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
  for (const minutes of [1, 2]) {
    clock.set(at(minutes).toISOString());
    const patrolled = ronda.patrol().catch((error: Error) => error.name);
    await msUntil(patrolled);
    expect(await patrolled).toBe("DatabaseTimeoutError");
  }
  vi.useRealTimers();
  behind.proxy.become("pass");
  clock.set(at(3).toISOString());
  await ronda.patrol();
  await expect.poll(told).toEqual([
    ["unrecorded", "database"],
    ["recorded", "database"],
  ]);
  expect(await outages()).toMatchObject([{ since: at(1), resolvedAt: at(3) }]);
});

it("where a trigger was first, the patrol says nothing more, and the history keeps it all the same", async () => {
  const { clock, ronda, round, told, outages } = await shop();
  behind.proxy.become("refuse");
  expect(await ronda.runCron("send-mails")).toMatchObject({ ok: false });
  await round(1);
  await round(2);
  behind.proxy.become("pass");
  clock.set(at(3).toISOString());
  await ronda.patrol();
  await expect.poll(told).toEqual([
    ["unrecorded", "send-mails"],
    ["recorded", "send-mails"],
  ]);
  expect(await outages()).toMatchObject([{ since: at(1), resolvedAt: at(3) }]);
});

it("a single round that fails is told to nobody, nor are many of one moment", async () => {
  const { clock, ronda, round, told, outages } = await shop();
  behind.proxy.become("refuse");
  await round(1);
  await round(1);
  behind.proxy.become("pass");
  clock.set(at(2).toISOString());
  await ronda.patrol();
  await ronda.stop();
  expect([told(), await outages()]).toEqual([[], []]);
});
