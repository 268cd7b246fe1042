import { expect, it } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { testRonda } from "../testing/engine.ts";

const database = testDatabase();
const id = (digit: number) => `019ab3a0-0000-7000-8000-00000000000${digit}`;

async function given(digit: number, changes: { kind?: string; name?: string; severity?: string; over?: boolean } = {}) {
  const { kind = "job", name = `job-${digit}`, severity = "STALE", over = false } = changes;
  const at = `2026-11-23T0${digit}:00:00Z`;
  await database.pool.query(
    `insert into "RondaIncident" ("id", "subjectKind", "subjectName", "severity", "reasons", "openedAt", "checkedAt", "resolvedAt")
     values ($1, $2, $3, $4, $5, $6, $6, $7)`,
    [id(digit), kind, name, severity, JSON.stringify([{ kind: "missed", count: 1, since: at }]), at, over ? at : null],
  );
}

it("are read newest first, by what they are about and whether they are open", async () => {
  const ronda = await testRonda(database, []);
  await given(1, { over: true });
  await given(2, { kind: "watch", name: "parcels" });
  await given(3);
  const ids = async (filter?: Parameters<typeof ronda.incidents>[0]) =>
    (await ronda.incidents(filter)).map((incident) => incident.id);
  expect(await ids()).toEqual([id(3), id(2), id(1)]);
  expect(await ids({ open: true })).toEqual([id(3), id(2)]);
  expect(await ids({ open: false })).toEqual([id(1)]);
  expect(await ids({ kind: "watch", name: "parcels" })).toEqual([id(2)]);
  expect(await ids({ before: id(3), limit: 1 })).toEqual([id(2)]);
  expect(await ids({ before: "no id" })).toEqual([]);
  await expect(ronda.incidents({ opened: true } as never)).rejects.toThrow('did you mean "open"?');
});

it("one is read with its history and what was sent about it", async () => {
  const ronda = await testRonda(database, []);
  await given(1);
  const since = new Date("2026-11-23T01:00:00Z");
  expect(await ronda.incident(id(1))).toMatchObject({
    subject: { kind: "job", name: "job-1" },
    reasons: [{ kind: "missed", count: 1, since }],
    openedAt: since,
    acknowledged: null,
    snoozed: null,
    history: [],
    deliveries: [],
  });
  expect(await ronda.incident(id(2))).toBeUndefined();
  expect(await ronda.incident("no id")).toBeUndefined();
});

it("one that comes back before it was over began when it was opened, not when it came back", async () => {
  const ronda = await testRonda(database, []);
  await given(2);
  for (const [began, since] of [
    ["2026-11-23T06:00:00Z", "2026-11-23T02:00:00Z"],
    ["2026-11-23T01:00:00Z", "2026-11-23T01:00:00Z"],
  ] as const) {
    const reasons = JSON.stringify([{ kind: "missed", count: 1, since: began }]);
    await database.pool.query(`update "RondaIncident" set "reasons" = $1`, [reasons]);
    expect((await ronda.incident(id(2)))!.since).toEqual(new Date(since));
  }
});

it("the overview has those that are open, worst first", async () => {
  const ronda = await testRonda(database, []);
  await given(1);
  await given(2, { severity: "FAILED" });
  await given(3, { kind: "host", name: "scheduler" });
  await given(4, { over: true });
  expect((await ronda.overview()).incidents.map((incident) => incident.id)).toEqual([id(2), id(3), id(1)]);
});
