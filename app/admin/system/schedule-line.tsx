import type { JobOverview } from "ronda";
import { parseSchedule } from "ronda/schedule";
import { scheduleInTwoZones, scheduleInWords } from "ronda/words";
import { displayZone, zoneNames } from "#ronda.config.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { sentenceCase } from "./headline.ts";

/** The schedule in words, WIB first and UTC beside it, then as it stands in the crontab. */
export function ScheduleLine({ job, locale }: { job: JobOverview; locale: Locale }) {
  const texts = textsFor(locale).system.jobs;
  if (!job.schedule) return <p className="text-sm text-ink-soft">{texts.handWritten}</p>;
  const schedule = parseSchedule(job.schedule, job.timeZone ?? "UTC");
  const reader = { locale, displayZone, zoneNames };
  const wib = scheduleInWords(schedule, reader);
  const both = scheduleInTwoZones(schedule, reader);
  return (
    <p className="text-[15px]">
      <span className="font-semibold">{sentenceCase(wib)}</span>
      <span className="whitespace-nowrap text-ink-soft">{both.slice(wib.length)}</span>
      <code className="ml-2 rounded-[4px] bg-sand px-1.5 py-0.5 font-mono text-[13px] whitespace-nowrap text-ink-soft">
        {job.schedule}
      </code>
      {job.lastSecret === "previous" && (
        <span className="block text-sm font-medium text-stale">{texts.previousSecret}</span>
      )}
    </p>
  );
}
