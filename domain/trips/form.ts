import { z } from "zod";
import { addDays } from "#domain/calendar.ts";
import {
  asksForNight,
  isTime,
  readCoordinates,
  readMeetingTime,
  timeZones,
  writeMeetingTime,
} from "#domain/fields/meeting.ts";
import { rupiahField } from "#domain/fields/rupiah.ts";
import { line, paragraphs } from "#domain/fields/text.ts";
import { difficulties } from "./difficulties.ts";
import { mostSeats } from "./rules.ts";

/** What an organizer types about their trip. The limits are those of the table, so that nothing fails there. */

/** Lines left empty count for nothing. */
const list = z
  .array(line(120).optional())
  .max(30)
  .transform((lines) => lines.filter((typed) => typed !== undefined));

const fields = z.object({
  title: line(100),
  destination: line(80),
  description: paragraphs(10_000),
  itinerary: z
    .array(z.object({ title: line(120), detail: paragraphs(4_000, 0).default("") }))
    .min(1)
    .max(60)
    .transform((days) => days.map((day, at) => ({ day: at + 1, ...day }))),
  includes: list,
  excludes: list,
  meetingPoint: line(200),
  /** `05:30`; with its zone (`05.30 WIB`) as the form of the release before sends it. */
  meetingTime: line(40),
  timeZone: z.enum(timeZones).optional(),
  /** Which evening is meant, where people meet in the evening: the one before the first day, or that of the first day. */
  meetsOn: z.enum(["before", "first"]).optional(),
  meetingCoordinates: line(60)
    .transform((typed, context) => {
      const coordinates = readCoordinates(typed);
      if (coordinates === undefined) context.addIssue({ code: "custom", message: "coordinates" });
      return coordinates ?? null;
    })
    .nullable()
    .default(null),
  endPoint: line(200).nullable().default(null),
  bring: list.default([]),
  difficulty: z.enum(difficulties).nullable().default(null),
  minAge: z.int().min(1).max(99).nullable().default(null),
  /** First day, `YYYY-MM-DD`. */
  date: z.iso.date(),
  /** Last day; null for a trip of one day. */
  endDate: z.iso.date().nullable().default(null),
  /** Last day (WIB) on which people can book; the day before the trip where none is said. */
  closesOn: z.iso.date().nullable().default(null),
  pricePerPax: rupiahField({ least: 10_000, most: 100_000_000 }),
  quota: z.int().min(1).max(mostSeats),
  /** For information only: a trip with fewer people still goes unless its organizer closes it. */
  minPax: z.int().min(1).nullable().default(null),
  whatsappGroupUrl: z
    .string()
    .overwrite(completeLink)
    .pipe(z.url({ protocol: /^https$/, hostname: /^chat\.whatsapp\.com$/, error: "whatsapp" }).max(200))
    .nullable()
    .default(null),
});

/** Parses the form; each issue stands at the field that it is about. */
export const tripForm = fields
  .refine(({ date, endDate }) => endDate === null || endDate >= date, { path: ["endDate"], error: "before-start" })
  .refine(({ date, closesOn }) => closesOn === null || closesOn < date, {
    path: ["closesOn"],
    error: "not-before-start",
  })
  .refine(({ minPax, quota }) => minPax === null || minPax <= quota, { path: ["minPax"], error: "above-quota" })
  .transform(({ timeZone, meetsOn, ...form }, context) => {
    const { time, zone } = readMeetingTime(form.meetingTime) ?? { time: form.meetingTime, zone: timeZone };
    const refuse = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message });
    if (!isTime(time)) refuse("meetingTime", "time");
    if (!zone) refuse("timeZone", "which-zone");
    if (asksForNight(time) && !meetsOn) refuse("meetsOn", "which-night");
    const meetsDayBefore = (asksForNight(time) && meetsOn === "before") || null;
    return {
      ...form,
      meetsDayBefore: meetsDayBefore as boolean | null,
      meetingTime: zone ? writeMeetingTime({ time, zone }) : time,
      closesOn: form.closesOn ?? addDays(form.date, -1),
    };
  });

/** An address as people copy it: without `https://`, or with the one that is not safe. */
function completeLink(typed: string): string {
  const bare = typed.trim().replace(/^(?:https?:)?\/\//i, "");
  return `https://${bare}`;
}

/** A trip's form once it is checked. */
export type TripForm = z.infer<typeof tripForm>;
