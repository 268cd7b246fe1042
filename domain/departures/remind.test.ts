import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db, pool } from "#db/connection.ts";
import { bookingParticipants } from "#domain/bookings/schema/bookings.ts";
import type { Trip } from "#domain/trips/rules.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenBooking, givenOrganizer, givenTrip, givenUser } from "#tests/rows.ts";
import { find, mails } from "#tests/stories.ts";
import { sweepAt } from "#tests/sweep.ts";
import { closeTrip } from "./close.ts";
import { RemindersFailedError, remindOfTrips } from "./remind.ts";

ownDatabase();

/** 09:00 WIB on the day before the trip of 10 May. */
const morning = "2026-05-09T02:00:00Z";
const remindAt = (now: string) => remindOfTrips(sweepAt(now));

let hugo: Awaited<ReturnType<typeof givenUser>>;
let trip: Trip;
beforeEach(async () => {
  hugo = await givenUser({ name: "Hugo" });
  const organizer = await givenOrganizer({ user: hugo });
  trip = await givenTrip({ organizerId: organizer.id, whatsappGroupUrl: "https://chat.whatsapp.com/prau" });
});

describe("on the day before a trip", () => {
  it("everybody who has paid gets the meeting point, the time and the WhatsApp group, and nobody else does", async () => {
    const ana = await givenUser({ locale: "en" });
    const { booking } = await givenBooking({ trip, user: ana, pax: 2 });
    await givenBooking({ trip, status: "PENDING_PAYMENT" });
    await givenBooking({ trip, status: "CANCELLED" });
    await givenBooking({ trip, status: "EXPIRED" });
    await givenBooking({ trip: await givenTrip({ date: "2026-05-11" }) });
    await givenBooking({ trip: await givenTrip({ date: "2026-05-09" }) });
    await givenBooking({ trip: await givenTrip({ status: "CLOSED" }), status: "CANCELLED" });
    expect(await remindAt(morning)).toEqual({ participants: 1, organizers: 1 });

    const [mail, ...more] = await mails("trip-reminder");
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ dedupeKey: `trip-reminder:${booking.id}`, toEmail: ana.email });
    for (const told of ["Alun-alun Wonosobo", "05:30 WIB", "https://chat.whatsapp.com/prau", "Sun, 10 May 2026"])
      expect(mail?.text).toContain(told);
    expect(mail?.text).toContain("+6281234567891 https://wa.me/6281234567891");
    expect(mail?.html).toContain('href="https://wa.me/6281234567891"');
  });

  it("the organizer gets the manifest: every traveller with his name and a phone that reaches him", async () => {
    const { booking } = await givenBooking({ trip, pax: 2, booking: { contactPhone: "+628111" } });
    const [first] = await db()
      .update(bookingParticipants)
      .set({ fullName: "Budi\nSantoso", phone: "+628222" })
      .where(eq(bookingParticipants.bookingId, booking.id))
      .returning();
    await db()
      .update(bookingParticipants)
      .set({ fullName: "Citra", phone: null })
      .where(eq(bookingParticipants.id, first!.id));
    await remindAt(morning);
    const [mail, ...more] = await mails("trip-reminder-organizer");
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ dedupeKey: `trip-reminder-organizer:${trip.id}`, toEmail: hugo.email });
    const lines = (mail?.text ?? "").split("\n").filter((line) => /^\d\. /.test(line));
    expect(lines.map((line) => line.replace(/^\d\. /, "")).sort()).toEqual([
      `Budi Santoso, +628222 (${booking.code})`,
      `Citra, +628111 (${booking.code})`,
    ]);
    expect(mail?.subject).toBe("Besok: Gunung Prau, 2 peserta");
  });

  it("a trip without paid seats is nobody's mail", async () => {
    await givenBooking({ trip, status: "PENDING_PAYMENT" });
    expect(await remindAt(morning)).toEqual({ participants: 0, organizers: 0 });
  });

  it("a FULL trip is one like any other, also where its organizer was suspended since", async () => {
    const suspended = await givenOrganizer({ status: "SUSPENDED" });
    const full = await givenTrip({ organizerId: suspended.id, quota: 1, status: "FULL" });
    await givenBooking({ trip: full });
    expect(await remindAt(morning)).toEqual({ participants: 1, organizers: 1 });
  });

  it("every trip is reached, also beyond the first batch", async () => {
    for (let at = 0; at < 60; at++) await givenBooking({ trip: await givenTrip({ organizerId: trip.organizerId }) });
    expect(await remindAt(morning)).toEqual({ participants: 60, organizers: 60 });
  });
});

describe("run again, late or on another day", () => {
  beforeEach(() => givenBooking({ trip }));

  it("a second run and two at once queue nothing twice", async () => {
    const runs = await Promise.all([remindAt(morning), remindAt(morning)]);
    expect(runs).toContainEqual({ participants: 1, organizers: 1 });
    expect(runs).toContainEqual({ participants: 0, organizers: 0 });
    expect(await remindAt(morning)).toEqual({ participants: 0, organizers: 0 });
    expect(await mails()).toHaveLength(2);
  });

  it("a late run on the same day still sends; from 00:00 WIB of the trip's day on, nothing would be true any more", async () => {
    expect(await remindAt("2026-05-08T16:59:59Z")).toEqual({ participants: 0, organizers: 0 });
    expect(await remindAt("2026-05-09T16:59:59Z")).toEqual({ participants: 1, organizers: 1 });
    expect(await remindAt("2026-05-09T17:00:00Z")).toEqual({ participants: 0, organizers: 0 });
    for (const { notAfter } of await mails()) expect(notAfter).toEqual(new Date("2026-05-09T17:00:00Z"));
  });

  it("on the trip's own day it says nothing of a trip that nobody was reminded of", async () => {
    expect(await remindAt("2026-05-10T02:00:00Z")).toEqual({ participants: 0, organizers: 0 });
  });
});

it("a trip that is called off at the same moment: either nobody is reminded, or it was reminded before", async () => {
  const { booking } = await givenBooking({ trip });
  const now = new Date(morning);
  const closing = { tripId: trip.id, by: { role: "ORGANIZER", userId: hugo.id } as const, reason: "Hujan", now };
  const [closed, reminded] = await Promise.all([closeTrip(closing), remindAt(morning)]);
  expect(closed.ok).toBe(true);
  expect((await find({ bookingId: booking.id })).booking.status).toBe("CANCELLED");
  expect(await mails("trip-reminder")).toHaveLength(reminded.participants);
  expect(await remindAt(morning)).toEqual({ participants: 0, organizers: 0 });
});

it("a trip whose mails cannot be written stops no other, and the run names it", async () => {
  const bad = await givenTrip({ organizerId: trip.organizerId });
  const { booking } = await givenBooking({ trip: bad });
  await givenBooking({ trip });
  await pool().query(`create function refuse() returns trigger language plpgsql as
    $$ begin if new."dedupeKey" = 'trip-reminder:${booking.id}' then raise 'broken'; end if; return new; end $$;
    create trigger refuse before insert on "EmailJob" for each row execute function refuse()`);
  const error = await remindAt(morning).then(undefined, (thrown) => thrown);
  await pool().query(`drop function refuse cascade`);
  expect(error).toBeInstanceOf(RemindersFailedError);
  expect(error.message).toBe(`1 trips failed: ${bad.id} (broken); 1 participants and 1 organizers reminded`);
  expect(await remindAt(morning)).toEqual({ participants: 1, organizers: 1 });
});
