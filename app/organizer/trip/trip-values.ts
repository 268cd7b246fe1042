import { readMeetingTime } from "#domain/fields/meeting.ts";
import type { TripForm } from "#domain/trips/form.ts";
import { groupedRupiah } from "./grouped-rupiah.ts";

/** What the fields of the form hold: text, as people typed it. */
export type TripValues = {
  photos: string[];
  title: string;
  destination: string;
  description: string;
  date: string;
  endDate: string;
  closesOn: string;
  itinerary: { title: string; detail: string }[];
  pricePerPax: string;
  quota: string;
  minPax: string;
  includes: string[];
  excludes: string[];
  meetingPoint: string;
  meetingTime: string;
  timeZone: string;
  meetsOn: string;
  meetingCoordinates: string;
  endPoint: string;
  bring: string[];
  difficulty: string;
  minAge: string;
  whatsappGroupUrl: string;
};

/** The fields' values where the form starts; photos have a life of their own. */
export type StartValues = Partial<Omit<TripValues, "photos">>;

/** An empty form: with a day, and with lines to write on. */
export const blankValues: StartValues = {
  itinerary: [{ title: "", detail: "" }],
  includes: ["", ""],
  excludes: [""],
  bring: ["", ""],
};

/** A new trip that is like an earlier one, but for its days and photos. */
export function copiedValues(trip: Parameters<typeof valuesOf>[0]): StartValues {
  return { ...valuesOf(trip), date: "", endDate: "", closesOn: "" };
}

/** A trip as its form shows it. */
export function valuesOf(trip: Omit<TripForm, "itinerary"> & { itinerary: StartValues["itinerary"] }): StartValues {
  const { title, destination, description, date, closesOn, meetingPoint } = trip;
  const meets = readMeetingTime(trip.meetingTime);
  return {
    ...{ title, destination, description, date, closesOn, meetingPoint },
    meetingTime: meets?.time ?? "",
    timeZone: meets?.zone ?? "",
    meetsOn: trip.meetsDayBefore ? "before" : "first",
    meetingCoordinates: trip.meetingCoordinates?.replace(",", ", ") ?? "",
    endPoint: trip.endPoint ?? "",
    bring: trip.bring,
    difficulty: trip.difficulty ?? "",
    minAge: trip.minAge === null ? "" : String(trip.minAge),
    endDate: trip.endDate ?? "",
    itinerary: trip.itinerary,
    pricePerPax: groupedRupiah(String(trip.pricePerPax)),
    quota: String(trip.quota),
    minPax: trip.minPax === null ? "" : String(trip.minPax),
    includes: trip.includes,
    excludes: trip.excludes,
    whatsappGroupUrl: trip.whatsappGroupUrl ?? "",
  };
}
