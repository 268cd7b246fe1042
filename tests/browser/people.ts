import { type Browser, expect, type Page } from "@playwright/test";
import type { CaughtMail } from "#gateways/mail/stand-in/stand-in.ts";
import { authenticatorCode } from "#tests/accounts.ts";
import type { OwnMarket } from "./own-market.ts";

/** Somebody at their own browser, with their own network address and their own mailbox. */
export type Person = { name: string; email: string; page: Page; market: OwnMarket };

/** What the consoles of everybody's browsers complained about. */
export const complaints: string[] = [];

const password = "pasir putih pagi";

/** A phone is as wide as the narrowest that people use. */
const devices = { desk: { width: 1280, height: 800 }, phone: { width: 375, height: 760 } };

/** A browser of their own for somebody whom the marketplace does not know yet. */
export async function newcomer(
  browser: Browser,
  market: OwnMarket,
  { name, device = "desk" }: { name: string; device?: keyof typeof devices },
): Promise<Person> {
  const first = name.split(" ")[0]!.toLowerCase();
  const network = `10.99.${first.length}.${first.charCodeAt(0)}`;
  const page = await browser.newPage({
    baseURL: market.url,
    viewport: devices[device],
    extraHTTPHeaders: { "x-real-ip": network },
  });
  const complain = (text: string) => complaints.push(`${name} at ${page.url()}: ${text}`);
  page.on("console", (message) => message.type() === "error" && complain(message.text()));
  page.on("pageerror", (error) => complain(error.message));
  return { name, email: `${first}@setrip.example`, page, market };
}

/** Waits for a mail and presses its button, or the link whose text this is. Returns what stood in the mail. */
export async function opens({ page, email, market }: Person, subject: string, link: string): Promise<CaughtMail> {
  const mail = await market.mailTo(email, subject);
  const address = linksIn(mail).find(({ label }) => label === link)?.href;
  expect(address, `"${link}" in ${mail.subject}`).toMatch(new RegExp(`^${market.url}/`));
  expect((await page.goto(address!))?.status()).toBe(200);
  return mail;
}

function linksIn({ html }: CaughtMail): { href: string; label: string }[] {
  return [...(html ?? "").matchAll(/<a\b[^>]*?href="([^"]+)"[^>]*>(.*?)<\/a>/gs)].map(([, href, inner]) => ({
    href: href!.replaceAll("&amp;", "&"),
    label: inner!.replace(/<!--.*?-->|<[^>]+>|&#\d+;|\p{Cf}/gsu, "").trim(),
  }));
}

/** Fills the form for a new account in, on whatever page it is, and opens the link that comes. */
export async function signsUp(person: Person): Promise<void> {
  const { page, name, email } = person;
  await page.getByLabel("Nama lengkap").fill(name);
  await page.getByLabel("Alamat email").fill(email);
  await page.getByLabel("Nomor HP").fill("0812 3456 7890");
  await page.getByLabel("Kata sandi").fill(password);
  await page.getByRole("button", { name: "Buat akun" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Periksa emailmu");
  await opens(person, "Konfirmasi alamat emailmu", "Konfirmasi email");
  await page.getByRole("button", { name: "Konfirmasi email" }).click();
  await expect(page).not.toHaveURL(/\/konfirmasi-email/);
}

/** Sets the first password with the link that `npm run admin:add` prints, signs in, and sets up the second step. */
export async function becomesAdmin({ page, email, market }: Person): Promise<void> {
  await page.goto(market.adminLink(email));
  await page.getByLabel("Kata sandi baru").fill(password);
  await page.getByRole("button", { name: "Simpan kata sandi" }).click();
  await expect(page.getByText("Kata sandi tersimpan")).toBeVisible();
  await page.goto("/admin");
  await page.getByLabel("Alamat email").fill(email);
  await page.getByLabel("Kata sandi").fill(password);
  await page.getByRole("button", { name: "Masuk", exact: true }).click();
  const panel = page.getByRole("region", { name: /Verifikasi dua langkah/ });
  await panel.getByLabel("Kata sandi").fill(password);
  await panel.getByRole("button", { name: "Aktifkan" }).click();
  const secret = (await panel.locator("[data-secret]").getAttribute("data-secret")) ?? "";
  await panel.getByLabel("Kode enam angka").fill(authenticatorCode(secret));
  await panel.getByRole("button", { name: "Konfirmasi" }).click();
  await panel.getByRole("link", { name: "Sudah kusimpan, lanjut" }).click();
  for (const subject of ["Kata sandimu sudah diganti", "Verifikasi dua langkah aktif"])
    await market.mailTo(email, subject);
}

/** Says where money goes, in whatever form asks for it, and sends that form. The mail about it names the last digits only. */
export async function sendsAccount({ page, name, email, market }: Person, number: string, button: string) {
  await page.getByLabel("Bank", { exact: true }).fill("BCA");
  await page.getByLabel("Nomor rekening").fill(number);
  await page.getByLabel("Nama pemilik rekening").fill(name);
  await page.getByLabel("Kata sandimu").fill(password);
  await page.getByRole("button", { name: button }).click();
  const { text } = await market.mailTo(email, "Rekeningmu diubah");
  expect(text).toContain(`••••${number.slice(-4)}`);
  expect(text).not.toContain(number);
}
