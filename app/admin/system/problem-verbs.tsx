import type { JobOverview } from "ronda";
import type { IncidentReason } from "ronda/types";
import { newFormKey } from "#domain/audit/record.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { jobTextOf } from "#texts/jobs.ts";
import { clockTime } from "#texts/moments.ts";
import { Play, RotateCw } from "#ui/icons.tsx";
import { runAgainAction, runNowAction } from "./actions.ts";
import type { PausedJob } from "./rooms.ts";
import { VerbDisclosure, VerbForm } from "./verb-form.tsx";

type MendVerbProps = {
  job: JobOverview | undefined;
  reason: IncidentReason | undefined;
  /** Jobs that work on the same things and that somebody has paused: that is said before anything is pressed. */
  beside: PausedJob[];
  locale: Locale;
};

const failures: readonly IncidentReason["kind"][] = ["error", "timeout", "crashed"];

/** The button that does a job's work: the failed run again, or what was not run now. Nothing where there is no such job, or it runs. */
export function MendVerb({ job, reason, beside, locale }: MendVerbProps) {
  if (!canBeRun(job) || !reason) return null;
  const { forms } = textsFor(locale).system;
  const failedRun = failures.includes(reason.kind) && "runId" in reason ? reason.runId : undefined;
  const Icon = failedRun ? RotateCw : Play;
  const label = failedRun ? forms.runAgain : forms.runNow;
  const form = {
    action: failedRun ? runAgainAction : runNowAction,
    hidden: { ...(failedRun ? { run: failedRun } : { job: job.name }), key: newFormKey() },
    pending: forms.running,
    size: "small" as const,
  };
  if (beside.length > 0) {
    return (
      <VerbDisclosure {...form} label={label} labelFor={`${label}: ${job.name}`} submit={forms.runInSpite}>
        {beside.map((paused) => (
          <p key={paused.name} className="text-sm">
            {besideInWords(paused, locale)}
          </p>
        ))}
      </VerbDisclosure>
    );
  }
  return (
    <VerbForm
      {...form}
      accessibleLabel={`${label}: ${job.name}`}
      submit={
        <>
          <Icon aria-hidden="true" className="size-3.5" />
          {label}
        </>
      }
    />
  );
}

/** What doing a job's work at a press does and is safe for, and who has paused a job that works on the same things. */
export function WhatItDoes({ job, beside, locale }: { job: string; beside: PausedJob[]; locale: Locale }) {
  return (
    <>
      {beside.map((paused) => (
        <span key={paused.name} className="block font-semibold text-ink">
          {besideInWords(paused, locale)}
        </span>
      ))}
      {jobTextOf(job, locale)?.does}
    </>
  );
}

/** Whether a job's work can be started here: it is in the registry, and not at it already. */
export function canBeRun(job: JobOverview | undefined): job is JobOverview {
  return job !== undefined && job.schedule !== null && job.lastRun?.status !== "RUNNING";
}

/** Who has paused a job of the same room, until when and why, and what to make sure of first. */
export function besideInWords({ name, paused: { by, until, reason } }: PausedJob, locale: Locale): string {
  const texts = textsFor(locale).system.forms;
  return texts.pausedBeside(name, by, until && clockTime(until, locale, "WIB"), reason);
}
