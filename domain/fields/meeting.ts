import { addDays } from "#domain/calendar.ts";

/** Indonesia's time zones, from the west to the east. None has daylight saving. */
export const timeZones = ["WIB", "WITA", "WIT"] as const;

/** One of {@link timeZones}. */
export type TimeZone = (typeof timeZones)[number];

/** Where people meet: in words, and on earth (`-7.3605,109.9016`) where that is known. */
export type MeetingPlace = { meetingPoint: string; meetingCoordinates: string | null };

/** When people meet: `05:30` on the clocks of `zone`. */
export type MeetingTime = { time: string; zone: TimeZone };

/** From this hour on a meeting is in the evening, and "Friday night" may mean either side of midnight. */
const eveningFrom = "18:00";

/** Reads `05:30 WIB`, also as people typed it (`5.30 wib`); undefined for other words, as rows of earlier releases may have them. */
export function readMeetingTime(written: string): MeetingTime | undefined {
  const [, hour = "", minute = "", zone = ""] = /^(\d{1,2})[.:](\d{2}) ?(wib|wita|wit)$/i.exec(written.trim()) ?? [];
  const time = `${hour.padStart(2, "0")}:${minute}`;
  return isTime(time) ? { time, zone: zone.toUpperCase() as TimeZone } : undefined;
}

/** As a trip keeps it and everybody reads it: `05:30 WIB`. */
export function writeMeetingTime({ time, zone }: MeetingTime): string {
  return `${time} ${zone}`;
}

/** Whether it is a time of a clock, `00:00` to `23:59`. */
export function isTime(time: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time);
}

/** Whether somebody has to say which evening is meant: that of the trip's first day, or the one before it. */
export function asksForNight(time: string): boolean {
  return isTime(time) && time >= eveningFrom;
}

/**
 * The day on which people meet, `YYYY-MM-DD`.
 * Rule: docs/domain.md#where-and-when-people-meet
 */
export function meetingDay({ date, meetsDayBefore }: { date: string; meetsDayBefore: boolean | null }): string {
  return meetsDayBefore ? addDays(date, -1) : date;
}

/**
 * The address of a map of the meeting point: of its coordinates where they are known, else of a search for its words. The
 * map is somebody else's page; nothing of it is loaded before somebody goes there.
 * https://developers.google.com/maps/documentation/urls/get-started#search-action
 */
export function mapUrl({ meetingPoint, meetingCoordinates }: MeetingPlace): string {
  const query = new URLSearchParams({ api: "1", query: meetingCoordinates ?? meetingPoint });
  return `https://www.google.com/maps/search/?${query}`;
}

/**
 * Reads coordinates as maps give them, `-7.3605, 109.9016`, into six decimals at most (a hand's breadth): `-7.3605,109.9016`.
 * Undefined for what is no place on earth.
 */
export function readCoordinates(typed: string): string | undefined {
  const [, latitude, longitude] =
    /^\(?(-?\d{1,2}(?:\.\d{1,20})?)\s*[,;]\s*(-?\d{1,3}(?:\.\d{1,20})?)\)?$/.exec(typed) ?? [];
  if (latitude === undefined || longitude === undefined) return undefined;
  if (Math.abs(Number(latitude)) > 90 || Math.abs(Number(longitude)) > 180) return undefined;
  const short = (degrees: string) => String(Number(Number(degrees).toFixed(6)));
  return `${short(latitude)},${short(longitude)}`;
}
