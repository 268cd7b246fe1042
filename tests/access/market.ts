import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { newId } from "#db/columns.ts";
import { db } from "#db/connection.ts";
import { addDays, utcDay } from "#domain/calendar.ts";
import { enqueueEmails } from "#domain/emails/emails.ts";
import { emailJobs } from "#domain/emails/schema.ts";
import { tripImages } from "#domain/trips/schema.ts";
import { givenAccount } from "#tests/accounts.ts";
import { givenJpeg } from "#tests/pictures.ts";
import { type BookingValues, givenBooking, givenOrganizer, givenRefund, givenTrip } from "#tests/rows.ts";
import { prepared } from "#tests/transfers.ts";

/** Who asks: nobody signed in, Ana who travels, Eve who has no access, Hugo whose trips they are, Oka who leads others, Sari. */
export const roles = ["nobody", "ana", "eve", "hugo", "oka", "sari"] as const;

/** See {@link roles}. */
export type Role = (typeof roles)[number];

/** Everybody and everything that the pages are about, with what is private of each. */
export type Market = Awaited<ReturnType<typeof openMarket>>;

const account = (no: string, name: string) => ({ bankName: "BCA", bankAccountNo: no, bankAccountName: name });

/**
 * A marketplace in which each role has something of its own, in every state that a page can be about. Every private value
 * is one of a kind, so that a page which shows it to somebody else is found by searching its text.
 */
export async function openMarket(now: Date, dataDir: string) {
  const ana = await givenAccount({
    name: "Ana Rahasiawati",
    email: "ana.rahasia@example.com",
    phone: "+6281100000001",
    ...account("550000000001", "Ana R"),
  });
  const eve = await givenAccount({ name: "Eve", email: "eve.rahasia@example.com", phone: "+6281100000002" });
  const hugo = await givenAccount({
    name: "Hugo Aslinya",
    email: "hugo.rahasia@example.com",
    phone: "+6281100000003",
    ...account("550000000003", "Hugo A"),
  });
  const oka = await givenAccount({
    name: "Oka Aslinya",
    email: "oka.rahasia@example.com",
    phone: "+6281100000004",
    ...account("550000000004", "Oka A"),
  });
  const sari = await givenAccount({
    name: "Sari",
    email: "sari.rahasia@example.com",
    role: "ADMIN",
    phone: "+6281100000005",
  });
  const people = { ana, eve, hugo, oka, sari };
  const hugos = await givenOrganizer({
    user: hugo,
    displayName: "Jejak Hugo",
    slug: "jejak-hugo",
    whatsapp: "+6281100000006",
  });
  const okas = await givenOrganizer({
    user: oka,
    displayName: "Jejak Oka",
    slug: "jejak-oka",
    whatsapp: "+6281100000007",
  });
  const applicant = await givenOrganizer({
    user: await givenAccount({ name: "Joko", email: "joko.rahasia@example.com", ...account("550000000008", "Joko") }),
    displayName: "Joko Trip",
    slug: "joko-trip",
    status: "PENDING",
  });

  const day = (days: number) => addDays(utcDay(now), days);
  const group = "https://chat.whatsapp.com/rahasia-grup";
  const values = { organizerId: hugos.id, whatsappGroupUrl: group, pricePerPax: 300_000 };
  const upcoming = await givenTrip({ ...values, title: "Gunung Prau", date: day(30), quota: 20 });
  const unpaidTrip = await givenTrip({ ...values, title: "Dieng", date: day(31), quota: 20 });
  const reviewTrip = await givenTrip({ ...values, title: "Bromo", date: day(32), quota: 20 });
  const past = await givenTrip({ ...values, title: "Semeru", date: day(-1), status: "COMPLETED" });
  const settled = await givenTrip({ ...values, title: "Ijen", date: day(-20), status: "COMPLETED" });
  const okasTrip = await givenTrip({ organizerId: okas.id, title: "Rinjani", date: day(40), quota: 20 });
  await givenPhoto(okasTrip.id, oka.id, dataDir);
  const photo = await givenPhoto(upcoming.id, hugo.id, dataDir);

  const later = { expiresAt: new Date(now.getTime() + 20 * 3_600_000), createdAt: now };
  const book = (rows: BookingValues) =>
    givenBooking({ user: ana, booking: { contactPhone: "+6281100000009", note: "Catatan rahasia Ana" }, ...rows });
  const confirmed = await book({ trip: upcoming });
  const unpaid = await book({ trip: unpaidTrip, status: "PENDING_PAYMENT", payment: later });
  const inReview = await book({
    trip: reviewTrip,
    status: "PENDING_PAYMENT",
    payment: later,
    proofPath: `${ana.id}-bukti.webp`,
  });
  const heldUntil = new Date(now.getTime() + 48 * 3_600_000);
  const travelled = await book({ trip: past, payout: { heldUntil } });
  const disputed = await givenBooking({ trip: past, payout: { heldUntil } });
  const dispute = await givenRefund(disputed.booking, { evidencePath: `${disputed.user.id}-laporan.webp` });
  const released = await book({
    trip: settled,
    payout: {
      status: "RELEASED",
      heldUntil: new Date(now.getTime() - 10 * 86_400_000),
      releasedAt: new Date(now.getTime() - 9 * 86_400_000),
    },
  });
  const returned = await book({
    trip: okasTrip,
    status: "CANCELLED",
    payment: { status: "PAID", receivedAmount: 300_000 },
    booking: { cancelledAt: now, cancelledBy: "PARTICIPANT", contactPhone: "+6281100000009" },
  });
  const refund = await givenRefund(returned.booking, {
    status: "APPROVED",
    reason: "PARTICIPANT_CANCEL",
    amount: 300_000,
    requestedById: null,
    ...account("550000000001", "Ana R"),
  });
  const sent = await givenBooking({
    trip: settled,
    payout: {
      status: "RELEASED",
      heldUntil: new Date(now.getTime() - 10 * 86_400_000),
      releasedAt: new Date(now.getTime() - 9 * 86_400_000),
    },
  });
  const transfer = await prepared({ payoutIds: [sent.payout!.id] }, { sari, now });
  if (!transfer.ok) throw new Error(`no transfer: ${transfer.reason}`);
  await givenPaper(dataDir, [`${ana.id}-bukti.webp`, `${disputed.user.id}-laporan.webp`, hugos.idDocPath!]);
  const bookings = { confirmed, unpaid, inReview, travelled, disputed, released, returned };
  const trips = { upcoming, unpaidTrip, reviewTrip, past, settled, okasTrip };
  const letter = {
    template: "booking-expired",
    dedupeKey: `booking-expired:${unpaid.booking.id}`,
    to: ana,
    props: { name: ana.name, tripTitle: upcoming.title, tripSlug: upcoming.slug, bookingCode: unpaid.booking.code },
  } as const;
  await enqueueEmails(db(), [letter], { now });
  const [mail] = await db().select({ id: emailJobs.id }).from(emailJobs);
  return {
    mailId: mail!.id,
    people,
    organizers: { hugos, okas, applicant },
    trips,
    bookings,
    dispute,
    refund,
    transfer: transfer.code,
    group,
    photo,
  };
}

/** Values that only these roles may ever be sent. */
export function secretsOf({ people, organizers, group }: Market): { value: string; of: string; mayRead: Role[] }[] {
  const { ana, hugo, oka, eve } = people;
  return [
    { value: ana.email, of: "Ana's address", mayRead: ["ana", "sari"] },
    { value: ana.bankAccountNo ?? "", of: "Ana's bank account", mayRead: ["ana", "sari"] },
    { value: "81100000001", of: "Ana's own phone", mayRead: ["ana", "sari"] },
    { value: "81100000009", of: "the phone of Ana's booking", mayRead: ["ana", "hugo", "sari"] },
    { value: "Catatan rahasia Ana", of: "the note of Ana's booking", mayRead: ["ana", "hugo", "sari"] },
    { value: "Ana Rahasiawati", of: "Ana's name", mayRead: ["ana", "hugo", "sari"] },
    { value: group, of: "the WhatsApp group", mayRead: ["ana", "hugo", "sari"] },
    { value: hugo.email, of: "Hugo's address", mayRead: ["hugo", "sari"] },
    { value: "81100000003", of: "Hugo's own phone", mayRead: ["hugo", "sari"] },
    { value: "Hugo Aslinya", of: "Hugo's own name", mayRead: ["hugo", "sari"] },
    { value: hugo.bankAccountNo ?? "", of: "Hugo's bank account", mayRead: ["hugo", "sari"] },
    { value: organizers.hugos.idDocPath!, of: "Hugo's identity card", mayRead: [] },
    { value: oka.bankAccountNo ?? "", of: "Oka's bank account", mayRead: ["oka", "sari"] },
    { value: oka.email, of: "Oka's address", mayRead: ["oka", "sari"] },
    { value: eve.email, of: "Eve's address", mayRead: ["eve", "sari"] },
  ];
}

async function givenPhoto(tripId: string, userId: string, dataDir: string): Promise<string> {
  const path = `${userId}-${newId()}.webp`;
  const folder = join(dataDir, "uploads", "trips");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, path), await givenJpeg(960, 720));
  const now = new Date();
  await db().insert(tripImages).values({ id: newId(), tripId, path, position: 0, createdAt: now, updatedAt: now });
  return path;
}

async function givenPaper(dataDir: string, paths: string[]): Promise<void> {
  const folder = join(dataDir, "uploads", "private");
  mkdirSync(folder, { recursive: true });
  const picture = await givenJpeg(600, 400);
  for (const path of paths) writeFileSync(join(folder, path), picture);
}
