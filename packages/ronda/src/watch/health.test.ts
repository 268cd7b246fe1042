import { describe, expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import type { RunStatus, RunSummary } from "../types.ts";
import { healthOf, type JobFacts } from "./health.ts";

const description = { id: "Menyelesaikan trip", en: "Completes trips" };
const daily = defineJob({ name: "auto-complete-trips", schedule: "0 18 * * *", description, run: () => ({}) });
const fiveMinutely = defineJob({ name: daily.name, schedule: "*/5 * * * *", description, run: () => ({}) });

const time = (text: string) => new Date(text);
const slot = time("2026-11-22T18:00:00Z");

function run(status: RunStatus, startedAt: Date, changes: Partial<RunSummary> = {}): RunSummary {
  return {
    id: `run at ${startedAt.toISOString()}`,
    jobName: daily.name,
    status,
    trigger: "schedule",
    slotAt: null,
    slotLastAt: null,
    slotCount: null,
    createdAt: startedAt,
    startedAt,
    heartbeatAt: startedAt,
    finishedAt: status === "RUNNING" ? null : new Date(startedAt.getTime() + 1000),
    durationMs: status === "RUNNING" ? null : 1000,
    attempts: status === "RUNNING" ? null : 1,
    payload: { completed: 1 },
    errorMessage: null,
    reason: null,
    actor: null,
    host: "vps",
    pid: 1,
    release: null,
    lateStatus: null,
    lateAt: null,
    ...changes,
  };
}

/** A job that has been known since 1 November and has never run. */
const untouched: JobFacts = {
  scheduleSince: time("2026-11-01T00:00:00Z"),
  lastSlotAt: null,
  freedSlotAt: null,
  failureStreak: 0,
  failingSince: null,
  brokenExpectation: null,
  offSlotStarts: [],
  pauses: [],
  downtimes: [],
  restartStreak: 0,
  restartingSince: null,
  lastDurationsMs: [],
  running: null,
  lastEnded: null,
  lastSuccess: null,
  lastError: null,
  rejections: [],
};

/** A job whose latest run, at its slot on the 22nd, succeeded. */
function succeeded(changes: Partial<RunSummary> = {}, facts: Partial<JobFacts> = {}): JobFacts {
  const success = run("SUCCESS", new Date(slot.getTime() + 2000), { slotAt: slot, ...changes });
  return { ...untouched, lastSlotAt: slot, lastEnded: success, lastSuccess: success, ...facts };
}

/** A job whose latest run, at its slot on the 22nd, ended like this. */
function failed(status: RunStatus, message: string, facts: Partial<JobFacts> = {}): JobFacts {
  const error = run(status, new Date(slot.getTime() + 2000), { slotAt: slot, errorMessage: message, payload: null });
  const since = error.finishedAt;
  return {
    ...untouched,
    scheduleSince: time("2026-11-21T20:00:00Z"),
    lastSlotAt: slot,
    lastEnded: error,
    lastError: error,
    failureStreak: 1,
    failingSince: since,
    ...facts,
  };
}

describe("OK", () => {
  it("when its last slot was run with success and no deadline has passed", () => {
    expect(healthOf(daily, succeeded(), time("2026-11-23T00:00:00Z"))).toEqual({
      badge: "OK",
      alsoStale: false,
      state: null,
      reasons: [],
      notes: [],
    });
  });

  it("while the start grace of the next slot lasts, and not a millisecond longer", () => {
    expect(healthOf(daily, succeeded(), time("2026-11-23T19:00:00.000Z")).badge).toBe("OK");
    expect(healthOf(daily, succeeded(), time("2026-11-23T19:00:00.001Z")).badge).toBe("STALE");
  });

  it("while the run of its slot is running", () => {
    const next = time("2026-11-23T18:00:00Z");
    const facts = succeeded({}, { running: run("RUNNING", next, { slotAt: next }) });
    const health = healthOf(daily, facts, time("2026-11-23T19:10:00Z"));
    expect(health).toMatchObject({ badge: "OK", notes: [{ kind: "running" }, { kind: "slow", isOver: false }] });
  });

  it("when its slot was skipped for an overlap: that counts as started", () => {
    const facts = succeeded({}, { lastSlotAt: time("2026-11-23T18:00:00Z") });
    expect(healthOf(daily, facts, time("2026-11-23T20:00:00Z")).badge).toBe("OK");
  });

  it("when a success by hand came after a slot that nothing could hear, or that a restart had freed", () => {
    const byHand = run("SUCCESS", time("2026-11-23T23:00:00Z"), { trigger: "manual" });
    const downtimes = [{ from: time("2026-11-23T17:50:00Z"), until: time("2026-11-23T19:30:00Z") }];
    const ran = { lastEnded: byHand, lastSuccess: byHand };
    expect(healthOf(daily, succeeded({}, { ...ran, downtimes }), time("2026-11-24T00:00:00Z")).badge).toBe("OK");
    const freed = { ...ran, lastSlotAt: time("2026-11-23T18:00:00Z"), freedSlotAt: time("2026-11-23T18:00:00Z") };
    expect(healthOf(daily, succeeded({}, freed), time("2026-11-24T00:00:00Z")).badge).toBe("OK");
    // What was missed since, while a process lived, is another matter.
    expect(healthOf(daily, succeeded({}, { ...ran, downtimes }), time("2026-11-24T20:00:00Z")).reasons).toEqual([
      { kind: "missed", count: 1, since: time("2026-11-24T18:00:00Z") },
    ]);
  });

  it.each([
    ["empty, when there was nothing to do", { payload: { completed: 0, ids: [] } }, { kind: "empty", message: null }],
    [
      "slow, when it took more than half of what it may",
      { durationMs: 31 * 60_000 },
      { kind: "slow", message: null, runMs: 31 * 60_000, usualMs: null, maxRunMs: 60 * 60_000, isOver: true },
    ],
    [
      "early, when its trigger came before the slot",
      { startedAt: time("2026-11-22T17:58:00Z") },
      { kind: "early", message: null },
    ],
    [
      "late, when it started after its grace",
      { startedAt: time("2026-11-22T19:00:01Z") },
      { kind: "late", message: null },
    ],
    ["what the run itself noted", { reason: "12 mails waiting" }, { kind: "note", message: "12 mails waiting" }],
  ])("with a note: %s", (_what, changes, note) => {
    const health = healthOf(daily, succeeded(changes), time("2026-11-23T00:00:00Z"));
    expect(health).toMatchObject({ badge: "OK", notes: [note] });
  });
});

describe("rejected triggers", () => {
  const rejections = [
    { count: 2, lastAt: time("2026-11-23T00:30:00Z"), userAgent: "curl/8.5.0" },
    { count: 5, lastAt: time("2026-11-22T23:00:00Z"), userAgent: null },
    { count: 9, lastAt: time("2026-11-21T23:00:00Z"), userAgent: null },
  ];
  const note = { kind: "rejected", message: null, count: 7, lastAt: rejections[0]!.lastAt, userAgent: "curl/8.5.0" };

  it("are a note for a day, also where nothing is late", () => {
    const noted = (at: string) => healthOf(daily, succeeded({}, { rejections }), time(at)).notes;
    expect(noted("2026-11-23T01:00:00Z")).toEqual([note]);
    expect(noted("2026-11-23T23:00:01Z")).toEqual([{ ...note, count: 2 }]);
    expect(noted("2026-11-24T00:30:01Z")).toEqual([]);
  });

  it("are a note of a job that failed, too", () => {
    const health = healthOf(daily, failed("FAILED", "trip 7 broke", { rejections }), time("2026-11-23T01:00:00Z"));
    expect(health).toMatchObject({ badge: "FAILED", notes: [note] });
  });
});

describe("waiting", () => {
  it("before its first slot is due, and OK", () => {
    const facts = { ...untouched, scheduleSince: time("2026-11-22T20:00:00Z") };
    expect(healthOf(daily, facts, time("2026-11-23T17:59:59Z"))).toMatchObject({ badge: "OK", state: "waiting" });
    expect(healthOf(daily, facts, time("2026-11-23T18:00:00Z"))).toMatchObject({ badge: "OK", state: null });
  });

  it("starts anew with a changed schedule: slots from before it are not missed", () => {
    const facts = succeeded({}, { scheduleSince: time("2026-11-23T20:00:00Z") });
    expect(healthOf(daily, facts, time("2026-11-24T00:00:00Z")).badge).toBe("OK");
  });
});

describe("STALE", () => {
  it("never ran: its first slot passed without a start", () => {
    const facts = { ...untouched, scheduleSince: time("2026-11-20T20:00:00Z") };
    expect(healthOf(daily, facts, time("2026-11-23T00:00:00Z"))).toMatchObject({
      badge: "STALE",
      state: null,
      reasons: [{ kind: "never-ran", since: time("2026-11-21T18:00:00Z") }],
    });
  });

  it("missed ×N: as many slots as have passed since the last start", () => {
    expect(healthOf(daily, succeeded(), time("2026-11-25T20:00:00Z")).reasons).toEqual([
      { kind: "missed", count: 3, since: time("2026-11-23T18:00:00Z") },
    ]);
  });

  describe("its schedule does not arrive, and a person runs it", () => {
    const byHandAt = time("2026-11-24T20:00:00Z");
    const byHand = run("SUCCESS", byHandAt, { trigger: "manual", actor: "Sari" });
    const ran = { lastEnded: byHand, lastSuccess: byHand };
    const since = time("2026-11-23T18:00:00Z");

    it("it stays missed, and says that it was run by hand", () => {
      expect(healthOf(daily, succeeded({}, ran), time("2026-11-24T21:00:00Z"))).toMatchObject({
        badge: "STALE",
        reasons: [{ kind: "missed", count: 2, byHandAt, since }],
      });
    });

    it("it has never come: neither a success nor a failure by hand changes that", () => {
      const never = { ...untouched, scheduleSince: time("2026-11-23T00:00:00Z") };
      const reasons = [{ kind: "never-ran", byHandAt, since }];
      expect(healthOf(daily, { ...never, ...ran }, time("2026-11-24T21:00:00Z")).reasons).toEqual(reasons);
      const lastEnded = { ...byHand, status: "FAILED" as const };
      expect(healthOf(daily, { ...never, lastEnded }, time("2026-11-24T21:00:00Z")).reasons).toEqual(reasons);
    });

    it("also while a person's run is at work, but not where the schedule met it there", () => {
      const running = run("RUNNING", time("2026-11-23T20:00:00Z"), { trigger: "manual" });
      const now = time("2026-11-23T20:01:00Z");
      expect(healthOf(daily, succeeded({}, { running }), now).badge).toBe("STALE");
      const met = succeeded({}, { running, lastSlotAt: time("2026-11-23T18:00:00Z") });
      expect(healthOf(daily, met, now).badge).toBe("OK");
    });

    it("is over as soon as the schedule takes a slot, also early, or late for the one that has passed", () => {
      const takes = (startedAt: string, slotAt: string) => {
        const success = run("SUCCESS", time(startedAt), { slotAt: time(slotAt) });
        return succeeded({}, { lastSlotAt: time(slotAt), lastEnded: success, lastSuccess: success });
      };
      const early = takes("2026-11-25T17:57:00Z", "2026-11-25T18:00:00Z");
      expect(healthOf(daily, early, time("2026-11-25T17:58:00Z")).badge).toBe("OK");
      const late = takes("2026-11-25T09:00:00Z", "2026-11-24T18:00:00Z");
      expect(healthOf(daily, late, time("2026-11-25T09:01:00Z")).badge).toBe("OK");
    });

    it("waits for nothing before its first slot is due, nor in a pause", () => {
      const waiting = { ...untouched, ...ran, scheduleSince: time("2026-11-24T19:00:00Z") };
      expect(healthOf(daily, waiting, time("2026-11-25T17:00:00Z"))).toMatchObject({ badge: "OK", reasons: [] });
      const pauses = [{ since: time("2026-11-23T10:00:00Z"), until: null }];
      const paused = healthOf(daily, succeeded({}, { ...ran, pauses }), time("2026-11-24T21:00:00Z"));
      expect(paused).toMatchObject({ badge: "OK", state: "paused" });
    });
  });

  it("missed: counts a long outage without looking at each of its slots", () => {
    const long = healthOf(fiveMinutely, { ...succeeded(), lastSlotAt: slot }, time("2028-11-22T18:00:00Z"));
    // Two years and a leap day of five minutes each, less the slot that may still be in time.
    expect(long.reasons).toMatchObject([{ kind: "missed", count: 731 * 288 - 1, since: time("2026-11-22T18:05:00Z") }]);
  });

  it("missed: costs the same few questions to the calendar after an hour and after a year", () => {
    const minutely = defineJob({ name: daily.name, schedule: "* * * * *", description, run: () => ({}) });
    const asked: string[] = [];
    const calendar = new Proxy(minutely.calendar, {
      get(target, key) {
        asked.push(String(key));
        return Reflect.get(target, key);
      },
    });
    const questions = (now: string) => {
      asked.length = 0;
      const { reasons } = healthOf({ ...minutely, calendar }, { ...succeeded(), lastSlotAt: slot }, time(now));
      expect(reasons).toMatchObject([{ kind: "missed" }]);
      expect(asked).not.toContain("between");
      return asked.length;
    };
    expect(questions("2027-11-22T18:00:00Z")).toBe(questions("2026-11-22T19:00:00Z"));
    expect(asked.length).toBeLessThanOrEqual(4);
  });

  it("missed: counts every slot of a schedule whose slots stand close together and then far apart", () => {
    const twoByTwo = defineJob({ name: daily.name, schedule: "0,1 18 * * *", description, run: () => ({}) });
    const health = healthOf(twoByTwo, { ...succeeded(), lastSlotAt: slot }, time("2026-12-02T20:00:00Z"));
    // The other slot of that evening, and two on each of ten further ones.
    expect(health.reasons).toMatchObject([{ kind: "missed", count: 21 }]);
  });

  it("off its slot: two triggers in a row came equally far from their slots", () => {
    // The server's clock is Asia/Jakarta, the crontab says 18:00, the schedule is UTC.
    const offSlotStarts = [time("2026-11-24T11:00:03Z"), time("2026-11-23T11:00:02Z")];
    const byHand = run("SUCCESS", offSlotStarts[0]!, { trigger: "manual" });
    const facts: JobFacts = { ...untouched, offSlotStarts, lastEnded: byHand, lastSuccess: byHand };
    expect(healthOf(daily, facts, time("2026-11-24T20:00:00Z"))).toMatchObject({
      badge: "STALE",
      reasons: [
        { kind: "off-slot", offsetMs: -7 * 3_600_000 },
        // What comes outside of all slots takes none.
        { kind: "missed", count: 24, since: time("2026-11-01T18:00:00Z") },
      ],
    });
  });

  it("is not called off its slot for one such trigger, nor for two at different distances", () => {
    const [one, other] = [time("2026-11-24T11:00:03Z"), time("2026-11-23T09:30:00Z")];
    for (const offSlotStarts of [[one], [one, other], [one, time("2026-11-24T11:00:00Z")]]) {
      const health = healthOf(daily, { ...untouched, offSlotStarts }, time("2026-11-24T20:00:00Z"));
      expect(health.reasons.map(({ kind }) => kind)).toEqual(["never-ran"]);
    }
  });

  it("trigger rejected: the secret was wrong, counted since the missed slot opened", () => {
    const rejections = [
      { count: 3, lastAt: time("2026-11-24T18:00:01Z"), userAgent: "curl/8.5.0" },
      { count: 2, lastAt: time("2026-11-23T18:00:01Z"), userAgent: null },
      { count: 9, lastAt: time("2026-11-22T10:00:00Z"), userAgent: null },
    ];
    expect(healthOf(daily, succeeded({}, { rejections }), time("2026-11-24T20:00:00Z"))).toMatchObject({
      badge: "STALE",
      reasons: [
        {
          kind: "rejected",
          count: 5,
          lastAt: time("2026-11-24T18:00:01Z"),
          userAgent: "curl/8.5.0",
          since: time("2026-11-23T18:00:00Z"),
        },
        { kind: "missed", count: 2 },
      ],
    });
  });

  it("says that triggers were rejected as its cause only, not as a note beside it too", () => {
    const rejections = [{ count: 3, lastAt: time("2026-11-23T18:00:01Z"), userAgent: null }];
    const { notes } = healthOf(daily, succeeded({}, { rejections }), time("2026-11-23T20:00:00Z"));
    expect(notes).toEqual([]);
  });

  it("silent: it starts at every slot but has not succeeded for longer than it may", () => {
    const facts = succeeded({}, { lastSlotAt: time("2026-11-25T18:00:00Z") });
    const before = { ...facts, lastSlotAt: time("2026-11-24T18:00:00Z") };
    expect(healthOf(daily, before, time("2026-11-24T19:00:03Z")).badge).toBe("OK");
    expect(healthOf(daily, facts, time("2026-11-25T18:30:00Z"))).toMatchObject({
      badge: "STALE",
      reasons: [
        {
          kind: "silent",
          lastSuccessAt: time("2026-11-22T18:00:03Z"),
          since: new Date(time("2026-11-22T18:00:03Z").getTime() + daily.maxSilenceMs),
        },
      ],
    });
  });

  it("missed: a slot that a restart freed and that nobody has run again", () => {
    const facts = succeeded({ startedAt: time("2026-11-21T18:00:00Z") }, { lastSlotAt: slot, freedSlotAt: slot });
    expect(healthOf(daily, facts, time("2026-11-22T20:00:00Z")).reasons).toMatchObject([{ kind: "missed", count: 1 }]);
  });
});

describe("FAILED", () => {
  it.each([
    ["FAILED", "error"],
    ["TIMED_OUT", "timeout"],
    ["ABANDONED", "crashed"],
  ] as const)("after a run that ended %s", (status, kind) => {
    const facts = failed(status, "trip 7 broke");
    expect(healthOf(daily, facts, time("2026-11-23T00:00:00Z"))).toMatchObject({
      badge: "FAILED",
      alsoStale: false,
      reasons: [{ kind, message: "trip 7 broke", runId: facts.lastError!.id, since: facts.failingSince }],
    });
  });

  it("not after a run that a restart stopped", () => {
    const restarted = run("ABANDONED", time("2026-11-23T18:00:01Z"), { reason: "restart" });
    const facts = succeeded({}, { lastEnded: restarted, lastSlotAt: time("2026-11-23T18:00:00Z") });
    expect(healthOf(daily, facts, time("2026-11-23T20:00:00Z")).badge).toBe("OK");
  });

  it("when the last result broke its expectation, although the run succeeded", () => {
    const facts = succeeded({ reason: "nothing scanned" }, { brokenExpectation: "nothing scanned" });
    expect(healthOf(daily, facts, time("2026-11-23T00:00:00Z"))).toMatchObject({
      badge: "FAILED",
      reasons: [{ kind: "expectation", message: "nothing scanned", runId: facts.lastSuccess!.id }],
    });
  });

  it("ends with a success that starts after it", () => {
    const facts = succeeded({}, { lastError: failed("FAILED", "trip 7 broke").lastError });
    expect(healthOf(daily, facts, time("2026-11-23T00:00:00Z")).badge).toBe("OK");
  });

  it("beats STALE, which is then shown as a second chip", () => {
    const health = healthOf(daily, failed("FAILED", "trip 7 broke"), time("2026-11-23T20:00:00Z"));
    expect(health).toMatchObject({
      badge: "FAILED",
      alsoStale: true,
      reasons: [{ kind: "error" }, { kind: "missed", count: 1 }],
    });
  });

  it("is all that a hand-written handler without a schedule can be, besides OK", () => {
    const later = time("2027-11-23T00:00:00Z");
    expect(healthOf(undefined, succeeded(), later)).toMatchObject({ badge: "OK", state: null, reasons: [] });
    expect(healthOf(undefined, failed("FAILED", "broken"), later)).toMatchObject({ badge: "FAILED", alsoStale: false });
  });
});

describe("a job that is paused", () => {
  const paused = (since: string, until: string | null) => ({
    pauses: [{ since: time(since), until: until === null ? null : time(until) }],
  });

  it.each([null, "2026-12-24T00:00:00Z"])("is late for nothing, whenever its pause ends (%s)", (until) => {
    const facts = succeeded({}, paused("2026-11-23T12:00:00Z", until));
    const health = healthOf(daily, facts, time("2026-12-20T00:00:00Z"));
    expect(health).toMatchObject({ badge: "OK", state: "paused", reasons: [] });
  });

  it("has missed no slot of that time afterwards, and those before and after it all the same", () => {
    const facts = succeeded({}, paused("2026-11-24T00:00:00Z", "2026-11-26T18:00:00Z"));
    const missed = (at: string) => healthOf(daily, facts, time(at)).reasons;
    // The slot of the 23rd passed before the pause; those of the 24th and 25th in it; its end is the slot of the 26th.
    expect(missed("2026-11-26T18:30:00Z")).toMatchObject([
      { kind: "missed", count: 1, since: time("2026-11-23T18:00:00Z") },
    ]);
    expect(missed("2026-11-26T19:00:01Z")).toMatchObject([{ kind: "missed", count: 2 }]);
  });

  it("is waited for anew when it ends: it is not silent for as long as it was paused", () => {
    const facts = succeeded({}, paused("2026-11-23T12:00:00Z", "2026-12-24T12:00:00Z"));
    expect(healthOf(daily, facts, time("2026-12-24T12:00:00Z"))).toMatchObject({ badge: "OK", state: null });
    expect(healthOf(daily, facts, time("2026-12-24T19:00:01Z"))).toMatchObject({
      badge: "STALE",
      reasons: [{ kind: "missed", count: 1, since: time("2026-12-24T18:00:00Z") }],
    });
  });

  it("still shows what failed", () => {
    const error = run("FAILED", slot);
    const facts = {
      ...succeeded(),
      ...paused("2026-11-23T12:00:00Z", null),
      lastEnded: error,
      lastError: error,
      failureStreak: 1,
    };
    expect(healthOf(daily, facts, time("2026-12-20T00:00:00Z"))).toMatchObject({ badge: "FAILED", alsoStale: false });
  });
});

describe("slow against what is usual", () => {
  const usually = (...durations: number[]) => succeeded({ durationMs: 12_000 }, { lastDurationsMs: durations });
  const slow = (facts: JobFacts) => healthOf(daily, facts, time("2026-11-23T00:00:00Z")).notes;

  it("is a run that takes more than five times as long, and more than ten seconds", () => {
    const note = {
      kind: "slow",
      message: null,
      runMs: 12_000,
      usualMs: 2000,
      maxRunMs: 60 * 60_000,
      runId: expect.any(String),
      startedAt: time("2026-11-22T18:00:02Z"),
      isOver: true,
    };
    expect(slow(usually(2000, 2000, 1500, 2100, 2500))).toEqual([note]);
    expect(slow(usually(3000, 3000, 3000, 3000, 3000))).toEqual([]);
    expect(slow(succeeded({ durationMs: 9000 }, { lastDurationsMs: [10, 10, 10, 10, 10] }))).toEqual([]);
  });

  it("is told of a success for a day, whatever has failed since", () => {
    const long = run("SUCCESS", time("2026-11-22T18:00:00Z"), { durationMs: 41 * 60_000 });
    const short = run("FAILED", time("2026-11-22T20:00:00Z"), { durationMs: 5_000 });
    const facts = succeeded(
      {},
      {
        lastSuccess: long,
        lastEnded: short,
        lastError: short,
        failureStreak: 1,
        lastDurationsMs: [18, 18, 18, 18, 18],
      },
    );
    const at = (moment: string) => healthOf(daily, facts, time(moment)).notes;
    expect(at("2026-11-23T00:00:00Z")).toMatchObject([
      { kind: "slow", runMs: 41 * 60_000, usualMs: 18, runId: long.id, startedAt: long.startedAt, isOver: true },
    ]);
    expect(at("2026-11-25T00:00:00Z")).toEqual([]);
  });

  it("is not said while too few are known", () => expect(slow(usually(2000, 2000, 1500, 2100))).toEqual([]));
});

describe("a host that was down", () => {
  const slotOf = "2026-11-23T18:00:00Z";
  const down = (from: string, until: string) => ({ downtimes: [{ from: time(from), until: time(until) }] });
  const reasons = (facts: Partial<JobFacts>) =>
    healthOf(daily, succeeded({}, facts), time("2026-11-23T20:00:00Z")).reasons.map(({ kind }) => kind);

  it("is why a slot was missed at which no process was alive", () => {
    const facts = succeeded({}, down("2026-11-23T17:50:00Z", "2026-11-23T19:30:00Z"));
    expect(healthOf(daily, facts, time("2026-11-23T20:00:00Z"))).toMatchObject({
      badge: "STALE",
      reasons: [
        { kind: "host-down", since: time("2026-11-23T17:50:00Z") },
        { kind: "missed", count: 1, since: time(slotOf) },
      ],
    });
  });

  it("is none where it was down at other times, or is up again since before the slot", () => {
    expect(reasons(down("2026-11-23T10:00:00Z", "2026-11-23T18:00:00Z"))).toEqual(["missed"]);
    expect(reasons(down("2026-11-23T18:00:00Z", "2026-11-23T19:30:00Z"))).toEqual(["missed"]);
    expect(reasons(down("2026-11-22T17:00:00Z", "2026-11-22T19:00:00Z"))).toEqual(["missed"]);
  });
});

describe("restarts that come too often", () => {
  const restarted = (restartStreak: number) =>
    healthOf(daily, succeeded({}, { restartStreak, restartingSince: slot }), time("2026-11-23T00:00:00Z"));

  it("make a job STALE when three runs in a row never came to their end", () => {
    expect(restarted(2)).toMatchObject({ badge: "OK", reasons: [] });
    expect(restarted(3)).toMatchObject({ badge: "STALE", reasons: [{ kind: "restarts", count: 3, since: slot }] });
  });
});

describe("what a clock that has been set back since has left in the future", () => {
  const now = time("2026-11-26T09:00:00Z");
  const ahead = time("2027-11-22T18:00:00Z");
  const success = run("SUCCESS", ahead, { slotAt: ahead });

  it("covers no slot, makes up for none, and breaks no silence", () => {
    const poisoned = { lastSlotAt: ahead, freedSlotAt: null, lastEnded: success, lastSuccess: success };
    const known = { ...untouched, scheduleSince: time("2026-11-24T00:00:00Z"), ...poisoned };
    const kinds = (facts: JobFacts) => healthOf(daily, facts, now).reasons.map(({ kind }) => kind);
    const downtimes = [{ from: time("2026-11-24T12:00:00Z"), until: ahead }];
    expect(kinds(known)).toEqual(["missed"]);
    expect(kinds({ ...known, lastSlotAt: null, freedSlotAt: ahead })).toEqual(["missed"]);
    expect(kinds({ ...known, lastSlotAt: null, running: run("RUNNING", ahead, { slotAt: ahead }) })).toEqual([
      "missed",
    ]);
    expect(kinds({ ...known, downtimes })).toEqual(["host-down", "missed"]);
    expect(kinds({ ...known, lastSlotAt: time("2026-11-25T18:00:00Z"), scheduleSince: slot })).toEqual(["silent"]);
  });

  it("is as useless as it was: what failed then is failing", () => {
    const facts = { ...untouched, lastSlotAt: ahead, lastSuccess: success, brokenExpectation: "sent nothing" };
    expect(healthOf(daily, facts, now).badge).toBe("FAILED");
  });

  it("is not what a slot leaves that was taken early, or by a host whose clock is a little ahead", () => {
    const soon = time("2026-11-26T18:00:00Z");
    const facts = { ...untouched, lastSlotAt: soon, lastSuccess: run("SUCCESS", time("2026-11-26T17:57:00Z")) };
    expect(healthOf(daily, facts, time("2026-11-26T17:56:00Z")).badge).toBe("OK");
  });
});
