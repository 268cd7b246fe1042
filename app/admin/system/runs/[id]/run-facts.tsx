import type { Run } from "ronda";
import { type Locale, textsFor } from "#texts/index.ts";
import { Facts } from "#ui/facts.tsx";
import { Moment } from "#ui/moment.tsx";

/** By whom and where a run ran; when and why is in its timeline. */
export function RunFacts({ run, locale }: { run: Run; locale: Locale }) {
  const texts = textsFor(locale).system.run;
  const at = (moment: Date | null) => moment && <Moment at={moment} locale={locale} precision="full" />;
  return (
    <Facts
      className="border-y border-line"
      facts={[
        { name: texts.actor, value: run.actor && <span className="break-all">{run.actor}</span> },
        { name: texts.lastSlot, value: run.slotCount !== null && run.slotCount > 1 && at(run.slotLastAt) },
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
