import Link from "next/link";
import type { HealthReason, JobOverview } from "ronda";
import { textIn } from "ronda/words";
import { duration } from "#texts/duration.ts";
import { count } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { clockTime } from "#texts/moments.ts";
import { Shape } from "#ui/badge.tsx";
import { classes } from "#ui/classes.ts";
import { Facts } from "#ui/facts.tsx";
import { Fresh } from "#ui/fresh.tsx";
import { Moment } from "#ui/moment.tsx";
import { HealthBadge } from "./health-badge.tsx";
import { RunNow } from "./run-now.tsx";
import { ScheduleLine } from "./schedule-line.tsx";
import { WeekStrip } from "./week-strip.tsx";
import { systemWords, toneOf } from "./words.ts";

type JobCardProps = { job: JobOverview; locale: Locale; personName: string };

/** One job: how it is and why, when it runs, its last week, and the two things one may want to do about it. */
export function JobCard({ job, locale, personName }: JobCardProps) {
  const texts = textsFor(locale).system.jobs;
  return (
    <article
      id={`job-${job.name}`}
      aria-labelledby={`job-${job.name}-name`}
      className="flex scroll-mt-6 flex-col rounded-card border border-line bg-surface p-4 sm:p-5"
    >
      <div className="flex items-start justify-between gap-3">
        <h3 id={`job-${job.name}-name`} className="min-w-0 text-[17px] font-extrabold break-words">
          {job.name}
        </h3>
        <HealthBadge health={job.health} />
      </div>
      {job.description && <p className="mt-0.5 text-sm text-ink-soft">{textIn(job.description, locale)}</p>}
      <Reasons reasons={job.health.reasons} locale={locale} />
      <div className="mt-3 mb-4">
        <ScheduleLine job={job} locale={locale} />
      </div>
      <WeekStrip week={job.week} locale={locale} />
      <JobFacts job={job} locale={locale} />
      <div className="mt-auto flex flex-wrap items-center justify-between gap-x-4 gap-y-1 pt-3">
        <RunNow job={job.name} locale={locale} personName={personName} />
        {job.lastError && (
          <Link
            href={`/admin/system/runs/${job.lastError.id}`}
            prefetch={false}
            className="inline-flex min-h-10 items-center text-sm font-semibold text-sea underline-offset-4 hover:underline"
          >
            {texts.lastError} {clockTime(job.lastError.finishedAt, locale, "WIB")}
          </Link>
        )}
      </div>
    </article>
  );
}

function Reasons({ reasons, locale }: { reasons: HealthReason[]; locale: Locale }) {
  const words = systemWords(locale);
  return reasons.map((reason) => {
    const tone = toneOf(reason);
    return (
      <p
        key={reason.kind}
        className={classes("mt-2 flex gap-2 text-sm font-semibold", tone === "failed" ? "text-failed" : "text-stale")}
      >
        <Shape tone={tone} className="mt-1.5 size-2.5" />
        <span className="min-w-0 break-words">{words.reason(reason)}</span>
      </p>
    );
  });
}

function JobFacts({ job, locale }: { job: JobOverview; locale: Locale }) {
  const { jobs: texts } = textsFor(locale).system;
  const { lastRun, lastSuccess, nextSlotAt } = job;
  const notes = systemWords(locale).notes(job.health);
  const lastRunAt = lastRun && (lastRun.startedAt ?? lastRun.createdAt);
  return (
    <Facts
      className="mt-3"
      facts={[
        {
          name: texts.lastRun,
          value: lastRunAt ? (
            <>
              <Moment at={lastRunAt} locale={locale} />
              {lastRun.durationMs !== null && (
                <span className="text-ink-soft"> · {duration(lastRun.durationMs, locale)}</span>
              )}
            </>
          ) : (
            texts.never
          ),
        },
        {
          name: texts.lastSuccess,
          value: lastSuccess ? <Moment at={lastSuccess.finishedAt} locale={locale} /> : texts.never,
        },
        { name: texts.nextRun, value: nextSlotAt && <Moment at={nextSlotAt} locale={locale} /> },
        {
          name: texts.sevenDays,
          value: (
            <>
              <Fresh value={texts.runs(count(job.runs7d, locale))} />
              {" · "}
              <span className={job.errors7d > 0 ? "text-failed" : undefined}>
                <Fresh value={texts.errors(count(job.errors7d, locale))} />
              </span>
            </>
          ),
        },
        // Always there, so that a note that comes and goes with each run moves nothing.
        { name: texts.note, value: notes.join(" · ") || "–" },
      ]}
    />
  );
}
