import type { Run } from "ronda";
import { duration } from "#texts/duration.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Facts } from "#ui/facts.tsx";
import { Moment } from "#ui/moment.tsx";
import { systemWords } from "../../words.ts";

/** When, why, by whom and where a run ran. */
export function RunFacts({ run, locale }: { run: Run; locale: Locale }) {
  const texts = textsFor(locale).system.run;
  const words = systemWords(locale);
  const at = (moment: Date | null) => moment && <Moment at={moment} locale={locale} precision="full" />;
  return (
    <Facts
      className="border-y border-line"
      facts={[
        { name: texts.status, value: words.outcome(run) },
        { name: texts.trigger, value: words.trigger(run.trigger) },
        { name: texts.actor, value: run.actor && <span className="break-all">{run.actor}</span> },
        { name: texts.slot, value: at(run.slotAt) },
        { name: texts.lastSlot, value: run.slotCount !== null && run.slotCount > 1 && at(run.slotLastAt) },
        { name: texts.created, value: run.startedAt === null && at(run.createdAt) },
        { name: texts.started, value: at(run.startedAt) },
        { name: texts.finished, value: at(run.finishedAt) },
        { name: texts.duration, value: run.durationMs !== null && duration(run.durationMs, locale) },
        { name: texts.host, value: <span className="break-all">{`${run.host} (pid ${run.pid})`}</span> },
        {
          name: texts.release,
          value: run.release && <code className="font-mono text-[13px] break-all">{run.release}</code>,
        },
        { name: "ID", value: <code className="font-mono text-[13px] break-all">{run.id}</code> },
      ]}
    />
  );
}
