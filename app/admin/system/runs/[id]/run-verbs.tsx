import type { Run } from "ronda";
import { releaseAction, runAgainAction, runNowAction } from "#app/admin/system/actions.ts";
import { WhatItDoes } from "#app/admin/system/problem-verbs.tsx";
import type { PausedJob } from "#app/admin/system/rooms.ts";
import { ReasonField } from "#app/admin/system/verb-fields.tsx";
import { VerbDisclosure, VerbForm } from "#app/admin/system/verb-form.tsx";
import { newFormKey } from "#domain/audit/record.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { RotateCw } from "#ui/icons.tsx";

type RunVerbsProps = {
  run: Run;
  isRegistered: boolean;
  /** Paused jobs that work on the same things. */
  beside: PausedJob[];
  locale: Locale;
};

/** What one may do with a run: do it again at one press, or give up on one that hangs, also beyond its own end. */
export function RunVerbs({ run, isRegistered, beside, locale }: RunVerbsProps) {
  const texts = textsFor(locale).system.forms;
  if (run.hasLease) {
    return (
      <VerbDisclosure
        label={texts.release}
        action={releaseAction}
        hidden={{ run: run.id }}
        submit={texts.release}
        pending={texts.pending}
        className="print:hidden"
      >
        <p className="text-sm text-ink-soft">{texts.releaseLead}</p>
        <ReasonField id="release-reason" locale={locale} required />
      </VerbDisclosure>
    );
  }
  if (isRegistered && run.status === "MISSED") {
    return (
      <div className="space-y-2 print:hidden">
        <VerbForm
          action={runNowAction}
          hidden={{ job: run.jobName, key: newFormKey() }}
          submit={texts.runNow}
          pending={texts.running}
        />
        <p className="max-w-[70ch] text-sm text-ink-soft">
          {texts.runMissedLead} <WhatItDoes job={run.jobName} beside={beside} locale={locale} />
        </p>
      </div>
    );
  }
  if (!isRegistered || run.startedAt === null) return null;
  return (
    <div className="space-y-2 print:hidden">
      <VerbForm
        action={runAgainAction}
        hidden={{ run: run.id, key: newFormKey() }}
        tone={run.status === "SUCCESS" ? "quiet" : "action"}
        submit={
          <>
            <RotateCw aria-hidden="true" className="size-4" />
            {texts.runAgain}
          </>
        }
        pending={texts.running}
      />
      <p className="max-w-[70ch] text-sm text-ink-soft">
        {texts.runAgainLead} <WhatItDoes job={run.jobName} beside={beside} locale={locale} />
      </p>
    </div>
  );
}
