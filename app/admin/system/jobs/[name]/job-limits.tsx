import type { JobLimits as Limits } from "ronda/types";
import { Section } from "#app/admin/section.tsx";
import { duration } from "#texts/duration.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Facts } from "#ui/facts.tsx";

/** The limits that a job runs within, in time and in what it takes before somebody is told. */
export function JobLimits({ limits, locale }: { limits: Limits; locale: Locale }) {
  const texts = textsFor(locale).system.limits;
  return (
    <Section title={texts.title}>
      <Facts
        className="border-y border-line"
        facts={[
          { name: texts.startGrace, value: duration(limits.startGraceMs, locale) },
          { name: texts.maxRun, value: duration(limits.maxRunMs, locale) },
          { name: texts.maxSilence, value: duration(limits.maxSilenceMs, locale) },
          { name: texts.catchUp, value: texts.catchUps[limits.catchUp] },
          { name: texts.attempts, value: limits.attempts > 1 && texts.attemptsOf(limits.attempts) },
          { name: texts.alerts, value: texts.alertsAfter(limits.failuresBeforeAlert) },
        ]}
      />
    </Section>
  );
}
