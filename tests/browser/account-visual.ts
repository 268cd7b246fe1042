import type { Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { db } from "#db/connection.ts";
import { saveBankAccount } from "#domain/bank-accounts/change.ts";
import { emailJobs } from "#domain/emails/schema.ts";
import { givenAccount, linkIn, password } from "#tests/accounts.ts";
import { ana, expect, signedIn } from "./story.ts";

/** The pages of an account in each of their states, for `visual.spec.ts`. */
export const accountPages: Record<string, (page: Page) => Promise<unknown>> = {
  "sign-up": (page) => page.goto("/daftar"),
  "sign-up refused": async (page) => {
    await page.goto("/daftar");
    await page.getByRole("button", { name: "Buat akun" }).click();
    await expect(page.getByText("Bagian ini wajib diisi.").first()).toBeVisible();
  },
  "waiting for the mail": async (page) => {
    await page.goto("/daftar");
    await page.getByLabel("Nama lengkap").fill("Ana");
    await page.getByLabel("Alamat email").fill(ana.email);
    await page.getByLabel("Nomor HP").fill("0812 3456 7890");
    await page.getByLabel("Kata sandi").fill("pasir putih pagi");
    await page.getByRole("button", { name: "Buat akun" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Periksa emailmu");
    await expect(page).toHaveURL(({ pathname }) => pathname === "/daftar/terkirim");
  },
  "confirm address": (page) => page.goto("/konfirmasi-email?token=x"),
  "forgot password": (page) => page.goto("/lupa-sandi?terkirim=1"),
  "set password": (page) => page.goto("/atur-sandi?token=x"),
  "second step": (page) => page.goto("/masuk/kode"),
  account: (page) => asAna(page, "/akun"),
  "bank account": (page) => asAna(page, "/akun/rekening"),
  "stopping a changed bank account": async (page) => {
    const bca = { bankName: "BCA", bankAccountNo: "1111112222", bankAccountName: "Ana" };
    const { id, email } = await givenAccount(bca);
    await saveBankAccount(
      id,
      { bankName: "BRI", bankAccountNo: "6666667777", bankAccountName: "Eve" },
      { now: new Date() },
    );
    const [mail] = await db().select().from(emailJobs).where(eq(emailJobs.toEmail, email));
    await page.goto(linkIn(mail!, "/hentikan-rekening").href);
    await expect(page.getByText("BRI ••••7777")).toBeVisible();
  },
  "a stop that is over": (page) => page.goto("/hentikan-rekening?token=x"),
  security: (page) => asAna(page, "/akun/keamanan"),
  "an authenticator's secret": async (page) => {
    // Somebody new: two workers that turn it on for one person at once would be in each other's way.
    const { email } = await givenAccount();
    await signedIn(page.context(), { email, password });
    await page.goto("/akun/keamanan");
    await page.locator("#begin-password").fill(password);
    await page.getByRole("button", { name: "Aktifkan" }).click();
    await expect(page.getByRole("img", { name: /Kode QR/ })).toBeVisible();
  },
  "apply to organize": (page) => asAna(page, "/organizer/daftar"),
};

async function asAna(page: Page, path: string) {
  await signedIn(page.context(), ana);
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}
