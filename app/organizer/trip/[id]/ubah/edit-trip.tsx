"use client";

import { editTripAction } from "#app/organizer/trip/actions.ts";
import { publishedPhoto } from "#app/organizer/trip/photos/photo-list.ts";
import { TripForm } from "#app/organizer/trip/trip-form.tsx";
import type { StartValues } from "#app/organizer/trip/trip-values.ts";
import type { Locale } from "#texts/format.ts";

type EditTripProps = {
  tripId: string;
  values: StartValues;
  photos: string[];
  seatsTaken: number;
  /** What the page showed of the trip. */
  version: string;
  earliest: string;
  locale: Locale;
};

/** The form of a trip that exists, with its photos. */
export function EditTrip({ tripId, values, photos, seatsTaken, version, earliest, locale }: EditTripProps) {
  return (
    <TripForm
      action={editTripAction}
      locale={locale}
      start={{ values, photos: photos.map(publishedPhoto) }}
      earliest={earliest}
      editing={{ tripId, seatsTaken, version }}
    />
  );
}
