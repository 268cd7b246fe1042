import fc from "fast-check";
import { expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import type { RunSummary } from "../types.ts";
import { healthOf, type JobFacts } from "./health.ts";

/** What may happen between a schedule and its job, and how many minutes pass before it. */
type Happening = {
  afterMinutes: number;
  what:
    | "schedule takes a slot"
    | "schedule meets a run"
    | "person runs it"
    | "pause"
    | "resume"
    | "host goes down for an hour";
};

const happening: fc.Arbitrary<Happening> = fc.record({
  afterMinutes: fc.integer({ min: 1, max: 400 }),
  what: fc.constantFrom(
    "schedule takes a slot" as const,
    "schedule meets a run" as const,
    "person runs it" as const,
    "person runs it" as const,
    "pause" as const,
    "resume" as const,
    "host goes down for an hour" as const,
  ),
});

const schedules = [
  { schedule: "*/20 * * * *", timeZone: "UTC" },
  { schedule: "30 2 * * *", timeZone: "Europe/Berlin" },
  { schedule: "15 */2 * * *", timeZone: "America/New_York" },
];
/** A day before the clocks are set forward there, one before they are set back, and a plain one. */
const beginnings = ["2027-03-27T12:00:00Z", "2026-10-24T12:00:00Z", "2026-11-23T17:58:00Z"];

/** Far more than any history lasts: that it does not succeed is another reason. */
const neverSilent = 1e12;

function successAt(startedAt: Date, slotAt: Date | null): RunSummary {
  const trigger = slotAt ? "schedule" : "manual";
  return { id: "run", status: "SUCCESS", trigger, slotAt, startedAt, finishedAt: startedAt } as RunSummary;
}

it("a schedule that does not arrive is told of, whoever runs the job, until it takes a slot: as an observer of each slot says", () => {
  const history = fc.record({
    given: fc.constantFrom(...schedules),
    beginning: fc.constantFrom(...beginnings),
    happenings: fc.array(happening, { minLength: 1, maxLength: 25 }),
  });
  fc.assert(
    fc.property(history, ({ given, beginning, happenings }) => {
      const job = defineJob({
        ...given,
        name: "bake",
        description: "Bakes",
        startGraceMs: 60_000,
        maxSilenceMs: neverSilent,
        run: () => ({}),
      });
      const scheduleSince = new Date(beginning);
      let now = scheduleSince;
      const facts: JobFacts = {
        scheduleSince,
        lastSlotAt: null,
        freedSlotAt: null,
        failureStreak: 0,
        failingSince: null,
        brokenExpectation: null,
        offSlotStarts: [],
        running: null,
        lastEnded: null,
        lastSuccess: null,
        lastError: null,
        pauses: [],
        downtimes: [],
        restartStreak: 0,
        restartingSince: null,
        lastDurationsMs: [],
        rejections: [],
      };
      const downtimes: { from: Date; until: Date }[] = [];
      /** What an observer remembers: slots that the schedule took or met, and when a person ran the job. */
      const arrived = new Set<number>();
      const byHand: Date[] = [];
      const isPaused = () => facts.pauses.at(-1)?.until === null;

      for (const { afterMinutes, what } of happenings) {
        now = new Date(now.getTime() + afterMinutes * 60_000 + 7);
        const slot = job.calendar.previous(now);
        if (what === "schedule takes a slot" || what === "schedule meets a run") {
          if (slot <= scheduleSince || isPaused()) continue;
          arrived.add(slot.getTime());
          facts.lastSlotAt = slot;
          if (what === "schedule takes a slot") facts.lastEnded = facts.lastSuccess = successAt(now, slot);
        } else if (what === "person runs it") {
          byHand.push(now);
          facts.lastEnded = facts.lastSuccess = successAt(now, null);
        } else if (what === "pause" && !isPaused()) facts.pauses.push({ since: now, until: null });
        else if (what === "resume" && isPaused()) facts.pauses.at(-1)!.until = now;
        else if (what === "host goes down for an hour") {
          const until = new Date(now.getTime() + 3_600_000);
          downtimes.push({ from: now, until });
          now = until;
        }
      }
      const { badge, reasons } = healthOf(job, { ...facts, downtimes }, now);

      const latestArrived = Math.max(...arrived, scheduleSince.getTime());
      const missed = job.calendar.between(scheduleSince, now).filter((slot) => {
        const wasPaused = facts.pauses.some(({ since, until }) => slot >= since && (until === null || slot < until));
        const couldNotHear = downtimes.some(({ from, until }) => slot > from && slot < until);
        const isMadeUpFor = couldNotHear && byHand.some((at) => at > slot);
        const isOver = now.getTime() - slot.getTime() > 60_000;
        return slot.getTime() > latestArrived && isOver && !wasPaused && !isMadeUpFor;
      });
      const isTold = missed.length > 0 && !isPaused();
      expect(badge).toBe(isTold ? "STALE" : "OK");
      const told = reasons.find(({ kind }) => kind === "missed" || kind === "never-ran");
      if (!isTold) {
        expect(told).toBeUndefined();
        return;
      }
      expect(told).toMatchObject({
        kind: facts.lastSlotAt ? "missed" : "never-ran",
        since: missed[0],
        ...(facts.lastSlotAt ? { count: missed.length } : {}),
      });
      const isByHand = facts.lastEnded?.slotAt === null && (!facts.lastSlotAt || byHand.at(-1)! > missed[0]!);
      expect((told as { byHandAt?: Date }).byHandAt).toEqual(isByHand ? byHand.at(-1) : undefined);
    }),
    { numRuns: Number(process.env.RONDA_HISTORIES ?? 300) },
  );
}, 600_000);
