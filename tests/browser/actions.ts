import { expect, type Page } from "@playwright/test";
import { givenJpeg } from "#tests/pictures.ts";
import { rupiah } from "#texts/format.ts";
import { opens, type Person } from "./people.ts";

/** What people do at a marketplace more than once, step by step as the pages ask for it. */

const photo = async (name: string, width: number, height: number) => ({
  name,
  mimeType: "image/jpeg",
  buffer: await givenJpeg(width, height),
});

/** A screenshot of a bank's app. */
export const screenshot = () => photo("bukti.jpg", 900, 1600);

/** What an organizer decides about a trip; days are `YYYY-MM-DD`. */
export type Plan = { title: string; date: string; endDate?: string; price: string; quota: number };

/** Publishes a trip with two photos. A third one is uploaded and removed again: an orphan that a night must clear away. */
export async function publishes({ page }: Person, plan: Plan): Promise<void> {
  await page.goto("/organizer/trip/baru");
  const chosen = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Tambah foto" }).click();
  const photos = [photo("puncak.jpg", 1600, 1200), photo("tenda.jpg", 1500, 1000), photo("jempol.jpg", 900, 900)];
  await (await chosen).setFiles(await Promise.all(photos));
  const tiles = page.getByRole("list", { name: "Foto trip" });
  await expect(tiles.getByRole("listitem")).toHaveCount(3);
  await expect(tiles.getByRole("progressbar")).toHaveCount(0);
  await tiles.getByRole("button", { name: "Hapus: foto 3" }).click();
  await page.getByLabel("Nama trip").fill(plan.title);
  await page.getByLabel("Tujuan").fill("Dieng, Jawa Tengah");
  await page.getByLabel("Cerita trip").fill("Naik malam, melihat matahari terbit, turun sebelum siang.");
  await page.getByLabel("Hari berangkat").fill(plan.date);
  if (plan.endDate) await page.getByLabel("Hari terakhir").fill(plan.endDate);
  await page.getByLabel("Hari 1", { exact: true }).fill("Naik lewat Patak Banteng");
  await page.getByLabel("Harga per orang").fill(plan.price);
  await page.getByLabel("Jumlah kursi").fill(String(plan.quota));
  await page.getByLabel("Tempat kumpul").fill("Alun-alun Wonosobo");
  await page.getByLabel("Jam kumpul").fill("05:30");
  await page.getByLabel("Zona waktu").selectOption("WIB");
  await page.getByLabel("Tautan grup WhatsApp").fill("https://chat.whatsapp.com/AbCdEf");
  await page.getByRole("button", { name: "Terbitkan trip" }).click();
  await expect(page.getByRole("status")).toContainText("Trip terbit.");
  await hasNoDraft(page);
}

/** The page of a trip that was just published removes its draft a moment after it is seen. */
export async function hasNoDraft(page: Page): Promise<void> {
  const drafts = () => page.evaluate(() => Object.keys({ ...localStorage }).filter((key) => key.includes("draft")));
  await expect.poll(drafts).toEqual([]);
}

/** From the front page to the form that books this trip; who is signed out is asked to sign in first. */
export async function wantsToJoin({ page }: Person, trip: string): Promise<void> {
  await page.goto("/");
  await page.getByRole("link", { name: trip }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(trip);
  await seesPictures(page, /^Foto \d dari 2/);
  await page.getByRole("link", { name: "Ikut trip" }).first().click();
}

/** A booking, and what it asks for. */
export type Due = { code: string; amount: number };

/** Sends the form for themselves and whoever comes along. The mail with what to pay must say the same as the page it leads to. */
export async function books(person: Person, trip: string, companions: string[] = []): Promise<Due> {
  const { page } = person;
  for (const [at, name] of companions.entries()) {
    await page.getByRole("button", { name: "Tambah orang" }).click();
    await page
      .getByRole("group", { name: `Orang ${at + 2}` })
      .getByLabel("Nama lengkap")
      .fill(name);
  }
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Pesan dan lihat cara bayar" }).click();
  await expect(page).toHaveURL(/\/bayar/);
  const shown = await page.getByText(/^Jumlah transfer: Rp/).textContent();
  const mail = await opens(person, `untuk trip ${trip}`, "Unggah bukti transfer");
  const amount = shown!.replace("Jumlah transfer: ", "");
  expect(mail.subject).toBe(`Bayar ${amount} untuk trip ${trip}`);
  expect(mail.text).toContain("Rekening: BCA 1234567890");
  await expect(page.getByText(`Jumlah transfer: ${amount}`)).toBeAttached();
  return { code: /ST-\w{5}/.exec(page.url())![0], amount: rupiahIn(amount) };
}

/** `Rp 900.123` is 900123. */
const rupiahIn = (text: string) => Number(text.replace(/\D/g, ""));

/** On the page that asks for the money. */
export async function sendsProof({ page }: Person): Promise<void> {
  await page.getByLabel(/Pilih gambar bukti/).setInputFiles(await screenshot());
  await page.getByRole("button", { name: "Kirim bukti" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Buktimu sedang kami periksa");
}

/** From what waits on the admin's first page to the card of one booking in that list. */
export async function findsWaiting({ page }: Person, pile: string, card: string | RegExp) {
  await page.goto("/admin");
  await page.getByRole("main").getByRole("link", { name: pile }).click();
  return page.getByRole("article", { name: card });
}

/** The admin finds exactly what was asked for on the statement. */
export async function accepts(admin: Person, { code, amount }: Due): Promise<void> {
  const waiting = await findsWaiting(admin, "Bukti transfer perlu dicek", code);
  await expect(waiting.getByText(rupiah(amount)).first()).toBeVisible();
  await waiting.getByRole("button", { name: "Terima" }).click();
  await expect(admin.page.getByText(`${rupiah(amount)} diterima. ${code} terkonfirmasi.`)).toBeVisible();
}

/** The admin prepares a transfer of all that is ticked, makes it at the bank, and confirms it. Stands on the queue's page. */
export async function transfers({ page }: Pick<Person, "page">, reference: string): Promise<void> {
  await page.getByRole("link", { name: "Siapkan transfer" }).click();
  await expect(page.getByRole("button", { name: "Bekukan dan siapkan" })).toBeVisible();
  // What goes to a new account is not ticked by itself.
  for (const box of await page.getByRole("checkbox").all()) await box.check();
  await page.getByRole("button", { name: "Bekukan dan siapkan" }).click();
  await expect(page.getByText(/^Transfer TF-\w{5} disiapkan/)).toBeVisible();
  await page.getByLabel("Nomor referensi dari bank").fill(reference);
  await page.getByRole("button", { name: "Konfirmasi transfer" }).click();
  await expect(page.getByText(/^Transfer TF-\w{5} dikonfirmasi/)).toBeVisible();
}

/** Every picture on the page, or in a part of it, has arrived. */
export async function seesPictures(part: Pick<Page, "getByRole">, name: string | RegExp): Promise<void> {
  const pictures = part.getByRole("img", { name });
  await expect(pictures.first()).toBeVisible();
  const widths = () => pictures.evaluateAll((all) => all.map((img) => (img as HTMLImageElement).naturalWidth));
  await expect.poll(async () => (await widths()).every((width) => width > 0)).toBe(true);
}
