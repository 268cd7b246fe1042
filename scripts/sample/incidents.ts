import { sql } from "drizzle-orm";
import type { Ronda } from "ronda";
import { parseSchedule } from "ronda/schedule";
import type { IncidentReason, IncidentSubject } from "ronda/types";
import { db } from "#db/connection.ts";
import { jobs } from "#jobs/index.ts";
import { mustBe } from "./must-be.ts";
import { hourMs, minuteMs, type Nights, roles, slotMs } from "./nights.ts";
import type { Timeline } from "./timeline.ts";

/** Where the story's alerts go. */
export const channel = "discord";

const reminderMs = 4 * hourMs;
const sari = "sari@setrip.example";

/** Who tells the engine what a patrol would find at that moment: none walks through the story, which would take too long. */
type Plan = {
  timeline: Timeline;
  nights: Nights;
  engine: Ronda;
  moveClock: (to: Date) => void;
  refused: { from: Date; to: Date };
};

/**
 * Plans the incidents that no run opens or ends by itself: those of the hours in which cron was off, that of the job that
 * has no line in the crontab, and what Sari does about them.
 */
export function planIncidents({ timeline, nights, engine, moveClock, refused }: Plan): void {
  const { gap, forgottenSince } = nights;
  const after = (moment: Date, ms: number) => new Date(moment.getTime() + ms);
  const at = (moment: Date, what: string, happens: (now: Date) => Promise<unknown>) =>
    timeline.at(moment, what, async (now) => {
      moveClock(now);
      await happens(now);
    });
  const acknowledge = async (name: string, reason: string) => {
    const [incident] = await engine.incidents({ open: true, kind: "job", name });
    mustBe(await engine.acknowledge(incident?.id ?? "", { by: sari, reason }));
  };

  const often = jobs.filter(({ schedule }) => schedule === "*/5 * * * *").map(({ name }) => name);
  const nightly = ["auto-complete-trips", "cleanup-trip-images", "money-reconcile"];
  const togetherAt = after(gap.from, 341 * minuteMs);
  const allOften = (does: (subject: IncidentSubject) => Promise<void>) =>
    Promise.all(often.map((name) => does({ kind: "job", name })));
  for (const [sinceMs, count] of [
    [0, 1],
    [reminderMs, 49],
  ] as const)
    at(after(gap.from, slotMs + 80_000 + sinceMs), "cron is off, and two jobs are late", (now) =>
      allOften((job) => raise(job, [{ kind: "missed", count, since: after(gap.from, slotMs) }], now)),
    );
  at(togetherAt, "most jobs are late together", async (now) => {
    await allOften((job) => resolve(job, "merged", now));
    await raise(everything, [{ kind: "scheduler-down", jobs: [...often, ...nightly], since: gap.from }], now);
  });
  at(after(gap.to, 65_000), "cron is back", async (now) => {
    await resolve(everything, "resolved", now);
    for (const name of nightly)
      await raise({ kind: "job", name }, [{ kind: "missed", count: 1, since: lastSlot(name, now) }], now);
  });

  const neverRanAt = parseSchedule("0 20 * * 0", "UTC").next(forgottenSince);
  at(after(neverRanAt, hourMs + 30_000), `${roles.forgotten} has never run`, (now) =>
    raise({ kind: "job", name: roles.forgotten }, [{ kind: "never-ran", since: neverRanAt }], now),
  );
  at(after(neverRanAt, 11 * hourMs), "Sari has seen it", () =>
    acknowledge(roles.forgotten, "Baris crontab-nya lupa dipasang. Dipasang bersama pemeliharaan server hari Kamis."),
  );
  at(after(refused.from, 8 * minuteMs), "Sari has seen that mails are refused", () =>
    acknowledge("process-email-jobs", "Domain pengirim sedang diverifikasi ulang di Resend."),
  );
}

const everything: IncidentSubject = { kind: "host", name: "scheduler" };

function lastSlot(name: string, now: Date): Date {
  const job = jobs.find((each) => each.name === name)!;
  return parseSchedule(job.schedule, job.timeZone).previous(now);
}

async function raise({ kind, name }: IncidentSubject, reasons: IncidentReason[], now: Date): Promise<void> {
  await db().execute(sql`
    select from ronda_raise_incident_1(${kind}, ${name}, 'STALE', ${JSON.stringify(reasons)}::jsonb, null,
      ${now.toISOString()}::timestamptz, array[${channel}], ${hourMs}, ${reminderMs}, 0)`);
}

async function resolve({ kind, name }: IncidentSubject, ending: "merged" | "resolved", now: Date): Promise<void> {
  await db().execute(sql`
    select from ronda_resolve_incident_1(${kind}, ${name}, ${ending}, null, ${now.toISOString()}::timestamptz,
      array[${channel}], ${hourMs})`);
}
