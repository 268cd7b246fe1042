import type { Locator, Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { db } from "#db/connection.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { organizerProfiles } from "#domain/users/schema.ts";
import { rupiah } from "#texts/format.ts";
import { test } from "./own-books.ts";
import { expect, sari, signedIn } from "./story.ts";

// The forms that ask for a figure or a day once more: what is wrong is told at its place, and nothing typed is lost.

test.describe.configure({ mode: "serial" });

test.beforeEach(({ context }) => signedIn(context, sari));

const proofOf = (page: Page, code: string) => page.getByRole("article", { name: code });
const typed = (proof: Locator) => proof.getByLabel("Jumlah yang masuk");
const digitTooMany = (amountRupiah: number) => (amountRupiah * 10).toLocaleString("id-ID");

async function receivedOf(code: string): Promise<number | null> {
  const [payment] = await db()
    .select({ received: payments.receivedAmount })
    .from(payments)
    .innerJoin(bookings, eq(bookings.id, payments.bookingId))
    .where(eq(bookings.code, code));
  return payment!.received;
}

test("a digit too many is asked about, stays to be mended, and the mended amount is not asked about", async ({
  page,
  books,
}) => {
  const { code, amountRupiah } = books.waiting[0]!;
  await page.goto(`/admin/payments?cari=${code}`);
  const proof = proofOf(page, code);
  await typed(proof).fill("kira-kira");
  await proof.getByRole("button", { name: "Terima" }).click();
  await expect(typed(proof)).toHaveAccessibleDescription(/Jumlah ini belum jelas/);
  await expect(typed(proof)).toHaveValue("kira-kira");

  await typed(proof).fill(digitTooMany(amountRupiah));
  await proof.getByRole("button", { name: "Terima" }).click();
  const question = proof.getByRole("alert");
  await expect(question).toContainText(
    `Yang ditunggu ${rupiah(amountRupiah)}, tetapi ini ${rupiah(amountRupiah * 10)}.`,
  );
  await expect(typed(proof)).toHaveValue(digitTooMany(amountRupiah));
  expect(await receivedOf(code)).toBeNull();

  await typed(proof).fill(String(amountRupiah));
  await proof.getByRole("button", { name: "Terima" }).click();
  await expect(page.getByText(`${code} terkonfirmasi.`)).toBeVisible();
  expect(await receivedOf(code)).toBe(amountRupiah);
});

test("without JavaScript the question is asked as well, and the same amount once more is meant", async ({
  browser,
  books,
}) => {
  const { code, amountRupiah } = books.waiting[1]!;
  const context = await browser.newContext({ javaScriptEnabled: false });
  await signedIn(context, sari);
  const page = await context.newPage();
  await page.goto(`/admin/payments?cari=${code}`);
  const proof = proofOf(page, code);
  await typed(proof).fill(digitTooMany(amountRupiah));
  await proof.getByRole("button", { name: "Terima" }).click();
  await expect(proof.getByRole("alert")).toContainText(rupiah(amountRupiah * 10));
  await expect(typed(proof)).toHaveValue(digitTooMany(amountRupiah));
  expect(await receivedOf(code)).toBeNull();
  await proof.getByRole("button", { name: "Terima" }).click();
  await expect(page.getByText("masuk antrean pengembalian").first()).toBeVisible();
  expect(await receivedOf(code)).toBe(amountRupiah * 10);
  await context.close();
});

test("a file without a balance takes a typed one: no figure is refused at its place, and the file is still there", async ({
  page,
  books,
}) => {
  const text = ["Tanggal;Keterangan;Debit;Kredit", `${books.today.split("-").toReversed().join("/")};BUNGA;;1.250`];
  await page.goto("/admin/bank");
  await page
    .getByLabel("Berkas mutasi")
    .setInputFiles({ name: "mutasi.csv", mimeType: "text/csv", buffer: Buffer.from(text.join("\r\n")) });
  await page.getByRole("button", { name: "Baca berkas" }).click();
  const closing = page.getByLabel("Saldo akhir menurut bank");
  await closing.fill("banyak");
  await page.getByRole("button", { name: "Simpan 1 baris baru" }).click();
  await expect(closing).toHaveAttribute("aria-invalid", "true");
  await expect(closing).toHaveValue("banyak");
  await closing.fill("2.345.678");
  await page.getByRole("button", { name: "Simpan 1 baris baru" }).click();
  await expect(page.getByText("Mutasi disimpan: 1 baris baru, 0 sudah ada.")).toBeVisible();
  await expect(page.getByText(rupiah(2_345_678))).toBeVisible();

  const line = page.getByRole("article", { name: rupiah(1_250) });
  await line.getByText("Jelaskan: bunga, setoran, lainnya").click();
  const kind = line.getByLabel("Baris ini adalah");
  await line.getByLabel("Catatan").fill("Bunga bulan ini");
  await line.getByRole("button", { name: "Simpan" }).click();
  await expect(kind).toHaveAttribute("aria-invalid", "true");
  await expect(line.getByLabel("Catatan")).toHaveValue("Bunga bulan ini");
  await kind.selectOption({ label: "bunga" });
  await line.getByRole("button", { name: "Simpan" }).click();
  await expect(page.getByText("Baris disimpan.")).toBeVisible();
});

test("a transfer comes back on a day that it can have come back on, and on no other", async ({ page, books }) => {
  await page.goto("/admin/transfers/siapkan?jenis=pencairan");
  await page.getByRole("button", { name: "Bekukan dan siapkan" }).click();
  await page.getByLabel("Nomor referensi dari bank").fill("BCA-1122334455");
  await page.getByRole("button", { name: "Konfirmasi transfer" }).click();
  await expect(page.getByText("dikonfirmasi. Penerimanya mendapat email.")).toBeVisible();
  await page.getByLabel("Catat kembali dari bank: Hugo").click();
  const day = page.getByLabel("Hari uangnya kembali di bank").filter({ visible: true });
  const record = page.getByRole("button", { name: "Catat kembali dari bank", exact: true }).filter({ visible: true });
  await day.fill(books.paidOn);
  await record.click();
  await expect(day).toHaveAccessibleDescription(/Isi tanggal antara .*, hari transfernya, dan/);
  await expect(day).toHaveValue(books.paidOn);
  await day.fill(books.today);
  await record.click();
  await expect(page.getByText("yang dikembalikan bank kembali ke antrean")).toBeVisible();
});

test("what a suspension held back goes on with one press and a reason, and not without one", async ({
  page,
  books,
}) => {
  const [hugo] = await db().select().from(organizerProfiles).where(eq(organizerProfiles.displayName, "Hugo Trip"));
  await page.goto(`/admin/users/${hugo!.userId}`);
  await page.getByText("Nonaktifkan organizer").first().click();
  const button = (name: string) => page.getByRole("button", { name, exact: true }).filter({ visible: true }).last();
  const reason = page.getByLabel("Alasan, untuk catatan admin").filter({ visible: true });
  await reason.fill("Rekeningnya diperiksa.");
  await button("Nonaktifkan organizer").click();
  await expect(page.getByText("Organizer dinonaktifkan.")).toBeVisible();
  const held = `1 pencairan ditahan, ${rupiah(books.payoutsRupiah[0]!)}`;
  await expect(page.getByText(held)).toBeVisible();
  await expect(page.getByText("Lepas semua tahanan")).toHaveCount(0);

  await page.getByText("Aktifkan lagi organizer").first().click();
  await button("Aktifkan lagi organizer").click();
  await expect(page.getByText("Organizer aktif lagi.")).toBeVisible();
  await expect(page.getByText(held)).toBeVisible();

  await page.getByText("Lepas semua tahanan").first().click();
  await button("Lepas semua tahanan").click();
  await expect(reason).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByText(held)).toBeVisible();
  await reason.fill("Rekeningnya benar.");
  await button("Lepas semua tahanan").click();
  await expect(page.getByText("1 pencairan dilepas tahanannya.")).toBeVisible();
  await expect(page.getByText(held)).toHaveCount(0);
  const rows = await db().select().from(payouts).where(eq(payouts.organizerId, hugo!.id));
  expect(rows.map(({ holdReason }) => holdReason)).toEqual([null]);
});
