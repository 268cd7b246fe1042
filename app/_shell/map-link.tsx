import { type MeetingPlace, mapUrl } from "#domain/fields/meeting.ts";
import { MapPin } from "#ui/icons.tsx";

type MapLinkProps = { trip: MeetingPlace; children: string };

/** Leads to a map of the meeting point, which is somebody else's page: they are not told where one came from. */
export function MapLink({ trip, children }: MapLinkProps) {
  return (
    <a
      href={mapUrl(trip)}
      target="_blank"
      rel="noopener noreferrer"
      className="inline-flex min-h-11 items-center gap-1.5 font-semibold text-sea underline-offset-4 hover:underline print:hidden"
    >
      <MapPin aria-hidden="true" className="size-4 shrink-0" />
      {children}
    </a>
  );
}
