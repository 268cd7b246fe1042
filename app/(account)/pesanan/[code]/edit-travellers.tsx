import { visitor } from "#app/_session/visitor.ts";
import { writeFormVersion } from "#domain/audit/form-version.ts";
import { valuesOfTravellers } from "#domain/bookings/travellers.ts";
import { addDays, wibDay } from "#domain/calendar.ts";
import { day } from "#texts/format.ts";
import { Disclosure } from "#ui/disclosure.tsx";
import { changeTravellersAction } from "./actions.ts";
import type { TicketProps } from "./ticket-props.ts";
import { TravellersForm } from "./travellers-form.tsx";

/** Who travels instead: until the day before the trip (WIB) anybody may. */
export async function EditTravellers({ own, state, now, locale, texts }: TicketProps) {
  if (state === "over") return null;
  const { booking, trip, travellers } = own;
  const { until, edit, locked } = texts.travellers;
  const asking = await visitor();
  const isOpen = wibDay(now) < trip.date;
  return (
    <Disclosure title={edit}>
      <p className="mb-4 text-[15px] text-ink-soft">{isOpen ? until(day(addDays(trip.date, -1), locale)) : locked}</p>
      {isOpen && (
        <TravellersForm
          action={changeTravellersAction.bind(null, booking.code)}
          travellers={travellers}
          version={writeFormVersion(asking?.id ?? "", valuesOfTravellers(travellers))}
          locale={locale}
        />
      )}
    </Disclosure>
  );
}
