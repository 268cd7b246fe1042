import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defineJob, type Job } from "../job/job.ts";
import { decideSlots, type GapRow, type Interval, type SlotFacts } from "./slot-outcomes.ts";

const job = (schedule: string, options: { timeZone?: string; catchUp?: "once" } = {}) =>
  defineJob({ name: "send-mails", description: "Sends mail", schedule, ...options, run: () => ({}) });

const at = (time: string) => new Date(`2026-11-23T${time}Z`);
const facts = (changes: Partial<SlotFacts> = {}): SlotFacts => ({
  waitedSince: new Date("2026-11-01T00:00:00Z"),
  settledUntil: at("18:00:00"),
  rows: [],
  taken: [],
  freedSlotAt: null,
  pauses: [],
  knownUntil: null,
  ...changes,
});
const gap = (status: "MISSED" | "SKIPPED", first: string, last: string, slotCount: number) => ({
  status,
  slotAt: at(`${first}:00`),
  slotLastAt: at(`${last}:00`),
  slotCount,
});
const nothing = { added: [], changed: [], gone: [] };
/** Every five minutes, with a grace of one. */
const mails = job("*/5 * * * *");

describe("a slot that nobody ran", () => {
  it("is missed as soon as its start grace has passed, not a millisecond earlier", () => {
    expect(decideSlots(mails, facts(), at("18:06:00")).changes).toEqual(nothing);
    expect(decideSlots(mails, facts(), at("18:06:00.001")).changes).toEqual({
      ...nothing,
      added: [gap("MISSED", "18:05", "18:05", 1)],
    });
  });

  it("makes the row of those before it longer, while nothing is run between them", () => {
    const rows = [{ id: "a", ...gap("MISSED", "17:55", "18:00", 2) }];
    expect(decideSlots(mails, facts({ rows }), at("18:12:00")).changes).toEqual({
      ...nothing,
      changed: [{ id: "a", ...gap("MISSED", "17:55", "18:10", 4) }],
    });
    const taken = [at("18:05:00")];
    expect(decideSlots(mails, facts({ rows, taken }), at("18:12:00")).changes).toEqual({
      ...nothing,
      added: [gap("MISSED", "18:10", "18:10", 1)],
    });
  });

  it("of a year in which nothing was alive is one row", () => {
    const { added } = decideSlots(mails, facts(), new Date("2027-11-23T18:02:00Z")).changes;
    expect(added).toMatchObject([{ slotCount: 365 * 288 }]);
  });
});

describe("a slot that is run late after all", () => {
  const rows = [{ id: "a", ...gap("MISSED", "18:00", "18:20", 5) }];
  const settledUntil = at("18:22:00");
  it.each([
    ["the first", "18:00", [{ id: "a", ...gap("MISSED", "18:05", "18:20", 4) }], []],
    ["the last", "18:20", [{ id: "a", ...gap("MISSED", "18:00", "18:15", 4) }], []],
    ["one within", "18:10", [{ id: "a", ...gap("MISSED", "18:00", "18:05", 2) }], [gap("MISSED", "18:15", "18:20", 2)]],
  ])("shortens or parts their row: %s", (_which, slot, changed, added) => {
    const taken = [at(`${slot}:00`)];
    const { changes } = decideSlots(mails, facts({ rows, settledUntil, taken }), at("18:23:00"));
    expect(changes).toEqual({ ...nothing, changed, added });
  });

  it("leaves no row of a slot that was alone", () => {
    const alone = [{ id: "a", ...gap("MISSED", "18:20", "18:20", 1) }];
    const taken = [at("18:20:00")];
    expect(decideSlots(mails, facts({ rows: alone, settledUntil, taken }), at("18:23:00")).changes).toEqual({
      ...nothing,
      gone: alone,
    });
  });
});

describe("slots that pass while the job is paused", () => {
  it("are one row at once, and those before and after it are missed by their grace", () => {
    const pauses = [{ since: at("18:12:00"), until: at("18:25:00") }];
    const decided = (now: string) => decideSlots(mails, facts({ pauses }), at(now));
    const [before, within] = [gap("MISSED", "18:05", "18:10", 2), gap("SKIPPED", "18:15", "18:15", 1)];
    expect(decided("18:15:00.001").changes.added).toEqual([before, within]);
    expect(decided("18:20:01").changes.added).toEqual([before, gap("SKIPPED", "18:15", "18:20", 2)]);
    expect(decided("18:27:00").changes.added).toEqual([
      before,
      gap("SKIPPED", "18:15", "18:20", 2),
      gap("MISSED", "18:25", "18:25", 1),
    ]);
  });

  it("wait for one before the pause that may be claimed yet", () => {
    const pauses = [{ since: at("18:05:30"), until: null }];
    expect(decideSlots(mails, facts({ pauses }), at("18:05:59")).changes).toEqual(nothing);
  });
});

describe("a slot that a restart freed", () => {
  const freedSlotAt = at("18:05:00");
  it("is not decided while it may be run again", () => {
    expect(decideSlots(mails, facts({ freedSlotAt }), at("18:06:00")).until).toEqual(at("18:04:59.999"));
    const catching = job("*/5 * * * *", { catchUp: "once" });
    expect(decideSlots(catching, facts({ freedSlotAt }), at("19:00:00"))).toEqual({
      until: at("18:04:59.999"),
      changes: { ...nothing, added: [gap("MISSED", "18:10", "18:55", 10)] },
    });
  });

  it("is missed like any after its grace, or when a later one was run", () => {
    const added = [gap("MISSED", "18:05", "18:05", 1)];
    expect(decideSlots(mails, facts({ freedSlotAt }), at("18:06:01")).changes.added).toEqual(added);
    const catching = job("*/5 * * * *", { catchUp: "once" });
    const overtaken = facts({ freedSlotAt, taken: [at("18:10:00")] });
    expect(decideSlots(catching, overtaken, at("18:11:01")).changes.added).toEqual(added);
  });
});

describe("a clock that was a year ahead", () => {
  it("takes back what it had decided of slots that have not been", () => {
    const rows = [{ id: "a", ...gap("MISSED", "18:05", "18:05", 1), slotLastAt: new Date("2027-11-23T18:00:00Z") }];
    const decided = decideSlots(mails, facts({ rows, settledUntil: new Date("2027-11-23T18:01:00Z") }), at("18:12:00"));
    expect(decided).toEqual({
      until: at("18:10:59.999"),
      changes: { ...nothing, changed: [{ id: "a", ...gap("MISSED", "18:05", "18:10", 2) }] },
    });
  });
});

/**
 * Random histories of one job, told apart by what a person would say of each slot: it was run, it passed in a pause, it is
 * still to come or may still be run, or it was missed.
 */
describe("over any history of crashes, restarts, outages, pauses and clocks that jump", () => {
  const schedules: [string, string][] = [
    ["*/5 * * * *", "UTC"],
    ["17 * * * *", "Asia/Kathmandu"],
    ["30 2 * * *", "Europe/Berlin"],
    ["0,30 1-3 * * *", "America/New_York"],
    ["0 18 * * *", "Asia/Jakarta"],
    ["0 3 1,15 * 1", "Australia/Lord_Howe"],
  ];
  const beginnings = ["2026-03-28T20:00:00Z", "2026-10-24T20:00:00Z", "2026-11-01T02:00:00Z", "2026-11-23T17:58:00Z"];

  type Step =
    | { does: "pass"; periods: number }
    | { does: "run"; late: boolean; freed: boolean }
    | { does: "patrol" }
    | { does: "pause"; periods: number | null }
    | { does: "resume" }
    | { does: "giveUp" }
    | { does: "setClock"; hours: number };

  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        does: fc.constant("pass" as const),
        periods: fc.double({ min: 0.05, max: 3, noNaN: true }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ does: fc.constant("pass" as const), periods: fc.constantFrom(10, 40) }) },
    {
      weight: 4,
      arbitrary: fc.record({ does: fc.constant("run" as const), late: fc.boolean(), freed: fc.boolean() }),
    },
    { weight: 5, arbitrary: fc.record({ does: fc.constant("patrol" as const) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        does: fc.constant("pause" as const),
        periods: fc.option(fc.double({ min: 0.1, max: 5, noNaN: true })),
      }),
    },
    { weight: 1, arbitrary: fc.record({ does: fc.constant("resume" as const) }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant("giveUp" as const) }) },
    {
      weight: 1,
      arbitrary: fc.record({ does: fc.constant("setClock" as const), hours: fc.constantFrom(-49, -1, 2, 30) }),
    },
  );

  /** The engine's part: what it keeps, and what it does with each decision. Everything else is the world's. */
  function keeper(job: Job, begin: Date) {
    let settledUntil = begin;
    let rows: GapRow[] = [];
    let ids = 0;
    return {
      rows: () => rows,
      /** What the database does by itself where a slot that is decided is taken, or freed, after all. */
      reopen(slot: Date) {
        if (slot <= settledUntil) settledUntil = new Date(slot.getTime() - 1);
      },
      patrol(world: World) {
        const lastSlot = job.calendar.previous(settledUntil < world.now ? settledUntil : world.now);
        const known: SlotFacts = {
          waitedSince: begin,
          settledUntil,
          rows: rows.filter(({ slotLastAt }) => slotLastAt >= lastSlot).sort((a, b) => +a.slotAt - +b.slotAt),
          taken: [...world.taken].sort((a, b) => a - b).map((ms) => new Date(ms)),
          freedSlotAt: world.freed,
          pauses: world.pauses,
          knownUntil: null,
        };
        const { until, changes } = decideSlots(job, known, world.now);
        const byId = new Map(rows.map((row) => [row.id, row]));
        for (const { id } of changes.gone) byId.delete(id);
        for (const row of changes.changed) byId.set(row.id, row);
        for (const row of changes.added) byId.set(`${++ids}`, { ...row, id: `${ids}` });
        rows = [...byId.values()];
        settledUntil = until;
      },
    };
  }

  type World = { now: Date; taken: Set<number>; freed: Date | null; pauses: Interval[]; isSetBack: boolean };

  /** Every slot there ever was or was thought to be, one by one, with what a person would say of it. */
  function oracle(job: Job, begin: Date, world: World, latest: Date): Map<number, string> {
    const said = new Map<number, string>();
    const isToRunAgain =
      world.freed !== null &&
      (job.catchUp === "once" || world.now.getTime() - world.freed.getTime() <= job.startGraceMs) &&
      ![...world.taken].some((slot) => slot > world.freed!.getTime()) &&
      !world.pauses.some(({ since, until }) => world.now >= since && (until === null || world.now < until));
    const soon = new Date(world.now.getTime() + 10 * 60_000);
    for (const slot of job.calendar.between(begin, latest)) {
      const paused = world.pauses.some(({ since, until }) => slot >= since && (until === null || slot < until));
      const isOver = world.now.getTime() - slot.getTime() > job.startGraceMs;
      if (world.taken.has(slot.getTime())) said.set(slot.getTime(), "run");
      else if (isToRunAgain && slot.getTime() === world.freed?.getTime()) said.set(slot.getTime(), "to come");
      else if (paused && slot < world.now) said.set(slot.getTime(), "SKIPPED");
      else if (isOver && !paused) said.set(slot.getTime(), "MISSED");
      // By the clock as it was before, its time may have been over; nobody says so of what lies well ahead.
      else said.set(slot.getTime(), world.isSetBack && slot <= soon ? "MISSED or SKIPPED or to come" : "to come");
    }
    return said;
  }

  const runs = Number(process.env.RONDA_HISTORIES ?? 300);

  it(`no slot is ever without its outcome, and none has two (${runs} histories)`, () => {
    const history = fc.record({
      schedule: fc.constantFrom(...schedules),
      beginning: fc.constantFrom(...beginnings),
      catchUp: fc.boolean(),
      steps: fc.array(step, { minLength: 3, maxLength: 40 }),
    });
    fc.assert(
      fc.property(history, ({ schedule: [schedule, timeZone], beginning, catchUp, steps }) => {
        const tested = job(schedule, { timeZone, ...(catchUp ? { catchUp: "once" } : {}) });
        const begin = new Date(beginning);
        const world: World = { now: begin, taken: new Set(), freed: null, pauses: [], isSetBack: false };
        const engine = keeper(tested, begin);
        let latest = begin;
        const isPaused = () =>
          world.pauses.some(({ since, until }) => world.now >= since && (!until || world.now < until));

        const actions: { [Does in Step["does"]]: (step: Step & { does: Does }) => void } = {
          pass: ({ periods }) => {
            world.now = new Date(world.now.getTime() + Math.round(periods * tested.calendar.shortestGapMs));
          },
          run({ late, freed }) {
            const slot = tested.calendar.previous(world.now);
            const isOpen = world.now.getTime() - slot.getTime() <= tested.startGraceMs;
            if (isPaused() || world.taken.has(slot.getTime()) || slot <= begin || (!late && !isOpen)) return;
            if (world.freed && slot > world.freed) world.freed = null;
            engine.reopen(slot);
            // A restart stopped it: it has not been run.
            if (freed) {
              world.freed = slot;
            } else {
              world.taken.add(slot.getTime());
              if (world.freed?.getTime() === slot.getTime()) world.freed = null;
            }
          },
          patrol: () => engine.patrol(world),
          pause({ periods }) {
            if (isPaused() || world.pauses.some(({ since }) => since > world.now)) return;
            const forMs = (periods ?? 0) * tested.calendar.shortestGapMs;
            world.pauses.push({
              since: world.now,
              until: periods === null ? null : new Date(world.now.getTime() + forMs),
            });
          },
          resume() {
            const last = world.pauses.at(-1);
            if (last && isPaused()) last.until = world.now;
          },
          giveUp() {
            if (world.freed) engine.reopen(world.freed);
            world.freed = null;
          },
          setClock({ hours }) {
            // Pauses of the future would be kept by nobody.
            if (hours < 0 && world.pauses.length > 0) return;
            world.isSetBack ||= hours < 0;
            world.now = new Date(Math.max(begin.getTime(), world.now.getTime() + hours * 3_600_000));
          },
        };
        for (const each of steps) {
          (actions[each.does] as (step: Step) => void)(each);
          if (world.now > latest) latest = world.now;
        }
        engine.patrol(world);

        const stands = new Map<number, string>();
        for (const row of engine.rows()) {
          const slots = tested.calendar.between(new Date(row.slotAt.getTime() - 1), row.slotLastAt);
          expect([slots.length, slots[0], slots.at(-1)]).toEqual([row.slotCount, row.slotAt, row.slotLastAt]);
          for (const slot of slots) {
            expect(stands.has(slot.getTime())).toBe(false);
            stands.set(slot.getTime(), row.status);
          }
        }
        const expected = oracle(tested, begin, world, latest);
        for (const [slot, outcome] of expected) {
          const stood = world.taken.has(slot) ? (stands.get(slot) ?? "run") : (stands.get(slot) ?? "to come");
          if (!outcome.split(" or ").includes(stood))
            expect([new Date(slot), stood]).toEqual([new Date(slot), outcome]);
        }
        expect([...stands.keys()].filter((slot) => !expected.has(slot))).toEqual([]);
        // One row a gap: the same outcome on both sides of no slot between them would be two rows of one.
        const sorted = engine.rows().toSorted((one, other) => +one.slotAt - +other.slotAt);
        for (const [index, row] of sorted.entries()) {
          const next = sorted[index + 1];
          if (!next || next.status !== row.status) continue;
          expect(tested.calendar.next(row.slotLastAt).getTime()).toBeLessThan(next.slotAt.getTime());
        }
      }),
      { numRuns: runs },
    );
  }, 600_000);
});
