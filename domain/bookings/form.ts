import { z } from "zod";
import { rupiahField } from "#domain/fields/rupiah.ts";
import { line, paragraphs } from "#domain/fields/text.ts";
import { phoneField } from "#domain/users/phone.ts";

/** What somebody types who books, and what they may change later. */

/** One person who travels. Two phone numbers may be the same: a family has one. */
export const travellerFields = z.object({
  fullName: line(100),
  phone: phoneField.optional(),
  emergencyContact: line(120).optional(),
});

/** Who travels: one person a seat. */
export const travellersForm = z.object({ travellers: z.array(travellerFields).min(1).max(10) });

/** A booking. */
export const bookingForm = travellersForm.extend({
  contactPhone: phoneField,
  note: paragraphs(1_000).optional(),
  /** Which of the platform's accounts the money goes to. */
  bankAccountKey: line(40),
  /** The price and the days on the page that was filled in. */
  agreed: z.object({ pricePerPax: z.int(), date: z.string(), endDate: z.string().nullable().default(null) }),
  /** The rules about money are accepted; nothing else is taken. */
  agree: z.boolean(),
});

/** Why somebody steps back from a trip that they have paid. */
export const cancelForm = z.object({
  reason: paragraphs(500).optional(),
  /** The refund that they were shown, in rupiah. */
  agreed: z.int().min(0),
});

/** A participant's report of a problem, without its picture. */
export const reportForm = z.object({
  /** In rupiah, up to what is left of the money. */
  amount: rupiahField(),
  note: paragraphs(4_000, 20),
});
