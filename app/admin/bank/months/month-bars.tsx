import type { MonthFigures } from "#domain/ledger/journal/journal.ts";
import { month as monthInWords, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";

type MonthBarsProps = { months: MonthFigures[]; locale: Locale };

/** What came in beside what went out, month by month; the figures themselves stand in the table below. */
export function MonthBars({ months, locale }: MonthBarsProps) {
  const texts = textsFor(locale).admin.months;
  const most = Math.max(1, ...months.flatMap(({ cameIn, wentOut }) => [cameIn, wentOut]));
  const name = (month: string) => monthInWords(month, locale);
  const bar = (month: string, what: "cameIn" | "wentOut", amount: number) => (
    <div
      role="img"
      aria-label={texts.bar(name(month), texts[what], rupiah(amount))}
      title={texts.bar(name(month), texts[what], rupiah(amount))}
      className={what === "cameIn" ? "min-h-px flex-1 rounded-t-sm bg-sea" : "min-h-px flex-1 rounded-t-sm bg-ink-soft"}
      style={{ height: `${Math.round((Math.max(0, amount) / most) * 100)}%` }}
    />
  );
  return (
    <figure className="space-y-2">
      <figcaption className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-ink-soft">
        <span className="font-semibold text-ink">{texts.drawn}</span>
        <span className="inline-flex items-center gap-1.5">
          <span aria-hidden="true" className="size-3 rounded-sm bg-sea" /> {texts.cameIn}
        </span>
        <span className="inline-flex items-center gap-1.5">
          <span aria-hidden="true" className="size-3 rounded-sm bg-ink-soft" /> {texts.wentOut}
        </span>
      </figcaption>
      <ol className="flex h-40 items-end gap-1 border-b border-line sm:gap-2">
        {months.map(({ month, cameIn, wentOut }) => (
          <li key={month} className="flex h-full flex-1 items-end gap-px">
            {bar(month, "cameIn", cameIn)}
            {bar(month, "wentOut", wentOut)}
          </li>
        ))}
      </ol>
      <div aria-hidden="true" className="flex justify-between text-xs text-ink-soft">
        <span>{name(months[0]!.month)}</span>
        <span>{name(months.at(-1)!.month)}</span>
      </div>
    </figure>
  );
}
