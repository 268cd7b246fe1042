import Link from "next/link";
import type { UpcomingSlot } from "ronda/types";
import { age } from "#texts/duration.ts";
import { count } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Fold } from "#ui/fold.tsx";
import { Moment } from "#ui/moment.tsx";
import { jobPath } from "./paths.ts";

type UpcomingProps = { slots: UpcomingSlot[]; at: Date; locale: Locale };

/** So many lines are read at a glance; the others unfold. */
const shownAtOnce = 6;

/** What the coming 24 hours bring, the soonest first. */
export function Upcoming({ slots, at, locale }: UpcomingProps) {
  const texts = textsFor(locale).system.upcoming;
  const [shown, rest] = [slots.slice(0, shownAtOnce), slots.slice(shownAtOnce)];
  return (
    <section aria-labelledby="upcoming">
      <h2 id="upcoming" className="text-lg font-extrabold">
        {texts.title}
      </h2>
      {slots.length === 0 && <p className="mt-2 text-ink-soft">{texts.none}</p>}
      <Slots slots={shown} at={at} locale={locale} />
      {rest.length > 0 && (
        <Fold title={texts.rest(rest.length)} className="border-b border-line print:hidden">
          <Slots slots={rest} at={at} locale={locale} />
        </Fold>
      )}
    </section>
  );
}

function Slots({ slots, at, locale }: UpcomingProps) {
  const texts = textsFor(locale).system.upcoming;
  return (
    <ol className="mt-1 divide-y divide-line border-b border-line">
      {slots.map(({ jobName, slotAt, more }) => {
        const waitMs = slotAt.getTime() - at.getTime();
        return (
          <li key={`${jobName} ${slotAt.getTime()}`} className="py-2">
            <p className="text-[15px]">
              <Link
                href={jobPath(jobName)}
                prefetch={false}
                className="font-semibold underline-offset-4 hover:underline"
              >
                {jobName}
              </Link>
            </p>
            <p className="text-sm tabular-nums">
              <Moment at={slotAt} locale={locale} />
              <span className="text-ink-soft">
                {" · "}
                {waitMs < 60_000 ? texts.due : texts.within(age(waitMs, locale))}
                {more > 0 && `, ${texts.more(count(more, locale))}`}
              </span>
            </p>
          </li>
        );
      })}
    </ol>
  );
}
