import type { ListedBooking } from "#domain/bookings/listed.ts";
import { count, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { BookingLink, PersonLink, TripLink } from "./links.tsx";
import { type Column, Records } from "./records.tsx";
import { State } from "./states.tsx";

type BookingsTableProps = { rows: ListedBooking[]; of: "trip" | "person"; label: string; locale: Locale };

/** Bookings with their money: of one trip, by who travels; of one person, by where to. */
export function BookingsTable({ rows, of, label, locale }: BookingsTableProps) {
  const texts = textsFor(locale).admin.trips.bookingColumns;
  const columns: Column<ListedBooking>[] = [
    {
      name: texts.booking,
      cell: ({ code, participant, trip }) => (
        <>
          <BookingLink code={code} />
          <span className="block">
            {of === "trip" ? <PersonLink person={participant} /> : <TripLink trip={trip} />}
          </span>
        </>
      ),
    },
    { name: texts.pax, figure: true, cell: ({ pax }) => count(pax, locale) },
    { name: texts.price, figure: true, cell: ({ totalAmount }) => rupiah(totalAmount) },
    { name: texts.received, figure: true, cell: ({ receivedRupiah }) => amount(receivedRupiah) },
    { name: texts.refunded, figure: true, cell: ({ refundedRupiah }) => amount(refundedRupiah) },
    { name: texts.payout, figure: true, cell: ({ payout }) => amount(payout?.amount ?? 0) },
    { name: texts.state, cell: ({ status }) => <State of="booking" status={status} locale={locale} /> },
  ];
  return <Records label={label} rows={rows} columns={columns} keyOf={({ id }) => id} />;
}

/** Nothing is a dash: columns of zeros hide the figures that matter. */
function amount(value: number): string {
  return value === 0 ? "–" : rupiah(value);
}
