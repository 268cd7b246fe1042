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
  whatsappGroupUrl: string;
};

/** The fields' values where the form starts; photos have a life of their own. */
export type StartValues = Partial<Omit<TripValues, "photos">>;

/** An empty form: with a day, and with lines to write on. */
export const blankValues: StartValues = {
  itinerary: [{ title: "", detail: "" }],
  includes: ["", ""],
  excludes: [""],
};

/** A trip as its form shows it. */
export function valuesOf(trip: Omit<TripForm, "itinerary"> & { itinerary: StartValues["itinerary"] }): StartValues {
  const { title, destination, description, date, closesOn, meetingPoint, meetingTime } = trip;
  return {
    ...{ title, destination, description, date, closesOn, meetingPoint, meetingTime },
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
