import type { Page } from "@playwright/test";
import { saveBankAccount } from "#domain/bank-accounts/change.ts";
import {
  givenApplicant,
  givenDeadMail,
  givenDispute,
  givenHeld,
  givenLatePayment,
  givenOwed,
  givenProof,
  givenReleased,
  givenTransfer,
} from "./back-office.ts";
import { expect, sari, signedIn } from "./story.ts";
import { tripIn } from "./travellers.ts";

/** The pages of the back office in each of their states, for `visual.spec.ts`. */
export const adminPages: Record<string, (page: Page) => Promise<unknown>> = {
  "what waits": (page) => asSari(page, async () => "/admin"),
  "proofs to check": (page) => asSari(page, async () => address("/admin/payments", await givenProof()), unfold),
  "a proof refused": async (page) => {
    await asSari(page, async () => address("/admin/payments", await givenProof()));
    await page.getByLabel("Jumlah yang masuk").fill("x");
    await page.getByRole("button", { name: "Terima" }).click();
    await expect(page.getByText("Tulis rupiah bulat tanpa sen, misalnya 1.250.000.")).toBeVisible();
  },
  "money that came late": (page) => asSari(page, async () => address("/admin/payments", await givenLatePayment())),
  "no payment found": (page) => asSari(page, async () => "/admin/payments?cari=ST-TIDAKADA"),
  "all payments": (page) => asSari(page, async () => "/admin/payments?daftar=all"),
  "stuck payments": (page) => asSari(page, async () => "/admin/payments?stuck=1"),
  disputes: (page) => asSari(page, () => having(givenDispute, "/admin/refunds?daftar=disputes"), unfold),
  "refunds to transfer": (page) => asSari(page, () => having(givenOwed, "/admin/refunds?daftar=transfer")),
  "refunds without an account": (page) =>
    asSari(page, async () => {
      await givenOwed({ bankName: null, bankAccountNo: null, bankAccountName: null });
      return "/admin/refunds?daftar=no-account";
    }),
  "payouts to transfer": (page) => asSari(page, () => having(() => givenReleased(2), "/admin/payouts"), unfold),
  "payouts to a new account": (page) =>
    asSari(page, async () => {
      const { organizer, account } = await givenReleased(2);
      await saveBankAccount(organizer.userId, { ...account, bankName: "BRI" }, { now: new Date() });
      return "/admin/payouts";
    }),
  "refunds to a new account": (page) =>
    asSari(page, async () => {
      const { user } = await givenOwed();
      const bri = { bankName: "BRI", bankAccountNo: "77778888", bankAccountName: "Ana Lestari" };
      await saveBankAccount(user.id, bri, { now: new Date() });
      return "/admin/refunds?daftar=transfer";
    }),
  "a transfer to prepare": (page) =>
    asSari(page, async () => {
      const { organizer, account } = await givenReleased(2);
      await givenReleased(1);
      await saveBankAccount(organizer.userId, { ...account, bankName: "BRI" }, { now: new Date() });
      return "/admin/transfers/siapkan";
    }),
  "a prepared transfer": (page) => asSari(page, async () => `/admin/transfers/${await givenTransfer()}`, unfold),
  "prepared transfers": (page) => asSari(page, () => having(givenTransfer, "/admin/transfers")),
  "payouts held back": (page) => asSari(page, async () => "/admin/payouts?daftar=back"),
  "payouts held": (page) => asSari(page, () => having(givenHeld, "/admin/payouts?daftar=held")),
  "payouts paid": (page) => asSari(page, async () => "/admin/payouts?daftar=paid"),
  "a whole booking": (page) => asSari(page, async () => `/admin/bookings/${(await givenOwed()).booking.code}`, unfold),
  trips: (page) => asSari(page, () => having(() => tripIn(20), "/admin/trips")),
  "a trip": (page) =>
    asSari(
      page,
      async () => {
        const trip = await tripIn(20);
        await givenHeld({ trip });
        return `/admin/trips/${trip.id}`;
      },
      unfold,
    ),
  "organizers to verify": (page) =>
    asSari(
      page,
      async () => {
        await givenApplicant();
        await givenApplicant({ account: false });
        return "/admin/users?daftar=applications";
      },
      unfold,
    ),
  people: (page) => asSari(page, async () => "/admin/users?daftar=all"),
  "a person": (page) => asSari(page, async () => `/admin/users/${(await givenReleased(1)).organizer.userId}`, unfold),
  "dead mails": (page) => asSari(page, () => having(givenDeadMail, "/admin/emails")),
  "no mails": (page) => asSari(page, async () => "/admin/emails?daftar=discarded"),
  "a mail": (page) => asSari(page, async () => `/admin/emails/${(await givenDeadMail()).id}`, unfold),
  "a mail with a one-time link": (page) =>
    asSari(page, async () => `/admin/emails/${(await givenDeadMail("reset-password")).id}`),
  "every change": (page) => asSari(page, async () => "/admin/audit"),
  "a payout": (page) => asSari(page, async () => `/admin/payouts/${(await givenReleased(1)).rows[0]!.payout!.id}`),
  "what was found": async (page) => {
    const { booking } = await givenProof();
    await asSari(page, async () => "/admin");
    await page.getByRole("searchbox", { name: "Cari di seluruh ruang admin" }).fill(booking.code);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toContainText(booking.code);
  },
  "nothing found": (page) => asSari(page, async () => "/admin/cari"),
};

async function asSari(
  page: Page,
  prepare: () => Promise<string>,
  then: (page: Page) => Promise<unknown> = async () => {},
): Promise<void> {
  await signedIn(page.context(), sari);
  await page.goto(await prepare());
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await then(page);
}

async function having(rows: () => Promise<unknown>, path: string): Promise<string> {
  await rows();
  return path;
}

function address(path: string, { booking }: { booking: { code: string } }): string {
  return `${path}?cari=${booking.code}`;
}

/** Opens everything that is folded, once the page's scripts have taken it over. */
async function unfold(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => {
    for (const folded of document.querySelectorAll("main details")) folded.setAttribute("open", "");
  });
}
