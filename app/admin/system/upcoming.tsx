import Link from "next/link";
import type { JobOverview, Overview } from "ronda";
import { parseSchedule } from "ronda/schedule";
import type { UpcomingSlot } from "ronda/types";
import { knownError } from "#domain/office/known-errors.ts";
import { age } from "#texts/duration.ts";
import { count } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { clockTime } from "#texts/moments.ts";
import { Shape } from "#ui/badge.tsx";
import { Disclosure } from "#ui/disclosure.tsx";
import { Moment } from "#ui/moment.tsx";
import { jobPath } from "./paths.ts";

type SlotsProps = { slots: UpcomingSlot[]; jobs: JobOverview[]; at: Date; locale: Locale };

/** So many lines are read at a glance; the others unfold. */
const shownAtOnce = 6;

/** What the coming 24 hours bring, the soonest first, and why a slot may come to nothing as things are. */
export function Upcoming({ overview: { at, jobs, upcoming }, locale }: { overview: Overview; locale: Locale }) {
  const texts = textsFor(locale).system.upcoming;
  const slots = [...upcoming, ...pausedSlots(jobs, at)].sort(
    (one, other) => one.slotAt.getTime() - other.slotAt.getTime(),
  );
  const [shown, rest] = [slots.slice(0, shownAtOnce), slots.slice(shownAtOnce)];
  return (
    <section aria-labelledby="upcoming">
      <h2 id="upcoming" className="text-lg font-extrabold">
        {texts.title}
      </h2>
      {slots.length === 0 && <p className="mt-2 text-ink-soft">{texts.none}</p>}
      <Slots slots={shown} jobs={jobs} at={at} locale={locale} />
      {rest.length > 0 && (
        <Disclosure title={texts.rest(rest.length)} className="border-b border-line print:hidden">
          <Slots slots={rest} jobs={jobs} at={at} locale={locale} />
        </Disclosure>
      )}
    </section>
  );
}

const dayMs = 24 * 3_600_000;

/** The next slot of each job that a pause takes away within the coming day. */
export function pausedSlots(jobs: readonly JobOverview[], at: Date): UpcomingSlot[] {
  return jobs.flatMap(({ name, schedule, timeZone, paused }) => {
    if (!schedule || !paused) return [];
    const slotAt = parseSchedule(schedule, timeZone ?? "UTC").next(at);
    const isTaken = paused.until === null || slotAt < paused.until;
    return isTaken && slotAt.getTime() - at.getTime() <= dayMs ? [{ jobName: name, slotAt, more: 0 }] : [];
  });
}

/** Why a job's next slot may come to nothing as things are; nothing where it is well. */
export function doubtOf(job: JobOverview | undefined, slotAt: Date, locale: Locale): string | undefined {
  const texts = textsFor(locale).system.upcoming.doubts;
  const paused = job?.paused;
  if (paused && (!paused.until || slotAt < paused.until)) {
    return texts.paused(paused.until && clockTime(paused.until, locale, "WIB"));
  }
  const [reason] = job?.health.reasons ?? [];
  // What is late beside having failed fails because nothing comes.
  if (job?.health.reasons.some(({ kind }) => kind === "rejected")) return texts.rejected;
  if (!reason) return undefined;
  if (!("runId" in reason)) return texts.late;
  const kind = knownError(reason.message ?? "")?.kind;
  if (kind === "books") return texts.books;
  return kind === "mails" || kind === "unsent" ? texts.mails : texts.failed;
}

function Slots({ slots, jobs, at, locale }: SlotsProps) {
  const texts = textsFor(locale).system.upcoming;
  return (
    <ol className="mt-1 divide-y divide-line border-b border-line">
      {slots.map(({ jobName, slotAt, more }) => {
        const waitMs = slotAt.getTime() - at.getTime();
        const doubt = doubtOf(
          jobs.find(({ name }) => name === jobName),
          slotAt,
          locale,
        );
        return (
          <li key={`${jobName} ${slotAt.getTime()}`} className="py-2">
            <p className="text-[15px]">
              <Link
                href={jobPath(jobName)}
                prefetch={false}
                className="font-semibold underline-offset-4 hover:underline"
              >
                {jobName}
              </Link>
            </p>
            <p className="text-sm tabular-nums">
              <Moment at={slotAt} locale={locale} />
              <span className="text-ink-soft">
                {" · "}
                {waitMs < 60_000 ? texts.due : texts.within(age(waitMs, locale))}
                {more > 0 && `, ${texts.more(count(more, locale))}`}
              </span>
            </p>
            {doubt && (
              <p className="flex gap-1.5 text-sm font-medium text-stale">
                <Shape tone="stale" className="mt-1.5 size-2.5" />
                {doubt}
              </p>
            )}
          </li>
        );
      })}
    </ol>
  );
}
