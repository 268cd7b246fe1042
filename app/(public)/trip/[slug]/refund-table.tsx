import { type RefundStep, refundSteps } from "#domain/bookings/refunds/rules.ts";
import { day, type Locale } from "#texts/format.ts";
import { type Texts, textsFor } from "#texts/index.ts";
import { classes } from "#ui/classes.ts";

type TableProps = { trip: { date: string }; today: string; locale: Locale };

/** What somebody gets back who cancels, by the days of this trip; the line that holds today stands out. */
export function RefundTable({ trip, today, locale }: TableProps) {
  const texts = textsFor(locale).trips.refund;
  return (
    <table className="w-full text-left text-[15px]">
      <thead className="sr-only">
        <tr>
          <th scope="col">{texts.when}</th>
          <th scope="col">{texts.back}</th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {refundSteps(trip).map((step) => {
          const over = step.until !== null && step.until < today;
          const holds = !over && (step.from === null || step.from <= today) && today < trip.date;
          return (
            <tr key={step.gives} className={classes(holds && "font-semibold", over && "text-ink-soft")}>
              <td className="py-3 pr-4">
                {span(step, texts, locale)}
                {holds && <span className="block text-sm text-sea">{texts.today}</span>}
                {over && <span className="block text-sm">{texts.over}</span>}
              </td>
              <td className="py-3 text-right align-top tabular-nums">
                {texts.gives[step.gives]}
                <span className="block text-sm font-normal text-ink-soft">{hint(step, texts)}</span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

type RefundTexts = Texts["trips"]["refund"];

function span({ from, until }: RefundStep, texts: RefundTexts, locale: Locale): string {
  if (from === null) return texts.until(day(until ?? "", locale));
  if (until === null) return texts.from(day(from, locale));
  return texts.between(day(from, locale), day(until, locale));
}

function hint({ gives }: RefundStep, texts: RefundTexts): string | undefined {
  return { everything: texts.everythingHint, half: texts.halfHint, nothing: undefined }[gives];
}
