import type { JobOverview } from "ronda";
import { pausingAction, runNowAction } from "#app/admin/system/actions.ts";
import { pausedInWords } from "#app/admin/system/attention-list.tsx";
import { WhatItDoes } from "#app/admin/system/problem-verbs.tsx";
import { type PausedJob, resumeFields } from "#app/admin/system/rooms.ts";
import { ReasonField, UntilField } from "#app/admin/system/verb-fields.tsx";
import { VerbDisclosure, VerbForm } from "#app/admin/system/verb-form.tsx";
import { newFormKey } from "#domain/audit/record.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Play } from "#ui/icons.tsx";
import { Moment } from "#ui/moment.tsx";

type JobVerbsProps = { job: JobOverview; beside: PausedJob[]; locale: Locale };

/** What one may do with a job: run it now, pause it, let it go on. */
export function JobVerbs({ job: { name, paused }, beside, locale }: JobVerbsProps) {
  const texts = textsFor(locale).system.forms;
  return (
    <div className="space-y-3 print:hidden">
      {paused && <PausedLine name={name} paused={paused} locale={locale} />}
      <div className="flex flex-wrap items-start gap-3">
        <VerbForm
          action={runNowAction}
          hidden={{ job: name, key: newFormKey() }}
          size="small"
          submit={
            <>
              <Play aria-hidden="true" className="size-3.5" />
              {texts.runNow}
            </>
          }
          pending={texts.running}
        />
        {/* One place for both, so that the focus stays where it was when the one takes the place of the other. */}
        <VerbDisclosure
          label={paused ? texts.resume : texts.pause}
          action={pausingAction}
          hidden={paused ? resumeFields(name, paused) : { verb: "pause", job: name }}
          submit={paused ? texts.resume : texts.pauseSubmit}
          pending={texts.pending}
        >
          {!paused && <p className="text-sm text-ink-soft">{texts.pauseLead}</p>}
          {!paused && <UntilField id="pause-until" open={texts.untilResumed} locale={locale} />}
          <ReasonField id="pause-reason" locale={locale} required={!paused} />
        </VerbDisclosure>
      </div>
      <p className="text-sm text-ink-soft">
        {texts.runNowLead} <WhatItDoes job={name} beside={beside} locale={locale} />
      </p>
    </div>
  );
}

type PausedLineProps = { name: string; paused: NonNullable<JobOverview["paused"]>; locale: Locale };

/** Who paused it, why, and until when. */
export function PausedLine({ name, paused: { since, until, by, reason }, locale }: PausedLineProps) {
  const texts = textsFor(locale).system.pausedBy;
  return (
    <p className="rounded-card bg-paused-tint px-4 py-3 text-[15px] break-words">
      <strong className="font-bold">{until ? texts.until : texts.open}</strong>{" "}
      {until && <Moment at={until} locale={locale} />}
      <span className="block text-sm text-ink-soft">
        {texts.by(by)}, <Moment at={since} locale={locale} />
        {reason && `: ${reason}`}
      </span>
      <span className="block text-sm">{pausedInWords(name, locale)}</span>
    </p>
  );
}
