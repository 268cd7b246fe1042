import { asText, sendCsv } from "#app/csv.ts";
import { preferences } from "#app/preferences.ts";
import { requireOrganizer } from "#app/visitor.ts";
import { clock } from "#clock.ts";
import { wibDay } from "#domain/calendar.ts";
import { listOwnPayouts, type OwnPayout, type TripPayouts } from "#domain/payouts/statement.ts";
import { moment } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";

/** An organizer's statement as a file: one line a booking, of all his trips. */
export async function GET(): Promise<Response> {
  const { organizer } = await requireOrganizer("/organizer/dana");
  const { locale } = await preferences();
  const texts = textsFor(locale).organizer.funds;
  const { trips } = await listOwnPayouts(organizer.id);
  const rows = trips.flatMap(({ trip, payouts }) => payouts.map((payout) => line(payout, trip, locale)));
  const fileName = `${texts.file}-${organizer.slug}-${wibDay(clock())}.csv`;
  return sendCsv(fileName, { header: Object.values(texts.columns), rows });
}

/** In the order of `texts.funds.columns`. */
function line(payout: OwnPayout, trip: TripPayouts["trip"], locale: Locale) {
  const { state } = textsFor(locale).organizer.funds;
  const at = (when: Date | null) => when && moment(when, locale);
  const { bankName, bankAccountNo, bankAccountName } = payout;
  return [
    trip.title,
    trip.date,
    payout.bookingCode,
    payout.pax,
    payout.amount,
    payout.feeAmount,
    state[payout.status === "HELD" && payout.disputed ? "disputed" : payout.status],
    payout.status === "HELD" ? at(payout.heldUntil) : null,
    at(payout.releasedAt),
    at(payout.paidAt),
    payout.transferRef && asText(payout.transferRef),
    bankAccountNo && `${bankName} ${bankAccountNo} ${bankAccountName}`,
  ];
}
