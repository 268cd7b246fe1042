import type { Route } from "next";
import Link from "next/link";
import { HelpLink, WhatsAppLink } from "#app/_shell/contact-card.tsx";
import { MapLink } from "#app/_shell/map-link.tsx";
import { isLive } from "#domain/bookings/rules.ts";
import { meetingDay } from "#domain/fields/meeting.ts";
import { contact } from "#domain/installation/contact.ts";
import { day, days } from "#texts/format.ts";
import { Button } from "#ui/button.tsx";
import { Facts } from "#ui/facts.tsx";
import { CalendarDays, ExternalLink, MessageCircle } from "#ui/icons.tsx";
import { Photo } from "#ui/photo.tsx";
import { PrintButton } from "#ui/print-button.tsx";
import type { TicketProps } from "./ticket-props.ts";

/** What one shows at the meeting point: the code, when and where, and who comes. Printable. */
export function Ticket({ own, state, locale, texts }: TicketProps) {
  const { booking, trip, organizer, travellers } = own;
  const { ticket } = texts;
  const { whatsapp, email } = contact();
  const isTicket = booking.status === "CONFIRMED";
  return (
    <section className="mt-6 overflow-hidden rounded-card border border-line bg-surface">
      {isTicket && trip.photo && (
        <Photo
          photo={trip.photo}
          alt=""
          sizes="(min-width: 48rem) 46rem, 100vw"
          className="aspect-5/2 sm:aspect-3/1 print:hidden"
          priority
        />
      )}
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3 border-b border-dashed border-line-strong px-5 py-5 sm:px-8">
        <div>
          <h2 className="text-sm font-semibold text-ink-soft">
            {isTicket ? `${ticket.eTicket} · ${ticket.code}` : ticket.code}
          </h2>
          <p className="font-mono text-4xl font-bold tracking-tight sm:text-5xl">{booking.code}</p>
        </div>
        {isTicket && state !== "over" && <p className="max-w-[24ch] text-sm text-ink-soft">{ticket.show}</p>}
      </div>
      <div className="px-5 py-3 sm:px-8">
        <Facts
          facts={[
            { name: ticket.days, value: days(trip.date, trip.endDate, locale) },
            {
              name: ticket.meetingTime,
              value: isLive(booking) && `${day(meetingDay(trip), locale)}, ${trip.meetingTime}`,
            },
            {
              name: ticket.meetingPoint,
              value: isLive(booking) && (
                <>
                  <span className="block">{trip.meetingPoint}</span>
                  <MapLink trip={trip}>{ticket.map}</MapLink>
                </>
              ),
            },
            { name: ticket.ends, value: isLive(booking) && trip.endPoint },
            { name: ticket.bring, value: isLive(booking) && trip.bring.join(", ") },
            { name: ticket.organizer, value: organizer.displayName },
            {
              name: ticket.organizerWhatsApp,
              value: organizer.whatsapp && <WhatsAppLink number={organizer.whatsapp} />,
            },
            { name: ticket.help, value: <HelpLink>{whatsapp ?? email ?? ticket.helpPage}</HelpLink> },
          ]}
        />
        <h3 className="mt-2 border-t border-line pt-3 text-[15px] text-ink-soft">{ticket.people}</h3>
        <ol className="mt-1 mb-2 list-inside list-decimal space-y-0.5 font-medium marker:text-ink-soft">
          {travellers.map(({ fullName }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two travellers may have one name, and the list never changes here
            <li key={at}>{fullName}</li>
          ))}
        </ol>
      </div>
      <div className="flex flex-wrap gap-3 border-t border-line bg-sand px-5 py-4 sm:px-8 print:hidden">
        {trip.whatsappGroupUrl && state !== "over" && (
          <Button asChild>
            <a href={trip.whatsappGroupUrl} target="_blank" rel="noopener noreferrer">
              <MessageCircle aria-hidden="true" className="size-4" />
              {ticket.group}
            </a>
          </Button>
        )}
        <Button asChild tone="quiet">
          <Link href={`/trip/${trip.slug}` as Route}>
            <ExternalLink aria-hidden="true" className="size-4" />
            {ticket.trip}
          </Link>
        </Button>
        {isTicket && state !== "over" && (
          <Button asChild tone="quiet">
            <a href={`/pesanan/${booking.code}/jadwal.ics`} download>
              <CalendarDays aria-hidden="true" className="size-4" />
              {ticket.calendar}
            </a>
          </Button>
        )}
        {isTicket && <PrintButton label={ticket.print} />}
      </div>
    </section>
  );
}
