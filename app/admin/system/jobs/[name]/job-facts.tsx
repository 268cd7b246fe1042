import type { JobOverview } from "ronda";
import { parseSchedule } from "ronda/schedule";
import { Section } from "#app/admin/section.tsx";
import { LastTriggerLine } from "#app/admin/system/trigger-line.tsx";
import { DurationWithUsual } from "#app/admin/system/usual-duration.tsx";
import { duration } from "#texts/duration.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Facts } from "#ui/facts.tsx";
import { Moment } from "#ui/moment.tsx";

/** How many of its next slots are told. */
const nextSlots = 3;

/** When a job ran, when it runs next, how long it takes, and where its triggers come from. */
export function JobFacts({ job, locale }: { job: JobOverview; locale: Locale }) {
  const texts = textsFor(locale).system.jobs;
  const { lastRun, lastSuccess, usual } = job;
  const lastAt = lastRun && (lastRun.startedAt ?? lastRun.createdAt);
  return (
    <Section title={texts.facts}>
      <Facts
        className="border-y border-line"
        facts={[
          { name: texts.lastRun, value: lastAt ? <Moment at={lastAt} locale={locale} /> : texts.never },
          {
            name: texts.lastSuccess,
            value: lastSuccess ? <Moment at={lastSuccess.finishedAt} locale={locale} /> : texts.never,
          },
          {
            name: texts.duration,
            value: lastRun?.durationMs != null && (
              <DurationWithUsual durationMs={lastRun.durationMs} usual={usual} locale={locale} />
            ),
          },
          { name: texts.median, value: usual && texts.medianOf(duration(usual.medianMs, locale), usual.runs) },
          { name: texts.lastTrigger, value: <LastTriggerLine trigger={job.lastTrigger} locale={locale} /> },
          {
            name: texts.nextRuns,
            value:
              job.schedule !== null &&
              nextOf(job).map((slotAt) => (
                <span key={slotAt.getTime()} className="block">
                  <Moment at={slotAt} locale={locale} />
                </span>
              )),
          },
        ]}
      />
    </Section>
  );
}

function nextOf({ schedule, timeZone, nextSlotAt }: JobOverview): Date[] {
  if (!schedule || !nextSlotAt) return [];
  const calendar = parseSchedule(schedule, timeZone ?? "UTC");
  const slots = [nextSlotAt];
  while (slots.length < nextSlots) slots.push(calendar.next(slots.at(-1)!));
  return slots;
}
