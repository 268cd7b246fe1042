import { describe, expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { testDatabase } from "../testing/database.ts";
import { secret, testChannel, testClock, testRonda } from "../testing/engine.ts";

const database = testDatabase();
const byHand = { trigger: "manual", actor: "Sari" } as const;

/** A job that is due at four each night, known since an hour before; `broken` lets its runs fail. */
async function bakery() {
  const clock = testClock("2026-11-24T03:00:00Z");
  const channel = testChannel();
  const state = { broken: false };
  const run = () => {
    if (state.broken) throw new Error("the oven is cold");
    return { baked: 1 };
  };
  const job = defineJob({ name: "bake", schedule: "0 4 * * *", description: "Bakes", run });
  const ronda = await testRonda(database, [job], { clock, channels: [channel] });
  const at = async (time: string) => {
    clock.set(`2026-11-${time}:00Z`);
    await ronda.patrol();
  };
  const open = () => ronda.incidents({ open: true });
  const kinds = async () => (await open()).flatMap(({ reasons }) => reasons.map(({ kind }) => kind));
  const told = () => channel.alerts.map(({ kind }) => kind);
  const health = async () => (await ronda.overview()).jobs[0]!.health;
  return { clock, state, ronda, at, open, kinds, told, health };
}

describe("a job whose line nobody has installed", () => {
  it("keeps its incident however often a person runs it, which says so, and loses it with the first slot that is taken", async () => {
    const { clock, ronda, at, open, told, health } = await bakery();
    await at("24T05:30");
    expect(await open()).toMatchObject([{ severity: "STALE", reasons: [{ kind: "never-ran" }] }]);
    const [first] = await open();
    await ronda.acknowledge(first!.id, { by: "Sari" });
    clock.set("2026-11-24T06:00:00Z");
    expect(await ronda.runCron("bake", byHand)).toMatchObject({ ok: true });
    const byHandAt = new Date("2026-11-24T06:00:00Z");
    // At once, and after each patrol.
    expect(await open()).toMatchObject([{ id: first!.id, reasons: [{ kind: "never-ran", byHandAt }] }]);
    await at("24T06:01");
    expect(await open()).toMatchObject([{ id: first!.id, reasons: [{ kind: "never-ran", byHandAt }] }]);
    await at("25T05:30");
    await ronda.runCron("bake", byHand);
    await at("25T05:31");
    expect(await open()).toMatchObject([{ id: first!.id, handling: "acknowledged" }]);
    expect(await health()).toMatchObject({ badge: "STALE" });
    expect(told()).toEqual(["opened"]);

    clock.set("2026-11-26T04:00:02Z");
    const headers = { authorization: `Bearer ${secret}`, "x-ronda-trigger": "schedule" };
    await ronda.handle(new Request("https://bakery.example/", { headers }), "bake");
    await ronda.patrol();
    expect([await open(), (await health()).badge]).toEqual([[], "OK"]);
    expect(told()).toEqual(["opened", "resolved"]);
    await ronda.stop();
  });

  it("fails by hand, and succeeds: what failed is over, what did not arrive is not, also between two patrols", async () => {
    const { state, ronda, at, open, kinds, told } = await bakery();
    await at("24T05:30");
    state.broken = true;
    await ronda.runCron("bake", byHand);
    expect(await kinds()).toEqual(["error", "never-ran"]);
    state.broken = false;
    await ronda.runCron("bake", byHand);
    expect(await open()).toMatchObject([{ severity: "STALE", reasons: [{ kind: "never-ran" }] }]);
    await at("24T05:31");
    expect(await kinds()).toEqual(["never-ran"]);
    expect(told()).toEqual(["opened", "changed"]);
    await ronda.stop();
  });
});

it("a slot at which no process was alive is made up for by a person, as nothing could hear its schedule", async () => {
  const { ronda, clock, at, kinds, health } = await bakery();
  await at("24T03:01");
  clock.set("2026-11-24T04:00:00Z");
  await ronda.runCron("bake", { trigger: "schedule" });
  await at("24T04:01");
  await ronda.stop();
  const job = [...ronda.jobs][0]!;
  clock.set("2026-11-25T05:30:00Z");
  const again = await testRonda(database, [job], { clock });
  again.startPatrol();
  await expect.poll(async () => (await again.runs({ status: "MISSED" })).length).toBe(1);
  await again.patrol();
  expect(await kinds()).toEqual(["host-down", "missed"]);
  await again.runCron("bake", byHand);
  await again.patrol();
  expect([await kinds(), (await health()).badge]).toEqual([[], "OK"]);
  await again.stop();
});
