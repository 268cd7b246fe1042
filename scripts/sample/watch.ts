import { and, isNull, min, ne } from "drizzle-orm";
import { createRonda, type Job, type Ronda } from "ronda";
import { parseSchedule } from "ronda/schedule";
import { db, pool } from "#db/connection.ts";
import { backupName } from "#domain/backups/layout.ts";
import { drainEmails } from "#domain/emails/drain.ts";
import { emailJobs } from "#domain/emails/schema.ts";
import { countUnsent } from "#domain/emails/unsent.ts";
import { checkStoredFiles } from "#domain/files/check.ts";
import { cleanUpTripImages } from "#domain/files/cleanup.ts";
import { recordBackup, stampFiles } from "#domain/installation/belonging.ts";
import { prune } from "#domain/office/prune.ts";
import { policy } from "#domain/policy.ts";
import type { Mailer } from "#gateways/mail/mailer.ts";
import type { FilesMarkStore } from "#gateways/storage/files-mark.ts";
import type { PhotoStore } from "#gateways/storage/photo-store.ts";
import type { PrivateFiles } from "#gateways/storage/private-files.ts";
import { jobs } from "#jobs/index.ts";
import { displayZone } from "#ronda.config.ts";
import { channel, planIncidents } from "./incidents.ts";
import { mustBe } from "./must-be.ts";
import { dayMs, hourMs, isSilent, minuteMs, type Nights, roles, slotAfter } from "./nights.ts";
import type { Random } from "./random.ts";
import type { Timeline } from "./timeline.ts";

const backupOfStory = {
  database: "tables",
  uploads: 64,
  missing: 0,
  bytes: 14_200_000,
  encrypted: false,
  removed: [],
};

/** The jobs of the story, run by an engine with a clock of its own. */
export type NightWatch = {
  /** Makes the engine's tables, as if it had first been started when the history begins. */
  migrate: () => Promise<void>;
  /** Plans the runs of all jobs that do not come every five minutes. */
  planNights: () => void;
  /** Mail was queued: it goes out at the next slot. */
  mailsAfter: (moment: Date) => void;
  /** Somebody has to pay until then: plans the run that reminds them and the one after the deadline, if it still `waits` then. */
  watchDeadline: (expiresAt: Date, waits: () => boolean) => void;
  /** A person presses "Run now". */
  runNow: (name: string, actor: string, at: Date) => Promise<void>;
  stop: () => Promise<void>;
};

type Work = Job["run"];
type Context = Parameters<Work>[0];

/** The machine that the sample's runs came from. */
export const host = "setrip-1";

const everyFiveMinutes = "*/5 * * * *";

/** Puts the watch together. The run of `nights.failedAt` fails, and none happens while cron was off. */
export function createNightWatch(story: {
  timeline: Timeline;
  nights: Nights;
  random: Random;
  mailer: (clock: () => Date) => Mailer;
  photos: PhotoStore;
  privateFiles: PrivateFiles;
  mark: FilesMarkStore;
  /** While the provider refuses all mails. */
  refused: { from: Date; to: Date };
}): NightWatch {
  const { timeline, nights, random } = story;
  const clock = movableClock(nights.historyFrom);
  const engine = createEngine(clock.now);
  const mailer = story.mailer(clock.now);
  const planned = new Set<string>();

  const works: Record<string, Work> = Object.fromEntries(jobs.map((job) => [job.name, job.run]));
  works["process-email-jobs"] = async ({ now, log, signal }) => {
    const result = await drainEmails({ now, log, signal, mailer });
    const { left: _, ...counts } = result;
    const unsent = await countUnsent(result, { now });
    return unsent > 0 ? { ...counts, unsent } : counts;
  };
  works["cleanup-trip-images"] = ({ now, log, signal, beat }) =>
    cleanUpTripImages({ now, storage: story.photos, log, signal, beat });
  works["check-stored-files"] = (context) =>
    checkStoredFiles({ ...context, photos: story.photos, papers: story.privateFiles });
  // A story has no folder of backups: what a small one of its size would have said.
  works.backup = async ({ now }) => {
    await stampFiles({ mark: story.mark, now });
    await recordBackup(now);
    return { name: backupName(now), ...backupOfStory };
  };
  works.prune = (context) => prune({ ...context, files: story.privateFiles });

  const watch: NightWatch = {
    async migrate() {
      await engine.migrate();
      // The slots of a schedule that the engine does not know are another release's: it calls none of them missed while the
      // quiet ones are not there yet. Their schedules are given back with the facts.
      await pool().query(`update "RondaJob" set "schedule" = 'of the story'`);
    },
    planNights() {
      for (const job of jobs.filter(({ schedule }) => schedule !== everyFiveMinutes)) {
        const from = onlyLastWeek.includes(job.name) ? new Date(nights.now.getTime() - 8 * dayMs) : nights.tripsFrom;
        for (const slot of parseSchedule(job.schedule, job.timeZone).between(from, nights.ranUntil))
          if (!isSilent(nights, job.name, slot)) runAt(job.name, slot);
      }
      planOthers();
      planIncidents({ timeline, nights, engine, moveClock: clock.move, refused: story.refused });
    },
    mailsAfter: (moment) => runAt("process-email-jobs", slotAfter(moment, nights)),
    watchDeadline(expiresAt, waits) {
      for (const beforeMs of [policy.paymentReminderBeforeMs, 0]) {
        const slot = slotAfter(new Date(expiresAt.getTime() - beforeMs - 1), nights);
        const name = "expire-payments";
        timeline.at(slot, "a deadline comes near", async () => (waits() ? runAt(name, slot) : undefined));
      }
    },
    async runNow(name, actor, at) {
      clock.move(at);
      await engine.runCron(name, works[name]!, { trigger: "manual", actor });
      watch.mailsAfter(at);
    },
    stop: () => engine.stop(),
  };

  function runAt(name: string, slot: Date): void {
    const key = `${name} ${slot.getTime()}`;
    if (planned.has(key) || slot > nights.now) return;
    planned.add(key);
    timeline.at(slot, `${name} runs`, () => run(name, slot));
  }

  async function run(name: string, slot: Date): Promise<void> {
    const fails = name === "auto-complete-trips" && slot.getTime() === nights.failedAt.getTime();
    clock.move(new Date(slot.getTime() + random.whole(350, 2_200)));
    if (slot >= nights.historyFrom) await engine.runCron(name, fails ? loseConnection : works[name]!);
    else if (!onlyInHistory.includes(name)) await works[name]!(contextAt(clock.now()));
    const next = await nextAttempt();
    if (next) watch.mailsAfter(next < slot ? slot : next);
  }

  /** What else happens to the jobs: a deployment stops a run, the machine comes back, and Sari pauses a job. */
  function planOthers(): void {
    const { deployedAt, hostDown, pausedAt, now } = nights;
    planned.add(`${roles.deployed} ${deployedAt.getTime()}`);
    timeline.at(deployedAt, "a deployment stops a run", async () => {
      clock.move(new Date(deployedAt.getTime() + 1400));
      await stopInMidRun(createEngine(clock.now), roles.deployed);
      clock.move(new Date(deployedAt.getTime() + minuteMs));
      await engine.runCron(roles.deployed, works[roles.deployed]!, { trigger: "schedule" });
    });
    timeline.at(hostDown.to, "the machine is back, and what it was off for is done", async () => {
      clock.move(new Date(hostDown.to.getTime() + 20_000));
      await engine.runCron(roles.caughtUp, works[roles.caughtUp]!, { trigger: "schedule" });
    });
    timeline.at(pausedAt, `Sari pauses ${roles.paused}`, async () => {
      clock.move(pausedAt);
      const until = new Date(now.getTime() + 20 * hourMs);
      mustBe(await engine.pause(roles.paused, { until, by: "sari@setrip.example", reason: pauseReason }));
    });
  }

  return watch;
}

const pauseReason = "Penyimpanan foto sedang dipindahkan, dilanjutkan besok.";

/** A run whose process is told to end: it stops, and gives its slot back. */
async function stopInMidRun(engine: Ronda, name: string): Promise<void> {
  const begun = Promise.withResolvers<void>();
  const running = engine.runCron(
    name,
    ({ signal }) =>
      new Promise((resolve) => {
        signal.addEventListener("abort", () => resolve({}));
        begun.resolve();
      }),
    { trigger: "schedule" },
  );
  await begun.promise;
  await engine.stop();
  await running;
}

/** What needs no run before anybody can see it. */
const onlyInHistory = ["cleanup-trip-images", "money-reconcile"];
/** What changes nothing: nobody looks further back than the week that the page shows. */
const onlyLastWeek = ["check-stored-files"];

function createEngine(clock: () => Date): Ronda {
  const logger = { info() {}, warn() {}, error() {} };
  // What its alerts came to is written down afterwards: they are sent by a clock that has moved on.
  const channels = [{ name: channel, send: async () => {} }];
  return createRonda({
    app: "setrip",
    database: pool(),
    jobs,
    secrets: {},
    clock,
    logger,
    host,
    displayZone,
    channels,
  });
}

/** A clock that goes on from wherever it is put, so that a run has a length. */
function movableClock(start: Date) {
  let [moment, putAtMs] = [start, performance.now()];
  return {
    move(to: Date) {
      [moment, putAtMs] = [to, performance.now()];
    },
    now: () => new Date(moment.getTime() + Math.round(performance.now() - putAtMs)),
  };
}

function contextAt(now: Date): Context {
  const log = { info() {}, warn() {}, error() {} };
  return { now, log, signal: new AbortController().signal, beat: async () => true, note() {} };
}

/** What a run says whose database restarts under it. */
function loseConnection(): never {
  throw new Error("Connection terminated unexpectedly");
}

/** When a mail that is not sent may be tried next. */
async function nextAttempt(): Promise<Date | null> {
  const waiting = and(ne(emailJobs.status, "SENT"), isNull(emailJobs.deadAt));
  const [row] = await db()
    .select({ at: min(emailJobs.nextAttemptAt) })
    .from(emailJobs)
    .where(waiting);
  return row?.at ?? null;
}
