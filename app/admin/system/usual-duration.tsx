import type { UsualDuration } from "ronda/types";
import { duration } from "#texts/duration.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { classes } from "#ui/classes.ts";

type DurationProps = { durationMs: number; usual: UsualDuration | null; locale: Locale };

/** How long a run took, with the band of what is usual where that is known. */
export function DurationWithUsual({ durationMs, usual, locale }: DurationProps) {
  const texts = textsFor(locale).system.jobs;
  if (!usual) return duration(durationMs, locale);
  const isUnusual = durationMs > usual.highMs * 2 && durationMs - usual.highMs > 1_000;
  return (
    <>
      <span className={classes(isUnusual && "text-stale")}>{duration(durationMs, locale)}</span>
      <span className="block text-sm font-normal text-ink-soft">
        {texts.usual(duration(usual.lowMs, locale), duration(usual.highMs, locale))}
      </span>
    </>
  );
}
