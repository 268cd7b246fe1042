import type { DecidedDispute } from "#domain/bookings/refunds/own-disputes.ts";
import { type Locale, moment, rupiah } from "#texts/format.ts";
import { organizerTexts } from "#texts/organizer.ts";

/** How reports on one trip were decided, and why; nothing where there was none. */
export function DecidedDisputes({ disputes, locale }: { disputes: DecidedDispute[]; locale: Locale }) {
  const texts = organizerTexts(locale).decided;
  if (disputes.length === 0) return null;
  return (
    <section aria-labelledby="decided">
      <h2 id="decided" className="text-xl font-bold">
        {texts.title}
      </h2>
      <ul className="mt-2 divide-y divide-line">
        {disputes.map(({ id, bookingCode, amountRupiah, note, rejected, decision, decidedAt }) => (
          <li key={id} className="max-w-prose space-y-1 py-4 text-[15px]">
            <p className="font-bold">{rejected ? texts.rejected : texts.accepted(rupiah(amountRupiah))}</p>
            <p className="text-sm text-ink-soft">
              <span className="font-mono font-semibold">{bookingCode}</span> · {moment(decidedAt, locale)}
            </p>
            <p className="break-words whitespace-pre-line text-ink-soft">
              {texts.report}: “{note}”
            </p>
            <p className="break-words whitespace-pre-line">{texts.because(decision)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
