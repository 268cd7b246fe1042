import type { LastTrigger } from "ronda/types";
import { type Locale, textsFor } from "#texts/index.ts";
import { Moment } from "#ui/moment.tsx";

/** Where a job's last trigger came from and when; people are none. */
export function LastTriggerLine({ trigger, locale }: { trigger: LastTrigger | null; locale: Locale }) {
  const { jobs, scheduler } = textsFor(locale).system;
  if (!trigger) return jobs.never;
  return (
    <>
      <Moment at={trigger.at} locale={locale} />
      <span className="block text-sm font-normal text-ink-soft">
        {scheduler.sources[trigger.source]}
        {trigger.secret === "previous" && ` · ${jobs.previousSecret}`}
      </span>
    </>
  );
}
