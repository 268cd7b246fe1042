import type { JobOverview } from "ronda";
import { age } from "#texts/duration.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Moment } from "#ui/moment.tsx";

type UpcomingProps = { jobs: JobOverview[]; at: Date; locale: Locale };

/** Each job's next slot, the soonest first. */
export function Upcoming({ jobs, at, locale }: UpcomingProps) {
  const texts = textsFor(locale).system.upcoming;
  const next = jobs
    .flatMap(({ name, nextSlotAt }) => (nextSlotAt ? [{ name, slotAt: nextSlotAt }] : []))
    .sort((one, other) => one.slotAt.getTime() - other.slotAt.getTime());
  return (
    <section aria-labelledby="upcoming" className="self-start rounded-card bg-sand p-4 sm:p-5">
      <h3 id="upcoming" className="text-[17px] font-extrabold">
        {texts.title}
      </h3>
      {next.length === 0 && <p className="mt-2 text-sm text-ink-soft">{texts.none}</p>}
      <ol className="mt-2 divide-y divide-line">
        {next.map(({ name, slotAt }) => {
          const waitMs = slotAt.getTime() - at.getTime();
          return (
            <li key={name} className="py-2">
              <p className="text-[15px] font-semibold break-words">{name}</p>
              <p className="text-[15px] tabular-nums">
                <Moment at={slotAt} locale={locale} />
                <span className="text-ink-soft">
                  {" · "}
                  {waitMs < 60_000 ? texts.due : texts.within(age(waitMs, locale))}
                </span>
              </p>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
