"use server";

import { z } from "zod";
import { adminAction } from "#app/admin/admin-action.ts";
import { whoWasFirst } from "#app/admin/first.ts";
import { closeTrip } from "#domain/departures/close.ts";
import { paragraphs } from "#domain/fields/text.ts";
import { rupiah } from "#texts/format.ts";

const closeForm = z.object({ tripId: z.string(), reason: paragraphs(500, 3) });

/** Calls a trip off: everybody gets all of their money back. */
export const closeAction = adminAction(
  { page: "/admin/trips", schema: closeForm },
  async ({ value, adminId, now, locale, texts, refuse, done }) => {
    const { tripId, reason } = value;
    const closed = await closeTrip({ tripId, by: { role: "ADMIN", userId: adminId }, reason, now });
    if (!closed.ok) {
      switch (closed.reason) {
        case "not-found":
          return refuse(texts.form.gone);
        case "completed":
          return refuse(texts.trips.refusals.completed);
        case "closed":
          return refuse(await whoWasFirst({ entity: "Trip", id: tripId, state: texts.words.trip.CLOSED }, locale));
        case "started":
          throw new Error(`An admin was refused to close trip ${tripId}, which only organizers are`);
      }
    }
    return done("closed", { page: `/admin/trips/${tripId}`, about: rupiah(closed.refundRupiah) });
  },
);
