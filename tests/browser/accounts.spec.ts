import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { and, desc, eq } from "drizzle-orm";
import { db, disconnect } from "#db/connection.ts";
import { saveBankAccount } from "#domain/bank-accounts/change.ts";
import { emailJobs } from "#domain/emails/schema.ts";
import { bankAccountStops, users } from "#domain/users/schema.ts";
import { authenticatorCode, linkIn, nextCode } from "#tests/accounts.ts";
import { expect, newVisitor, test } from "./story.ts";

test.afterAll(disconnect);

const password = "pasir putih pagi";
let people = 0;

/** An address that no other test has. */
const newAddress = () => `ana.${process.pid}.${++people}@setrip.example`;

async function signsUp(page: Page, email: string, path = "/daftar") {
  await page.goto(path);
  await page.getByLabel("Nama lengkap").fill("Ana Putri");
  await page.getByLabel("Alamat email").fill(email);
  await page.getByLabel("Nomor HP").fill("0812 3456 7890");
  await page.getByLabel("Kata sandi").fill(password);
  await page.getByRole("button", { name: "Buat akun" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Periksa emailmu");
}

async function signsIn(page: Page, email: string, path = "/masuk", typed = password) {
  await page.goto(path);
  await page.getByLabel("Alamat email").fill(email);
  await page.getByLabel("Kata sandi").fill(typed);
  await page.getByRole("button", { name: "Masuk", exact: true }).click();
}

/**
 * The latest mail of a kind to somebody; it waits in the queue, since there is no key to send it with. Those to an address
 * that somebody only typed are queued after the answer.
 */
async function caughtMail(template: string, email: string) {
  const where = and(eq(emailJobs.template, template), eq(emailJobs.toEmail, email));
  const latest = async () => (await db().select().from(emailJobs).where(where).orderBy(desc(emailJobs.id)).limit(1))[0];
  await expect.poll(latest, { message: `no ${template} to ${email}` }).toBeDefined();
  return (await latest())!;
}

/** Signed up, verified and signed in. */
async function givenAna(page: Page): Promise<string> {
  const email = newAddress();
  await signsUp(page, email);
  await page.goto(linkIn(await caughtMail("verify-email", email), "/konfirmasi-email").href);
  await page.getByRole("button", { name: "Konfirmasi email" }).click();
  await expect(page).toHaveURL("/akun");
  return email;
}

test("Ana signs up, opens the link of her mail, and is led on to what she wanted", async ({ page }) => {
  const email = newAddress();
  await signsUp(page, email, "/daftar?lanjut=/akun/rekening");
  await expect(page.getByText(email)).toBeVisible();
  await page.goto(linkIn(await caughtMail("verify-email", email), "/konfirmasi-email").href);
  await page.getByRole("button", { name: "Konfirmasi email" }).click();
  await expect(page).toHaveURL("/akun/rekening");
  await expect(page.getByRole("button", { name: "Keluar" }).first()).toBeVisible();
  const [ana] = await db().select().from(users).where(eq(users.email, email));
  expect(ana).toMatchObject({ name: "Ana Putri", phone: "+6281234567890", emailVerified: true, locale: "id" });
});

test("what is wrong with a sign-up is told beside its field, and what was typed stays", async ({ page }) => {
  await page.goto("/daftar");
  await page.getByLabel("Nama lengkap").fill("Ana");
  await page.getByLabel("Alamat email").fill("ana@");
  await page.getByLabel("Nomor HP").fill("0812");
  await page.getByLabel("Kata sandi").fill("pendek");
  await page.getByRole("button", { name: "Buat akun" }).click();
  await expect(page.getByLabel("Alamat email")).toHaveAccessibleDescription(/belum lengkap/);
  await expect(page.getByLabel("Nomor HP")).toHaveAccessibleDescription(/Nomor ini belum lengkap/);
  await expect(page.getByLabel("Alamat email")).toBeFocused();
  await expect(page.getByLabel("Nama lengkap")).toHaveValue("Ana");
  await page.getByLabel("Alamat email").fill(newAddress());
  await page.getByLabel("Nomor HP").fill("0812 3456 7890");
  await page.getByLabel("Kata sandi").fill("pendek");
  await page.getByRole("button", { name: "Buat akun" }).click();
  await expect(page.getByLabel("Kata sandi")).toHaveAccessibleDescription(/Terlalu pendek/);
});

test("an address that has an account gets the same page; the mail is sent again on demand, five times", async ({
  page,
  context,
}) => {
  const email = newAddress();
  await signsUp(page, email);
  await signsUp(page, email);
  await expect(page.getByText(email)).toBeVisible();
  expect((await caughtMail("account-exists", email)).subject).toBe("Kamu sudah punya akun SeTrip");
  for (let times = 0; times < 5; times++) {
    await page.getByRole("button", { name: "Kirim lagi" }).click();
    await expect(page).toHaveURL("/daftar/terkirim?lagi=1");
    await expect(page.getByText("Sudah kami kirim lagi")).toBeVisible();
    await page.goto("/daftar/terkirim");
  }
  await page.getByRole("button", { name: "Kirim lagi" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText(/Tunggu .*menit/);
  await context.clearCookies();
  await page.goto("/daftar/terkirim");
  await expect(page).toHaveURL("/daftar");
});

test("before the address is confirmed, the account says so and sends the mail again", async ({ page }) => {
  const email = newAddress();
  await signsUp(page, email);
  await signsIn(page, email, "/masuk?lanjut=/akun");
  await expect(page.getByText(`Alamat ${email} belum dikonfirmasi`)).toBeVisible();
  await page.getByRole("button", { name: "Kirim email konfirmasi" }).click();
  await expect(page.getByText("Email konfirmasi sudah kami kirim")).toBeVisible();
  await page.goto("/organizer/daftar");
  await expect(page.getByText(`Alamat ${email} belum dikonfirmasi`)).toBeVisible();
  await expect(page.getByLabel("Foto KTP")).toHaveCount(0);
});

test("the link opened in another browser than the one that signed up: a password is chosen there, and leads on", async ({
  page,
  browser,
}) => {
  const email = newAddress();
  await signsUp(page, email, "/daftar?lanjut=/akun/rekening");
  const { href } = linkIn(await caughtMail("verify-email", email), "/konfirmasi-email");
  const phone = await browser.newPage({ baseURL: process.env.APP_URL, locale: "id-ID" });
  await phone.goto(href);
  await phone.getByRole("button", { name: "Konfirmasi email" }).click();
  await expect(phone.getByText("pilih kata sandi untuk akun ini")).toBeVisible();
  await phone.getByLabel("Kata sandi baru").fill("ombak di malam hari");
  await phone.getByRole("button", { name: "Simpan kata sandi" }).click();
  await expect(phone.getByText("Kata sandi tersimpan")).toBeVisible();
  await phone.getByLabel("Alamat email").fill(email);
  await phone.getByLabel("Kata sandi").fill("ombak di malam hari");
  await phone.getByRole("button", { name: "Masuk", exact: true }).click();
  await expect(phone).toHaveURL("/akun/rekening");
  await phone.close();
  await signsIn(page, email);
  await expect(page.getByRole("main").getByRole("alert")).toContainText("tidak cocok");
});

test("a forgotten password: the same answer for everybody, a link that works once, then the new password", async ({
  page,
}) => {
  const email = await givenAna(page);
  await page.context().clearCookies();
  for (const address of ["tidak.ada@setrip.example", email]) {
    await page.goto("/lupa-sandi");
    await page.getByLabel("Alamat email").fill(address);
    await page.getByRole("button", { name: "Kirim tautan" }).click();
    await expect(page.getByRole("status")).toContainText("Kalau alamat itu punya akun");
  }
  const link = linkIn(await caughtMail("reset-password", email), "/atur-sandi").href;
  await page.goto(link);
  await page.getByLabel("Kata sandi baru").fill("ombak di malam hari");
  await page.getByRole("button", { name: "Simpan kata sandi" }).click();
  await expect(page.getByText("Kata sandi tersimpan")).toBeVisible();
  await signsIn(page, email);
  await expect(page.getByRole("main").getByRole("alert")).toContainText("tidak cocok");
  await signsIn(page, email, "/masuk?lanjut=/akun", "ombak di malam hari");
  await expect(page).toHaveURL("/akun");
  await page.goto(link);
  await page.getByLabel("Kata sandi baru").fill("ombak di pagi hari");
  await page.getByRole("button", { name: "Simpan kata sandi" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("sudah dipakai");
});

test("Ana turns the second step on, and from then on signs in with a code", async ({ page }) => {
  const email = await givenAna(page);
  await page.goto("/akun/keamanan?lanjut=/akun");
  const panel = page.getByRole("region", { name: /Verifikasi dua langkah/ });
  await panel.getByLabel("Kata sandi").fill("tebakan saja");
  await panel.getByRole("button", { name: "Aktifkan" }).click();
  await expect(panel.getByLabel("Kata sandi")).toHaveAccessibleDescription(/tidak cocok/);
  await panel.getByLabel("Kata sandi").fill(password);
  await panel.getByRole("button", { name: "Aktifkan" }).click();
  await expect(panel.getByRole("img", { name: /Kode QR/ })).toBeVisible();
  const secret = (await panel.locator("[data-secret]").getAttribute("data-secret")) ?? "";
  await panel.getByLabel("Kode enam angka").fill("000000");
  await panel.getByRole("button", { name: "Konfirmasi" }).click();
  await expect(panel.getByLabel("Kode enam angka")).toHaveAccessibleDescription(/tidak cocok/);
  await panel.getByLabel("Kode enam angka").fill(authenticatorCode(secret));
  await panel.getByRole("button", { name: "Konfirmasi" }).click();
  await expect(panel.getByRole("heading", { name: "Simpan kode pemulihan ini" })).toBeFocused();
  const codes = await panel.getByRole("listitem").allTextContents();
  expect(codes).toHaveLength(10);
  await panel.getByRole("link", { name: "Sudah kusimpan, lanjut" }).click();
  await expect(page).toHaveURL("/akun");

  await page.context().clearCookies();
  await signsIn(page, email, "/masuk?lanjut=/akun/keamanan");
  await expect(page).toHaveURL("/masuk/kode?lanjut=%2Fakun%2Fkeamanan");
  await page.goto("/akun/keamanan");
  await expect(page).toHaveURL(/\/masuk\?/);
  await page.goto("/masuk/kode?lanjut=/akun/keamanan");
  await page.getByLabel("Kode dari aplikasi").fill("000000");
  await page.getByRole("button", { name: "Masuk" }).click();
  await expect(page.getByLabel("Kode dari aplikasi")).toHaveAccessibleDescription(/tidak cocok/);
  await page.getByLabel("Kode dari aplikasi").fill(nextCode(secret));
  await page.getByRole("button", { name: "Masuk" }).click();
  await expect(page).toHaveURL("/akun/keamanan");

  for (const [code, works] of [
    [codes[0], true],
    [codes[0], false],
    [codes[1], true],
  ] as const) {
    await page.context().clearCookies();
    await signsIn(page, email, "/masuk?lanjut=/akun/keamanan");
    await page.getByRole("link", { name: "Pakai kode pemulihan" }).click();
    await page.getByLabel("Kode pemulihan").fill(code?.toUpperCase() ?? "");
    await page.getByRole("button", { name: "Masuk" }).click();
    if (works) await expect(page).toHaveURL("/akun/keamanan");
    else await expect(page.getByLabel("Kode pemulihan")).toHaveAccessibleDescription(/sudah dipakai/);
  }

  await page.getByText("Matikan verifikasi dua langkah?").click();
  await page.locator("#turn-off-password").fill(password);
  await page.locator("#turn-off-code").fill(codes[1] ?? "");
  await page.getByRole("button", { name: "Matikan" }).click();
  await expect(page.locator("#turn-off-code")).toHaveAccessibleDescription(/tidak cocok/);
  await page.locator("#turn-off-password").fill(password);
  await page.locator("#turn-off-code").fill(codes[2] ?? "");
  await page.getByRole("button", { name: "Matikan" }).click();
  await expect(page.getByText("Tidak aktif")).toBeVisible();
});

test("Ana stops a change of her bank account that she did not make, signed out, with the link of the mail", async ({
  page,
  browser,
}) => {
  const email = await givenAna(page);
  const [ana] = await db().select().from(users).where(eq(users.email, email));
  await saveBankAccount(ana!.id, { bankName: "BCA", bankAccountNo: "1111112222", bankAccountName: "Ana" }, longAgo());
  await db().delete(bankAccountStops).where(eq(bankAccountStops.userId, ana!.id));
  await saveBankAccount(ana!.id, { bankName: "BRI", bankAccountNo: "6666667777", bankAccountName: "Eve" }, longAgo(0));
  const mail = await caughtMail("bank-account-changed", email);
  const other = await browser.newPage(newVisitor());
  await other.goto(linkIn(mail, "/hentikan-rekening").href);
  await expect(other.getByText("BRI ••••7777")).toBeVisible();
  await expect(other.getByText("BCA ••••2222")).toBeVisible();
  await other.reload();
  await other.getByRole("button", { name: "Hentikan dan amankan akunku" }).click();
  await expect(other.getByText("Perubahan rekening sudah dihentikan")).toBeVisible();
  await other.getByLabel("Kata sandi baru").fill("password12");
  await other.getByRole("button", { name: "Simpan kata sandi" }).click();
  await expect(other.getByLabel("Kata sandi baru")).toHaveAccessibleDescription(/dicoba lebih dulu/);
  await other.getByLabel("Kata sandi baru").fill("ombak di malam hari");
  await other.getByRole("button", { name: "Simpan kata sandi" }).click();
  await expect(other.getByText("Kata sandi tersimpan")).toBeVisible();
  await page.goto("/akun/rekening");
  await expect(page).toHaveURL(/\/masuk\?/);
  await expect(page.getByText("Sesimu sudah berakhir")).toBeVisible();
  await signsIn(page, email, "/masuk?lanjut=/akun/rekening", "ombak di malam hari");
  await expect(page.getByText("Sekarang ke BCA ••••2222")).toBeVisible();
  await other.goto(linkIn(mail, "/hentikan-rekening").href);
  await expect(other.getByText("sudah dipakai atau sudah kedaluwarsa")).toBeVisible();
  await other.close();
});

/** A moment so many days ago: accounts that stood for a while are not new. */
const longAgo = (days = 3) => ({ now: new Date(Date.now() - days * 86_400_000) });

test("Ana keeps her profile, her bank account and her password, and closes her other devices", async ({
  page,
  browser,
}) => {
  const email = await givenAna(page);
  await page.getByLabel("Nama lengkap").fill("Ana Putri Lestari");
  await page.getByRole("button", { name: "Simpan" }).first().click();
  await expect(page.getByText("Tersimpan.")).toBeVisible();

  await page.getByRole("link", { name: "Rekening", exact: true }).click();
  await page.getByLabel("Bank", { exact: true }).fill("BCA");
  await page.getByLabel("Nomor rekening").fill("1234");
  await page.getByLabel("Nama pemilik rekening").fill("Ana Putri Lestari");
  await page.getByLabel("Kata sandimu").fill("tebakan saja");
  await page.getByRole("button", { name: "Simpan" }).click();
  await expect(page.getByLabel("Nomor rekening")).toHaveAccessibleDescription(/6 sampai 20 angka/);
  await page.getByLabel("Nomor rekening").fill("1234 567 890");
  await page.getByLabel("Kata sandimu").fill("tebakan saja");
  await page.getByRole("button", { name: "Simpan" }).click();
  await expect(page.getByLabel("Kata sandimu")).toHaveAccessibleDescription(/tidak cocok/);
  await page.getByLabel("Kata sandimu").fill(password);
  await page.getByRole("button", { name: "Simpan" }).click();
  await expect(page.getByText("Sekarang ke BCA ••••7890 a.n. Ana Putri Lestari.")).toBeVisible();
  expect((await caughtMail("bank-account-changed", email)).text).toContain("••••7890");

  const elsewhere = await browser.newPage(newVisitor());
  await signsIn(elsewhere, email, "/masuk?lanjut=/akun");
  await expect(elsewhere).toHaveURL("/akun");
  await page.getByRole("link", { name: "Keamanan" }).click();
  const devices = page.getByRole("region", { name: "Perangkat" });
  await expect(devices.getByRole("listitem")).toHaveText([/Perangkat ini/, /Keluarkan/]);
  await devices.getByRole("button", { name: "Keluarkan" }).click();
  await expect(page.getByText("Perangkat itu sudah keluar.")).toBeVisible();
  await expect(devices.getByRole("listitem")).toHaveText([/Perangkat ini/]);
  await elsewhere.reload();
  await expect(elsewhere).toHaveURL(/\/masuk\?/);

  await signsIn(elsewhere, email, "/masuk?lanjut=/akun");
  await expect(elsewhere).toHaveURL("/akun");
  await page.reload();
  await page.getByRole("button", { name: "Keluar dari semua perangkat lain" }).click();
  await expect(page.getByText("Semua perangkat lain sudah keluar.")).toBeVisible();
  await elsewhere.reload();
  await expect(elsewhere).toHaveURL(/\/masuk\?/);
  await elsewhere.close();

  await page.getByLabel("Kata sandi sekarang").fill(password);
  await page.getByLabel("Kata sandi baru").fill("fajar di pantai");
  await page.getByRole("button", { name: "Ganti kata sandi" }).click();
  await expect(page.getByText("Kata sandi diganti.")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Akun");
  expect((await caughtMail("password-changed", email)).subject).toBe("Kata sandimu sudah diganti");
});

test("Ana takes another address: the old one is told, and the link makes the new one hers", async ({ page }) => {
  const email = await givenAna(page);
  const another = newAddress();
  await page.getByText("Ganti alamat").click();
  await page.getByLabel("Alamat email baru").fill(another);
  await page.getByLabel("Kata sandimu").fill(password);
  await page.getByRole("button", { name: "Kirim tautan" }).click();
  await expect(page.getByText("Tautan sudah kami kirim ke alamat baru")).toBeVisible();
  expect((await caughtMail("email-change-asked", email)).text).toContain(another);
  await page.goto(linkIn(await caughtMail("change-email", another), "/konfirmasi-email").href);
  await page.getByRole("button", { name: "Konfirmasi email" }).click();
  await expect(page).toHaveURL("/akun");
  await expect(page.getByRole("main").getByText(another)).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("signing up, confirming and turning the second step on work", async ({ page }) => {
    await givenAna(page);
    await page.goto("/akun/keamanan");
    await page.locator("#begin-password").fill(password);
    await page.getByRole("button", { name: "Aktifkan" }).click();
    const secret = (await page.locator("[data-secret]").getAttribute("data-secret")) ?? "";
    await page.getByLabel("Kode enam angka").fill("000000");
    await page.getByRole("button", { name: "Konfirmasi" }).click();
    await expect(page.getByText("Kode ini tidak cocok")).toBeVisible();
    await page.getByLabel("Kode enam angka").fill(authenticatorCode(secret));
    await page.getByRole("button", { name: "Konfirmasi" }).click();
    await expect(page.getByText("Simpan kode pemulihan ini")).toBeVisible();
  });
});

test("Ana takes a copy of her data and deletes her account: nothing opens it, and her address may sign up again", async ({
  page,
}) => {
  const email = await givenAna(page);
  await page.getByRole("link", { name: "Data", exact: true }).click();
  const copy = page.getByRole("region", { name: "Salinan datamu" });
  await copy.getByLabel("Kata sandimu").fill("bukan kata sandinya");
  await copy.getByRole("button", { name: "Unduh salinan" }).click();
  await expect(copy.getByLabel("Kata sandimu")).toHaveAccessibleDescription(/tidak cocok/);
  await copy.getByLabel("Kata sandimu").fill(password);
  const download = page.waitForEvent("download");
  await copy.getByRole("button", { name: "Unduh salinan" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^data-setrip-\d{4}-\d\d-\d\d\.json$/);
  const data = JSON.parse(readFileSync(await file.path(), "utf8"));
  expect(data.profile).toMatchObject({ email, name: "Ana Putri" });

  const deletion = page.getByRole("region", { name: "Hapus akun" });
  await deletion.getByLabel("Kata sandimu").fill("bukan kata sandinya");
  await deletion.getByRole("button", { name: "Hapus akunku" }).click();
  await expect(deletion.getByLabel("Kata sandimu")).toHaveAccessibleDescription(/tidak cocok/);
  await deletion.getByLabel("Kata sandimu").fill(password);
  await deletion.getByRole("button", { name: "Hapus akunku" }).click();
  await expect(page.getByText("Akunmu sudah dihapus.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Masuk" }).first()).toBeVisible();
  expect((await caughtMail("account-deleted", email)).subject).toBe("Akun SeTrip-mu sudah dihapus");
  expect(await db().select().from(users).where(eq(users.email, email))).toEqual([]);

  await signsIn(page, email);
  await expect(page.getByRole("alert")).toBeVisible();
  await signsUp(page, email);
});
