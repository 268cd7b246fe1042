import ical, { ICalEventStatus } from "ical-generator";
import { addDays, startOfUtcDay } from "#domain/calendar.ts";
import { mapUrl, meetingDay, readMeetingTime } from "#domain/fields/meeting.ts";
import { lastDay, type Trip } from "./rules.ts";

/** What stands in the calendar of somebody who travels. */
export type CalendarEntry = {
  trip: Pick<
    Trip,
    "title" | "date" | "endDate" | "meetingPoint" | "meetingTime" | "meetsDayBefore" | "meetingCoordinates"
  >;
  /** The same for one booking at all times: a calendar that has it already changes it. */
  uid: string;
  /** Counts up with each change, see `Trip.version`. */
  sequence: number;
  /** The lines below its title. */
  notes: readonly string[];
  /** Where more is said. */
  url: string;
  now: Date;
};

/**
 * A calendar file (RFC 5545) of a trip: from when people meet to the end of its last day. Times are floating, which is what
 * the clocks there say, wherever the calendar's owner is until then; a meeting time of an earlier release, which is no
 * time, makes whole days of it.
 */
export function calendarFile({ trip, uid, sequence, notes, url, now }: CalendarEntry): string {
  const meets = readMeetingTime(trip.meetingTime);
  const end = startOfUtcDay(addDays(lastDay(trip), 1));
  const days = { start: startOfUtcDay(meetingDay(trip)), end, allDay: true };
  // The library writes a floating time as the UTC fields of a Date.
  const times = meets && { start: new Date(`${meetingDay(trip)}T${meets.time}:00Z`), end, floating: true };
  const [latitude, longitude] = trip.meetingCoordinates?.split(",").map(Number) ?? [];
  const geo = latitude !== undefined && longitude !== undefined && { geo: { lat: latitude, lon: longitude } };
  const calendar = ical({ prodId: { company: "SeTrip", product: "SeTrip" } });
  calendar.createEvent({
    ...(times ?? days),
    id: uid,
    sequence,
    stamp: now,
    status: ICalEventStatus.CONFIRMED,
    summary: trip.title,
    location: { title: trip.meetingPoint, ...geo },
    description: [`${trip.meetingTime}: ${trip.meetingPoint}`, mapUrl(trip), ...notes].join("\n"),
    url,
  });
  return calendar.toString();
}
