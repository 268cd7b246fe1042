import Link from "next/link";
import type { MarkedSlot } from "ronda/types";
import { runPath } from "#app/admin/system/paths.ts";
import { MarkSwatch, markTones } from "#app/admin/system/slot-strip.tsx";
import { countMarks, marksByWeight } from "#app/admin/system/slot-week.ts";
import { count } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Badge } from "#ui/badge.tsx";
import { Disclosure } from "#ui/disclosure.tsx";
import { Moment } from "#ui/moment.tsx";

/** What the marks of a week mean. */
export function MarkLegend({ locale }: { locale: Locale }) {
  const texts = textsFor(locale).system.slots;
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm text-ink-soft">
      {marksByWeight.toReversed().map((mark) => (
        <li key={mark} className="flex items-center gap-2">
          <MarkSwatch mark={mark} />
          {texts.marks[mark]}
        </li>
      ))}
    </ul>
  );
}

/** So many slots are listed one by one. */
const mostListed = 50;

/** How the week's slots went in one sentence, and those that did not go as they should, each with its run. */
export function UnusualSlots({ slots, locale }: { slots: MarkedSlot[]; locale: Locale }) {
  const texts = textsFor(locale).system.slots;
  const counts = countMarks(slots);
  const unusual = slots.filter(({ mark }) => mark !== "on-time").toReversed();
  if (slots.length === 0) return <p className="text-ink-soft">{texts.noneYet}</p>;
  return (
    <>
      <p className="font-medium tabular-nums">
        {counts.map(({ mark, count }) => texts.counts[mark](count)).join(", ")}.
      </p>
      {unusual.length > 0 && (
        <Disclosure title={texts.unusual(count(unusual.length, locale))} className="border-y border-line">
          <ul className="divide-y divide-line">
            {unusual.slice(0, mostListed).map(({ slotAt, mark, runId }) => (
              <li key={slotAt.getTime()} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2 text-[15px]">
                <Moment at={slotAt} locale={locale} />
                <Badge tone={markTones[mark]} size="small">
                  {texts.marks[mark]}
                </Badge>
                {runId && (
                  <Link
                    href={runPath(runId)}
                    prefetch={false}
                    className="inline-flex min-h-8 items-center font-semibold underline underline-offset-4"
                  >
                    {texts.seeRow}
                  </Link>
                )}
              </li>
            ))}
          </ul>
          {unusual.length > mostListed && <p className="pt-2 text-sm text-ink-soft">{texts.newest(mostListed)}</p>}
        </Disclosure>
      )}
    </>
  );
}
