import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import type { JobOverview } from "ronda";
import { textIn } from "ronda/words";
import { newFormKey } from "#domain/audit/record.ts";
import { count } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { clockTime } from "#texts/moments.ts";
import { type BadgeTone, Shape } from "#ui/badge.tsx";
import { classes } from "#ui/classes.ts";
import { Highlight } from "#ui/highlight.tsx";
import { ChevronRight } from "#ui/icons.tsx";
import { Moment } from "#ui/moment.tsx";
import { HealthBadge } from "./health-badge.tsx";
import { jobPath, mendPath } from "./paths.ts";
import { WhatItDoes } from "./problem-verbs.tsx";
import type { PausedJob } from "./rooms.ts";
import { RunNow } from "./run-now.tsx";
import { ScheduleLine } from "./schedule-line.tsx";
import { SlotStrip } from "./slot-strip.tsx";
import { LastTriggerLine } from "./trigger-line.tsx";
import { DurationWithUsual } from "./usual-duration.tsx";
import { systemWords, toneOf, warningNotes } from "./words.ts";

type JobCardProps = {
  job: JobOverview;
  /** Somebody looks after what is wrong with it. */
  isHandled: boolean;
  /** Paused jobs that work on the same things. */
  beside: PausedJob[];
  locale: Locale;
  personName: string;
};

/**
 * One job: how it is and why, every slot of its week, when it runs. On a phone it is a line that leads to the job's own
 * page, so that nine jobs that are well do not stand between what is wrong and what comes next.
 */
export function JobCard({ job, isHandled, beside, locale, personName }: JobCardProps) {
  const texts = textsFor(locale).system.jobs;
  return (
    <article
      id={`job-${job.name}`}
      aria-labelledby={`job-${job.name}-name`}
      className="relative scroll-mt-6 py-2.5 md:rounded-card md:border md:border-line md:bg-surface md:px-5 md:py-4 print:break-inside-avoid"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 md:items-start">
        <h3
          id={`job-${job.name}-name`}
          className="max-w-full shrink-0 text-base font-bold break-words md:text-[17px] md:font-extrabold"
        >
          <Link
            href={jobPath(job.name)}
            prefetch={false}
            title={texts.open(job.name)}
            className="underline-offset-4 after:absolute after:inset-0 hover:underline md:after:hidden"
          >
            {job.name}
          </Link>
        </h3>
        <span className="flex items-center gap-1">
          <HealthBadge health={job.health} paused={job.paused} isHandled={isHandled} locale={locale} />
          <ChevronRight aria-hidden="true" className="size-4 text-ink-soft md:hidden" />
        </span>
      </div>
      <PhoneLine job={job} locale={locale} />
      <div className="hidden md:block print:block">
        {job.description && <p className="mt-0.5 text-sm text-ink-soft">{textIn(job.description, locale)}</p>}
        <div className="mt-1 mb-3">
          <ScheduleLine job={job} locale={locale} />
        </div>
        <SlotStrip slots={job.slots} days={job.week.map(({ day }) => day)} locale={locale} />
        <JobFigures job={job} locale={locale} />
        <div className="mt-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <NoteLine job={job} locale={locale} />
          <span className="flex flex-wrap items-center gap-x-4">
            {job.lastError && (
              <Link
                href={`/admin/system/runs/${job.lastError.id}` as Route}
                prefetch={false}
                className="inline-flex min-h-8 items-center text-sm font-semibold text-sea underline-offset-4 hover:underline"
              >
                {texts.lastError} {clockTime(job.lastError.finishedAt, locale, "WIB")}
              </Link>
            )}
            {job.schedule !== null && (
              <RunNow
                job={job.name}
                locale={locale}
                personName={personName}
                formKey={newFormKey()}
                does={<WhatItDoes job={job.name} beside={beside} locale={locale} />}
              />
            )}
          </span>
        </div>
      </div>
    </article>
  );
}

/** Why it is not well, or when it ran and runs again; always one line, so that a refresh moves nothing. */
function PhoneLine({ job, locale }: { job: JobOverview; locale: Locale }) {
  const texts = textsFor(locale).system.jobs;
  const [reason] = job.health.reasons;
  const [warning] = warningNotes(job.health);
  const words = systemWords(locale);
  const lastAt = lastRunAt(job);
  const times = [
    lastAt && texts.last(clockTime(lastAt, locale, "WIB")),
    job.nextSlotAt && texts.next(clockTime(job.nextSlotAt, locale, "WIB")),
  ].filter(Boolean);
  if (!reason && warning) {
    return (
      <p className="flex gap-2 text-sm font-semibold text-stale tabular-nums md:hidden print:hidden">
        <Shape tone="stale" className="mt-1.5 size-2.5" />
        <span className="min-w-0 truncate">{words.notes({ state: null, notes: [warning] })}</span>
      </p>
    );
  }
  return (
    <p
      className={classes(
        "truncate text-sm tabular-nums md:hidden print:hidden",
        reason ? toneText[toneOf(reason)] : "text-ink-soft",
      )}
    >
      {reason ? words.reason(reason) : times.join(" · ") || texts.never}
    </p>
  );
}

const toneText = { failed: "font-semibold text-failed", stale: "font-semibold text-stale" };

/** The worst reason, or what is worth knowing although all is well. Always there, like the line on a phone. */
function NoteLine({ job, locale }: { job: JobOverview; locale: Locale }) {
  const words = systemWords(locale);
  const [reason, ...others] = job.health.reasons.map((reason) => ({
    said: words.reason(reason),
    tone: toneOf(reason) satisfies BadgeTone,
  }));
  const warnings = warningNotes(job.health);
  if (!reason && warnings.length > 0) {
    return (
      <p className={classes("flex min-h-6 min-w-0 flex-1 basis-64 gap-2 text-sm", toneText.stale)}>
        <Shape tone="stale" className="mt-1.5 size-2.5" />
        <span className="min-w-0 break-words">
          {words.notes(job.health).join(" · ")}{" "}
          <Link href={mendPath(jobPath(job.name))} prefetch={false} className="underline underline-offset-4">
            {textsFor(locale).system.attention.whatToDo}
          </Link>
        </span>
      </p>
    );
  }
  if (!reason) {
    return (
      <p className="min-h-6 min-w-0 flex-1 basis-64 text-sm text-ink-soft">{words.notes(job.health).join(" · ")}</p>
    );
  }
  return (
    <p className={classes("flex min-h-6 min-w-0 flex-1 basis-64 gap-2 text-sm", toneText[reason.tone])}>
      <Shape tone={reason.tone} className="mt-1.5 size-2.5" />
      <span className="min-w-0 break-words">{[reason, ...others].map(({ said }) => said).join(" · ")}</span>
    </p>
  );
}

function JobFigures({ job, locale }: { job: JobOverview; locale: Locale }) {
  const { jobs: texts } = textsFor(locale).system;
  const { lastRun, lastSuccess, nextSlotAt, usual, lastTrigger } = job;
  const lastAt = lastRunAt(job);
  return (
    <dl className="mt-3 grid grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))] gap-x-4 gap-y-2 text-[15px]">
      <Figure name={texts.lastRun}>{lastAt ? <Moment at={lastAt} locale={locale} /> : texts.never}</Figure>
      <Figure name={texts.duration}>
        {lastRun?.durationMs != null ? (
          <DurationWithUsual durationMs={lastRun.durationMs} usual={usual} locale={locale} />
        ) : (
          "–"
        )}
      </Figure>
      <Figure name={texts.nextRun}>{nextSlotAt ? <Moment at={nextSlotAt} locale={locale} /> : "–"}</Figure>
      <Figure name={texts.lastSuccess}>
        {lastSuccess ? <Moment at={lastSuccess.finishedAt} locale={locale} /> : texts.never}
      </Figure>
      <Figure name={texts.sevenDays}>
        <Highlight value={texts.runs(count(job.runs7d, locale))} />
        {" · "}
        <span className={job.errors7d > 0 ? "text-failed" : undefined}>
          <Highlight value={texts.errors(count(job.errors7d, locale))} />
        </span>
      </Figure>
      <Figure name={texts.lastTrigger}>
        <LastTriggerLine trigger={lastTrigger} locale={locale} />
      </Figure>
    </dl>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-ink-soft">{name}</dt>
      <dd className="font-medium break-words tabular-nums">{children}</dd>
    </div>
  );
}

function lastRunAt({ lastRun }: JobOverview): Date | null {
  return lastRun && (lastRun.startedAt ?? lastRun.createdAt);
}
