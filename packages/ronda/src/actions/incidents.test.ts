import { describe, expect, it } from "vitest";
import { newRunId } from "../record/run-id.ts";
import { testDatabase } from "../testing/database.ts";
import { testClock, testRonda } from "../testing/engine.ts";

const database = testDatabase();
const now = new Date("2026-11-24T08:00:00Z");
const until = new Date("2026-11-24T20:00:00Z");

/** An engine with an incident, open unless it was resolved. */
async function withIncident(resolvedAt: Date | null = null) {
  const ronda = await testRonda(database, [], { clock: testClock(now.toISOString()) });
  const id = newRunId(now);
  await database.pool.query(
    `insert into "RondaIncident" ("id", "subjectKind", "subjectName", "severity", "reasons", "openedAt", "checkedAt", "resolvedAt")
     values ($1, 'watch', 'late-payouts', 'FAILED', '[]', $2, $2, $3)`,
    [id, now, resolvedAt],
  );
  return { ronda, id };
}

describe("an open incident", () => {
  it("is acknowledged by one of two at once; the other hears who was first, and it is written down once", async () => {
    const { ronda, id } = await withIncident();
    const people = ["Ana", "Hugo", "Sari"];
    const outcomes = await Promise.all(people.map((by) => ronda.acknowledge(id, { by, reason: "on it" })));
    const first = people[outcomes.findIndex(({ ok }) => ok)]!;
    const error = `${first} has acknowledged it already, at 2026-11-24T08:00:00.000Z.`;
    expect(outcomes.map((outcome) => outcome.error).toSorted()).toEqual([error, error, undefined]);
    const incident = await ronda.incident(id);
    expect(incident).toMatchObject({ acknowledged: { at: now, by: first, reason: "on it" } });
    expect(incident!.history).toMatchObject([{ kind: "acknowledged", actor: first, reason: "on it", at: now }]);
    const subject = { kind: "watch", name: "late-payouts" };
    expect(await ronda.actions({ incidentId: id })).toMatchObject([{ verb: "acknowledge", actor: first, subject }]);
  });

  it("is snoozed until a moment, and until another one by a later word", async () => {
    const { ronda, id } = await withIncident();
    expect(await ronda.snooze(id, { by: "Ana", until: new Date("2026-11-24T09:00:00Z") })).toEqual({ ok: true });
    expect(await ronda.snooze(id, { by: "Hugo", until, reason: "the bank is closed" })).toEqual({ ok: true });
    const incident = await ronda.incident(id);
    expect(incident).toMatchObject({ snoozed: { until, by: "Hugo", reason: "the bank is closed" } });
    expect(incident!.history).toMatchObject([
      { kind: "snoozed", actor: "Ana" },
      { kind: "snoozed", actor: "Hugo", until },
    ]);
    expect(await ronda.actions({ kind: "watch" })).toMatchObject([
      { verb: "snooze", actor: "Hugo", details: { until: until.toISOString() } },
      { verb: "snooze", actor: "Ana" },
    ]);
  });

  it.each([
    [{ by: "Ana" }, '"until" is empty.'],
    [{ by: "Ana", until: now }, '"until" must be in the future: that moment has passed.'],
    [{ by: "", until }, '"by" is empty.'],
  ])("is not snoozed by %o", async (given, error) => {
    const { ronda, id } = await withIncident();
    expect(await ronda.snooze(id, given as { by: string; until: Date })).toMatchObject({ ok: false, error });
    expect(await ronda.actions()).toEqual([]);
  });
});

it.each([
  ["that is resolved", now, (id: string) => id, "This incident is resolved already."],
  ["that does not exist", null, () => newRunId(now), "There is no incident with that id."],
  ["without an id", null, () => "'; drop table", "There is no incident with that id."],
])("an incident %s takes no action", async (_, resolvedAt, idOf, error) => {
  const { ronda, id } = await withIncident(resolvedAt);
  expect(await ronda.acknowledge(idOf(id), { by: "Ana" })).toMatchObject({ ok: false, error });
  expect(await ronda.snooze(idOf(id), { by: "Ana", until })).toMatchObject({ ok: false, error });
  expect(await ronda.actions()).toEqual([]);
});
