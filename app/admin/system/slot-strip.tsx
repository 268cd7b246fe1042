import type { MarkedSlot, SlotMark } from "ronda/types";
import { startOfWibDay } from "#domain/calendar.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { shortDay, timeOfDay } from "#texts/moments.ts";
import { type BadgeTone, Shape } from "#ui/badge.tsx";
import { classes } from "#ui/classes.ts";
import { countMarks, dayHeight, dayWidth, drawDay, type SlotDay, slotDays } from "./slot-week.ts";

type SlotStripProps = { slots: MarkedSlot[]; days: string[]; locale: Locale };

/** A job's last seven days, every slot a mark; each day also in words, for whoever cannot see them. */
export function SlotStrip({ slots, days, locale }: SlotStripProps) {
  const week = slotDays(slots, days);
  const mostADay = Math.max(...week.map((day) => day.slots.length));
  return (
    <ol aria-label={textsFor(locale).system.slots.week} className="grid grid-cols-7 gap-1.5">
      {week.map((day) => {
        const words = slotDayInWords(day, locale);
        return (
          <li key={day.day} title={words}>
            <DayDrawing day={day} mostADay={mostADay} />
            <span aria-hidden="true" className="mt-1 flex items-center justify-center gap-1 text-xs text-ink-soft">
              <WorstShape day={day} />
              <span className="tabular-nums">{Number(day.day.slice(-2))}</span>
            </span>
            <span className="sr-only">{words}</span>
          </li>
        );
      })}
    </ol>
  );
}

/** What a mark's cells look like; their shapes differ too, see `drawDay`. */
const looks: Record<SlotMark, string> = {
  "on-time": "fill-ok/40",
  late: "fill-stale/70",
  missed: "fill-transparent stroke-stale stroke-[1.5]",
  failed: "fill-failed",
  skipped: "fill-paused/60",
  running: "fill-sea/50",
};

/** The tone of a mark's badge. */
export const markTones: Record<SlotMark, BadgeTone> = {
  "on-time": "ok",
  late: "stale",
  missed: "stale",
  failed: "failed",
  skipped: "paused",
  running: "running",
};

/** One cell of a mark, for a legend. */
export function MarkSwatch({ mark }: { mark: SlotMark }) {
  const at = startOfWibDay("2026-01-01");
  const [drawn] = drawDay({ day: "2026-01-01", slots: [{ slotAt: at, mark, runId: null }] }, 1);
  return (
    <svg
      viewBox={`0 0 ${dayWidth} ${dayHeight}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
      className="block h-3 w-5 shrink-0 rounded-[3px] bg-sand"
    >
      <path d={drawn?.d} className={looks[mark]} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

function DayDrawing({ day, mostADay }: { day: SlotDay; mostADay: number }) {
  return (
    <svg
      viewBox={`0 0 ${dayWidth} ${dayHeight}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
      className={classes(
        "block h-6 w-full overflow-hidden rounded-[4px] bg-sand",
        day.slots.length === 0 && "opacity-70",
      )}
    >
      {day.slots.length > 0 &&
        drawDay(day, mostADay).map(({ mark, d }) => (
          <path key={mark} d={d} className={looks[mark]} vectorEffect="non-scaling-stroke" />
        ))}
    </svg>
  );
}

/** The shape of the worst that happened that day; nothing where all went well. */
function WorstShape({ day }: { day: SlotDay }) {
  const [worst] = countMarks(day.slots);
  if (!worst || ["on-time", "running", "skipped"].includes(worst.mark)) return null;
  const tone = markTones[worst.mark];
  return <Shape tone={tone} className={classes("size-2", tone === "failed" ? "text-failed" : "text-stale")} />;
}

/** So many times are told of what a day has of one mark. */
const mostTimes = 3;

/** `Sab 21 Nov: 1 gagal (01.00), 2 tepat waktu`. */
export function slotDayInWords({ day, slots }: SlotDay, locale: Locale): string {
  const texts = textsFor(locale).system.slots;
  const parts = countMarks(slots).map(({ mark, count, slots }) => {
    const times = slots.map(({ slotAt }) => timeOfDay(slotAt, locale));
    const told = mark !== "on-time" && count <= mostTimes ? ` (${times.join(", ")})` : "";
    return `${texts.counts[mark](count)}${told}`;
  });
  return `${shortDay(day, locale)}: ${parts.length > 0 ? parts.join(", ") : texts.none}`;
}
