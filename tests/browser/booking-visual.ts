import type { Page } from "@playwright/test";
import { expect } from "./story.ts";
import { bookingIn, givenAna, refundedBooking, states, tripIn } from "./travellers.ts";

/** The pages of participants in each of their states, for `visual.spec.ts`. */
export const bookingPages: Record<string, (page: Page) => Promise<unknown>> = {
  "booking form": (page) => asAna(page, async () => `/trip/${(await tripIn(20)).slug}/pesan?orang=2`),
  "booking form refused": async (page) => {
    await asAna(page, async () => `/trip/${(await tripIn(20)).slug}/pesan`);
    await page.getByLabel("Nomor WhatsApp").fill("1");
    await page.getByRole("button", { name: "Pesan dan lihat cara bayar" }).click();
    await expect(page.getByText("Setujui dulu aturan ini untuk memesan.")).toBeVisible();
  },
  "booking form of a full trip": (page) =>
    asAna(page, async () => `/trip/${(await tripIn(20, { quota: 1, status: "FULL" })).slug}/pesan`),
  "booking form, too much unpaid": (page) =>
    asAna(page, async (ana) => {
      for (let held = 0; held < 3; held++) await bookingIn(ana, held === 0 ? "underReview" : "toPay");
      return `/trip/${(await tripIn(20)).slug}/pesan`;
    }),
  "no bookings": (page) => asAna(page, async () => "/pesanan"),
  bookings: (page) =>
    asAna(page, async (ana) => {
      for (const state of Object.keys(states) as (keyof typeof states)[]) await bookingIn(ana, state);
      await bookingIn(ana, "paid", { days: -3 });
      await refundedBooking(ana);
      return "/pesanan";
    }),
  ...Object.fromEntries(
    (Object.keys(states) as (keyof typeof states)[]).flatMap((state) => [
      [`payment, ${state}`, (page: Page) => asAna(page, async (ana) => `/pesanan/${await codeOf(ana, state)}/bayar`)],
      [`booking, ${state}`, (page: Page) => asAna(page, async (ana) => `/pesanan/${await codeOf(ana, state)}`, unfold)],
    ]),
  ),
  "booking with refunds": (page) => asAna(page, async (ana) => `/pesanan/${(await refundedBooking(ana)).booking.code}`),
  "booking to report": (page) =>
    asAna(page, async (ana) => `/pesanan/${(await bookingIn(ana, "paid", { days: -1 })).booking.code}`, unfold),
};

type User = Awaited<ReturnType<typeof givenAna>>;

async function codeOf(ana: User, state: keyof typeof states): Promise<string> {
  return (await bookingIn(ana, state)).booking.code;
}

async function asAna(page: Page, path: (ana: User) => Promise<string>, then?: (page: Page) => Promise<unknown>) {
  const ana = await givenAna(page.context());
  await page.goto(await path(ana));
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await then?.(page);
}

/** Opens whatever can be opened, since axe looks at what is seen. */
function unfold(page: Page): Promise<unknown> {
  return page.evaluate(() => {
    for (const fold of document.querySelectorAll("details")) fold.open = true;
  });
}
