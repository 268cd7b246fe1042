import { DownloadLinks } from "#app/_downloads/download-links.tsx";
import type { Traveller } from "#domain/bookings/manifest.ts";
import { whatsappUrl } from "#domain/fields/whatsapp-url.ts";
import type { Trip } from "#domain/trips/rules.ts";
import type { Locale } from "#texts/format.ts";
import { organizerTexts } from "#texts/organizer.ts";
import { Button } from "#ui/button.tsx";
import { MessageCircle, Phone } from "#ui/icons.tsx";
import { PrintButton } from "#ui/print-button.tsx";

type ManifestProps = { travellers: Traveller[]; trip: Pick<Trip, "id" | "status">; locale: Locale };

/** Who comes along, booking by booking, with the ways to reach them: a tap calls or writes. */
export function Manifest({ travellers, trip, locale }: ManifestProps) {
  const texts = organizerTexts(locale).manifest;
  const bookings = [...Map.groupBy(travellers, ({ bookingCode }) => bookingCode).values()];
  return (
    <section aria-labelledby="manifest" className="min-w-0 space-y-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="manifest" className="text-xl font-bold">
          {texts.title} <span className="font-semibold text-ink-soft tabular-nums">{travellers.length}</span>
        </h2>
        {travellers.length > 0 && (
          <div className="flex flex-wrap items-center gap-2">
            <DownloadLinks
              files={[
                { href: `/organizer/trip/${trip.id}/peserta.xlsx`, label: texts.xlsx },
                { href: `/organizer/trip/${trip.id}/peserta.csv`, label: texts.csv },
              ]}
            />
            <PrintButton size="small" label={texts.print} />
          </div>
        )}
      </div>
      <p className="text-[15px] text-ink-soft">
        {travellers.length > 0 ? texts.lead : trip.status === "CLOSED" ? texts.closed : texts.empty}
      </p>
      <ul className="divide-y divide-line border-y border-line empty:border-0">
        {bookings.map((people) => (
          <BookingOf key={people[0]!.bookingCode} people={people} texts={texts} />
        ))}
      </ul>
    </section>
  );
}

type Texts = ReturnType<typeof organizerTexts>["manifest"];

function BookingOf({ people, texts }: { people: Traveller[]; texts: Texts }) {
  const { bookingCode, bookedBy, contactPhone, note } = people[0]!;
  return (
    <li className="break-inside-avoid space-y-2 py-4">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <p className="min-w-0 text-[15px] text-ink-soft">
          <span className="font-mono text-sm font-semibold text-ink">{bookingCode}</span> · {bookedBy}
        </p>
        <Reach phone={contactPhone} name={bookedBy} texts={texts} />
      </div>
      <ul className="space-y-2">
        {people.map((person) => (
          <li key={person.id} className="flex gap-3 text-[15px]">
            <TickBox />
            <div className="min-w-0">
              <p className="font-semibold break-words">{person.fullName}</p>
              <p className="break-words text-ink-soft">
                {[person.phone, person.emergencyContact && `${texts.emergency}: ${person.emergencyContact}`]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
            </div>
          </li>
        ))}
      </ul>
      {note && (
        <p className="rounded-control bg-sand px-3 py-2 text-[15px] break-words whitespace-pre-line">
          <span className="font-semibold">{texts.note}:</span> {note}
        </p>
      )}
    </li>
  );
}

/** On paper alone: who is there is ticked at the meeting point. */
function TickBox() {
  return <span aria-hidden="true" className="mt-0.5 hidden size-5 shrink-0 border-2 border-ink print:block" />;
}

function Reach({ phone, name, texts }: { phone: string; name: string; texts: Texts }) {
  const digits = phone.replace(/\D/g, "");
  return (
    <p className="-mr-3 flex items-center">
      <span className="mr-1 text-[15px] wrap-anywhere tabular-nums">{phone}</span>
      <Button asChild tone="bare" size="small">
        <a href={`tel:+${digits}`} aria-label={texts.call(name)}>
          <Phone aria-hidden="true" className="size-4" />
        </a>
      </Button>
      <Button asChild tone="bare" size="small">
        <a href={whatsappUrl(phone)} rel="noreferrer" aria-label={texts.whatsapp(name)}>
          <MessageCircle aria-hidden="true" className="size-4" />
        </a>
      </Button>
    </p>
  );
}
