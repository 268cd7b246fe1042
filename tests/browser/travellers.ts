import { type BrowserContext, expect, type Page } from "@playwright/test";
import { newId } from "#db/columns.ts";
import { expiresAt } from "#domain/bookings/payments/rules.ts";
import { heldUntil } from "#domain/bookings/payouts/rules.ts";
import { addDays, wibDay } from "#domain/calendar.ts";
import type { Trip } from "#domain/trips/rules.ts";
import { givenAccount, password } from "#tests/accounts.ts";
import { givenJpeg } from "#tests/pictures.ts";
import { type BookingValues, givenBooking, givenRefund, givenTrip, type givenUser } from "#tests/rows.ts";
import { signedIn } from "./story.ts";

/** People and bookings for the pages of participants, in whatever state, around the real time that the browser lives in. */

type User = Awaited<ReturnType<typeof givenUser>>;

/** Ana, new and verified unless told otherwise, signed in. */
export async function givenAna(context: BrowserContext, values: Partial<User> = {}): Promise<User> {
  const user = await givenAccount({ name: "Ana Lestari", email: `${newId()}@example.com`, ...values });
  await signedIn(context, { email: user.email, password });
  return user;
}

/** Each worker asks prices that no other one asks. */
let price = 300_000 + Number(process.env.TEST_WORKER_INDEX ?? 0) * 1_000_000;

/** An open trip that begins in so many days; each at a price of its own, so that no amount is asked for twice. */
export function tripIn(days: number, values: Partial<Trip> = {}): Promise<Trip> {
  const date = addDays(wibDay(new Date()), days);
  price += 1_000;
  const group = "https://chat.whatsapp.com/AbCdEf";
  return givenTrip({ date, title: "Gunung Prau", pricePerPax: price, whatsappGroupUrl: group, ...values });
}

/** The states in which a page of a booking looks different. */
export const states = {
  toPay: () => ({ status: "PENDING_PAYMENT" }),
  rejected: () => ({ status: "PENDING_PAYMENT", payment: { rejectReason: "Jumlah di bukti tidak terbaca." } }),
  underReview: () => ({ status: "PENDING_PAYMENT", proofPath: "bukti.webp" }),
  expired: () => ({ status: "EXPIRED" }),
  cancelled: () => ({ status: "CANCELLED", booking: { cancelledBy: "PARTICIPANT", cancelledAt: new Date() } }),
  paid: () => ({ status: "CONFIRMED" }),
} as const satisfies Record<string, () => BookingValues>;

/** A booking of `user` on a new trip: two seats, booked an hour ago. */
export async function bookingIn(
  user: User,
  state: keyof typeof states,
  { days = 20, trip, ...values }: BookingValues & { days?: number } = {},
) {
  const on = trip ?? (await tripIn(days));
  const bookedAt = new Date(Date.now() - 3_600_000);
  const { payment, booking, ...rest }: BookingValues = states[state]();
  const rows = await givenBooking({
    trip: on,
    user,
    pax: 2,
    payout: state === "paid" ? { heldUntil: heldUntil(on, bookedAt) } : undefined,
    ...rest,
    ...values,
    booking: { createdAt: bookedAt, ...booking, ...values.booking },
    payment: {
      createdAt: bookedAt,
      expiresAt: expiresAt({ date: addDays(wibDay(new Date()), 20) }, bookedAt),
      ...payment,
      ...values.payment,
    },
  });
  return { trip: on, ...rows };
}

/** A cancelled booking with money that goes back in every way there is, and no account to send it to. */
export async function refundedBooking(user: User) {
  const rows = await bookingIn(user, "cancelled", {
    payment: { status: "PAID", receivedAmount: 700_000, paidAt: new Date() },
  });
  const bank = { bankName: "BCA", bankAccountNo: "5550001111", bankAccountName: "Ana Lestari" };
  await givenRefund(rows.booking, { status: "APPROVED", amount: 300_000, reason: "PARTICIPANT_CANCEL" });
  await givenRefund(rows.booking, {
    status: "PAID",
    amount: 50_000,
    reason: "OVERPAID",
    transferRef: "TRX-2291",
    paidAt: new Date(),
    ...bank,
  });
  await givenRefund(rows.booking, {
    status: "REJECTED",
    amount: 100_000,
    decision: "Tiga peserta lain menulis bahwa pemandu datang tepat waktu.",
  });
  return rows;
}

/** Fills Ana's application as an organizer in, with a picture that has been sent; the form, which is not handed in yet. */
export async function fillApplication(page: Page) {
  const form = page.locator("#application");
  for (const field of await form.locator("input:not([type=file]):not([type=hidden]), textarea").all()) {
    if (!(await field.inputValue())) await field.fill("Jalan bersama Ana ke gunung sejak 2019, pelan dan aman.");
  }
  await form.locator("[name=displayName]").fill("Ana Jalan");
  await form.locator("[name=city]").fill("Bandung");
  await form.locator("[name=whatsapp]").fill("0812 3456 7890");
  await form.locator("[name=bankName]").fill("BCA");
  await form.locator("[name=bankAccountNo]").fill("5550001111");
  await form.locator("[name=bankAccountName]").fill("Ana Lestari");
  await form.locator("[name=proof]").fill(password);
  const picture = { name: "ktp.jpg", mimeType: "image/jpeg", buffer: await givenJpeg(900, 600) };
  await page.getByLabel("Foto KTP").setInputFiles(picture);
  await expect(form.locator("[name=identity]")).not.toHaveValue("");
  return form;
}
