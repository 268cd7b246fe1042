import type { DayCount } from "ronda/types";
import { type Locale, textsFor } from "#texts/index.ts";
import { classes } from "#ui/classes.ts";
import { systemWords } from "./words.ts";

/** Seven days, oldest first: a quiet bar where all went well, a red foot with a cross for errors, a dash where runs were missed. */
export function WeekStrip({ week, locale }: { week: DayCount[]; locale: Locale }) {
  const texts = textsFor(locale).system.jobs;
  const words = systemWords(locale);
  return (
    <ol aria-label={texts.week} className="grid grid-cols-7 gap-1.5">
      {week.map((day) => (
        <li key={day.day} title={words.day(day)} className="space-y-1">
          <DayBar day={day} />
          <span aria-hidden="true" className="block text-center text-xs text-ink-soft tabular-nums">
            {Number(day.day.slice(-2))}
          </span>
          <span className="sr-only">{words.day(day)}</span>
        </li>
      ))}
    </ol>
  );
}

function DayBar({ day }: { day: DayCount }) {
  const errorShare = day.runs === 0 ? 0 : Math.max(0.5, day.errors / day.runs);
  const isQuiet = day.runs === 0 && day.missed === 0;
  return (
    <svg
      viewBox="0 0 40 24"
      preserveAspectRatio="none"
      aria-hidden="true"
      className="block h-6 w-full overflow-visible"
    >
      <rect
        x="0.5"
        y="0.5"
        width="39"
        height="23"
        rx="4"
        className={classes(isQuiet || day.runs === 0 ? "fill-transparent stroke-line-strong" : "fill-ok/35")}
        strokeDasharray={day.runs === 0 ? "3 3" : undefined}
        vectorEffect="non-scaling-stroke"
      />
      {day.errors > 0 && (
        <>
          <rect y={24 - 24 * errorShare} width="40" height={24 * errorShare} rx="4" className="fill-failed" />
          <path d="M17 15l6 6m0-6l-6 6" className="stroke-surface" strokeWidth="2" vectorEffect="non-scaling-stroke" />
        </>
      )}
      {day.missed > 0 && (
        <>
          <rect width="40" height={day.runs === 0 ? 24 : 10} rx="4" className="fill-stale/60" />
          <path d="M14 5h12" className="stroke-surface" strokeWidth="2.5" vectorEffect="non-scaling-stroke" />
        </>
      )}
    </svg>
  );
}
