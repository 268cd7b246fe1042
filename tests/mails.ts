import type { NewEmail } from "#domain/emails/emails.ts";
import { appLink } from "#domain/emails/templates/links.ts";

const heldUntil = new Date("2026-12-13T00:00:00Z");
/** Where the money of a sample goes. */
export const account = { bankName: "BCA", bankAccountNo: "1234567890", bankAccountName: "Ana" };
const booking = { name: "Ana", tripTitle: "Bromo Midnight", bookingCode: "ST-7F3K9" };
const toPay = {
  ...booking,
  amountRupiah: 600_123,
  bank: "BCA",
  accountNumber: "1234567890",
  accountHolder: "PT SeTrip",
  expiresAt: new Date("2026-12-01T05:00:00Z"),
};
const cancelled = { ...booking, pax: 2, reason: "Sakit", refundRupiah: 300_000 };
const meeting = { date: "2026-12-12", meetingPoint: "Stasiun Malang", meetingTime: "23:00 WIB" };
const reported = { ...booking, tripId: "t1", amountRupiah: 200_000, report: "Pemandu tidak datang." };
const closed = { ...booking, reason: "Gunung ditutup", account };

/** Mails of each template, as the domain would queue them. */
export const samples: Pick<NewEmail, "template" | "props">[] = [
  { template: "verify-email", props: { url: appLink("/konfirmasi-email?token=a&b=c") } },
  { template: "reset-password", props: { name: "Ana", url: appLink("/atur-sandi?token=a") } },
  { template: "payment-instructions", props: toPay },
  {
    template: "booking-confirmed",
    props: {
      ...booking,
      date: "2026-12-12",
      endDate: "2026-12-13",
      meetingPoint: "Stasiun Malang",
      meetingTime: "23:00 WIB",
      pax: 2,
      whatsappGroupUrl: "https://chat.whatsapp.com/x",
    },
  },
  { template: "payment-reminder", props: toPay },
  { template: "trip-reminder", props: { ...booking, ...meeting, whatsappGroupUrl: null } },
  {
    template: "trip-reminder-organizer",
    props: {
      name: "Hugo",
      tripTitle: "Bromo Midnight",
      tripId: "t1",
      ...meeting,
      people: 2,
      manifest: "1. Ana, +6281234567890 (ST-7F3K9)\n2. Budi, +6281234567891 (ST-7F3K9)",
    },
  },
  { template: "booking-expired", props: { ...booking, tripSlug: "bromo-midnight" } },
  { template: "trip-completed", props: { ...booking, heldUntil } },
  { template: "trip-completed-organizer", props: { name: "Hugo", tripTitle: "Bromo Midnight", heldUntil } },
  {
    template: "payout-released",
    props: { name: "Hugo", tripTitle: "Bromo Midnight", amountRupiah: 1_250_000, bookings: 12 },
  },
  {
    template: "dispute-opened",
    props: { ...reported, reader: "admin" },
  },
  { template: "dispute-opened", props: { ...reported, reader: "organizer" } },
  { template: "dispute-decided", props: { ...booking, amountRupiah: 200_000, explanation: "Benar.", account } },
  { template: "dispute-decided", props: { ...booking, amountRupiah: 0, explanation: "Tidak benar.", account: null } },
  { template: "dispute-decided-organizer", props: { ...booking, amountRupiah: 200_000, explanation: "Benar." } },
  { template: "dispute-decided-organizer", props: { ...booking, amountRupiah: 0, explanation: "Tidak benar." } },
  { template: "organizer-approved", props: { name: "Hugo", displayName: "Hugo Trips" } },
  { template: "organizer-rejected", props: { name: "Hugo", displayName: "Hugo Trips", reason: "KTP buram" } },
  {
    template: "new-participant",
    props: { ...booking, participantName: "Ana", phone: "+6281234567890", pax: 2, tripId: "t1" },
  },
  { template: "proof-rejected", props: { ...booking, reason: "Buram", uploadUntil: heldUntil } },
  { template: "proof-rejected", props: { ...booking, reason: "Buram", uploadUntil: null } },
  { template: "payment-returned", props: { ...booking, amountRupiah: 599_999, why: "short", account } },
  { template: "payment-returned", props: { ...booking, amountRupiah: 600_123, why: "sold-out", account: null } },
  { template: "booking-cancelled", props: { ...cancelled, cancelledBy: "PARTICIPANT", account } },
  { template: "booking-cancelled", props: { ...cancelled, refundRupiah: 0, cancelledBy: "ADMIN", account: null } },
  {
    template: "booking-cancelled-organizer",
    props: { ...cancelled, cancelledBy: "ADMIN", participantName: "Ana", tripId: "t1" },
  },
  { template: "trip-closed", props: { ...closed, refundRupiah: 600_123, underReview: false } },
  { template: "trip-closed", props: { ...closed, refundRupiah: 0, underReview: true, account: null } },
  { template: "refund-approved", props: { ...booking, amountRupiah: 50_000, account, bounced: false } },
  { template: "refund-approved", props: { ...booking, amountRupiah: 50_000, account: null, bounced: true } },
  { template: "refund-paid", props: { ...booking, amountRupiah: 50_000, account, transferRef: "TRF1" } },
  {
    template: "payout-paid",
    props: { name: "Hugo", amountRupiah: 570_000, bookings: 1, account: "BCA 1", transferRef: "TRF1" },
  },
  {
    template: "system-alert",
    props: {
      name: "Sari",
      title: "Job expire-payments gagal",
      cause: "connection refused\nlagi",
      details: "Sejak 1 Mei 2026 01.00.00 WIB",
      path: "/admin/system",
    },
  },
  { template: "account-exists", props: { name: "Ana" } },
  { template: "change-email", props: { url: appLink("/konfirmasi-email?token=a") } },
  { template: "email-change-asked", props: { name: "Ana", newEmail: "ana.baru@example.com" } },
  { template: "password-changed", props: { name: "Ana" } },
  { template: "two-factor-on", props: { name: "Ana" } },
  { template: "two-factor-off", props: { name: "Ana" } },
  {
    template: "bank-account-changed",
    props: { name: "Ana", ...account, stopUrl: appLink("/hentikan-rekening?token=a"), until: heldUntil },
  },
  { template: "bank-account-stopped", props: { name: "Ana", account } },
];
