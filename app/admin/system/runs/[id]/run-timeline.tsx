import type { ReactNode } from "react";
import type { Run } from "ronda";
import { systemWords } from "#app/admin/system/words.ts";
import { duration } from "#texts/duration.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Moment } from "#ui/moment.tsx";
import { type Step, Timeline } from "#ui/timeline.tsx";

/** A run from its slot to its end, and to what came after that. */
export function RunTimeline({ run, locale }: { run: Run; locale: Locale }) {
  return <Timeline steps={stepsOf(run, locale)} />;
}

function stepsOf(run: Run, locale: Locale): Step[] {
  const texts = textsFor(locale).system.run;
  const words = systemWords(locale);
  const steps: Step[] = [];
  const add = (key: string, at: Date | null, title: ReactNode, more?: ReactNode) => {
    if (at === null) return;
    steps.push({
      key,
      title,
      detail: (
        <>
          <Moment at={at} locale={locale} precision="full" />
          {more && <span className="block">{more}</span>}
        </>
      ),
      state: "done",
    });
  };
  add("slot", run.slotAt, texts.slot, run.slotCount !== null && run.slotCount > 1 && texts.slots(run.slotCount));
  if (run.startedAt === null) {
    add("recorded", run.createdAt, words.outcome(run), run.reason && words.runReason(run.reason));
    return steps;
  }
  const lateMs = run.slotAt ? run.startedAt.getTime() - run.slotAt.getTime() : 0;
  add("started", run.startedAt, texts.started, [
    words.trigger(run.trigger),
    run.actor && ` · ${run.actor}`,
    lateMs >= 1_000 && ` · ${texts.after(duration(lateMs, locale))}`,
  ]);
  if (run.status === "RUNNING") {
    add("heartbeat", run.heartbeatAt, texts.heartbeat);
    steps.push({ key: "running", title: words.outcome(run), state: "now" });
    return steps;
  }
  const tries = run.attempts !== null && run.attempts > 1 ? texts.attempts(run.attempts) : undefined;
  const took = run.durationMs !== null && texts.took(duration(run.durationMs, locale));
  add("finished", run.finishedAt, words.outcome(run), [took, tries].filter(Boolean).join(" · "));
  add("late", run.lateAt, words.late(run));
  return steps;
}
