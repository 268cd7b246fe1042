import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { rupiah } from "#texts/format.ts";
import { test } from "./own-books.ts";
import { expect, sari, signedIn } from "./story.ts";

// One day of a finance person from the morning's statement to the month's end, each chapter on the books that the one before left.

test.describe.configure({ mode: "serial" });

/** One movement as the bank writes it: its day, + in and − out. */
type Movement = [day: string, amountRupiah: number, description: string];

const statement: Movement[] = [];
const balance = () => statement.reduce((sum, [, amountRupiah]) => sum + amountRupiah, 0);
const reference = "BCA-7788990011";

test.beforeEach(({ context }) => signedIn(context, sari));

test("imports the statement: what was recorded by hand and two proofs are exact, and accepted with one press", async ({
  page,
  books,
}) => {
  for (const { name, amountRupiah } of books.recorded)
    statement.push([books.paidOn, amountRupiah, `TRSF E-BANKING CR ${name}`]);
  const [budi, citra, dewa] = books.waiting;
  statement.push(
    [books.today, budi!.amountRupiah, `TRSF E-BANKING CR ${budi!.name}`],
    [books.today, citra!.amountRupiah, `BI-FAST CR ${citra!.name}`],
    // Without the unique code.
    [books.today, 300_000, `TRSF E-BANKING CR ${dewa!.name}`],
    [books.today, -6_500, "BIAYA ADM"],
  );
  await imports(page, { added: 6 });
  await page.getByRole("button", { name: "Terima 4 yang cocok persis" }).click();
  await expect(page.getByText("4 baris diterima.")).toBeVisible();
  for (const { code } of [budi!, citra!]) await expectBooking(page, code, "terkonfirmasi");
});

test("the one that is near is accepted beside its proof, the bank's fee gets its kind, and both balances agree", async ({
  page,
  books,
}) => {
  const [, , dewa] = books.waiting;
  await page.goto("/admin/bank");
  const near = page
    .getByRole("article", { name: rupiah(300_000) })
    .getByRole("listitem")
    .filter({ hasText: dewa!.code });
  await expect(near.getByRole("img", { name: `Bukti transfer ${dewa!.code}` })).toBeVisible();
  await near.getByRole("button", { name: "Terima untuk ini" }).click();
  await expect(page.getByRole("article", { name: rupiah(300_000) })).toHaveCount(0);
  const fee = page.getByRole("article", { name: rupiah(-6_500) });
  await fee.getByText("Jelaskan: biaya bank, penarikan, lainnya").click();
  await fee.getByLabel("Baris ini adalah").selectOption({ label: "biaya bank" });
  await fee.getByRole("button", { name: "Simpan" }).click();
  await expect(page.getByText("Baris disimpan.")).toBeVisible();
  await expectAgreement(page);
  await expectBooking(page, dewa!.code, "terkonfirmasi");
});

test("prepares a transfer of both payouts, and the bank's file holds exactly those", async ({ page, books }) => {
  await page.goto("/admin/transfers/siapkan?jenis=pencairan");
  const sum = books.payoutsRupiah.reduce((total, each) => total + each, 0);
  await expect(page.getByText(rupiah(sum))).toBeVisible();
  await page.getByRole("button", { name: "Bekukan dan siapkan" }).click();
  await expect(page.getByText("Unduh berkasnya, lalu transfer di bank.")).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "CSV umum" }).click(),
  ]);
  const rows = readFileSync(await download.path(), "utf8")
    .trim()
    .split(/\r?\n/)
    .slice(1);
  expect(rows).toHaveLength(books.payoutsRupiah.length);
  for (const amountRupiah of books.payoutsRupiah)
    expect(rows.filter((row) => row.includes(String(amountRupiah)))).not.toHaveLength(0);
});

test("confirms it with the bank's reference, and the debit of the next statement is that transfer", async ({
  page,
  books,
}) => {
  await page.goto("/admin/transfers");
  await page.getByRole("link", { name: /^TF-/ }).click();
  await page.getByLabel("Nomor referensi dari bank").fill(reference);
  await page.getByRole("button", { name: "Konfirmasi transfer" }).click();
  await expect(page.getByText("dikonfirmasi. Penerimanya mendapat email.")).toBeVisible();
  await expect(page.getByText(reference).first()).toBeVisible();

  const sum = books.payoutsRupiah.reduce((total, each) => total + each, 0);
  statement.push([books.today, -sum, `TRSF KBB ${reference}`]);
  await imports(page, { added: 1 });
  await page.getByRole("button", { name: "Terima 1 yang cocok persis" }).click();
  await expect(page.getByText("1 baris diterima.")).toBeVisible();
  await expectAgreement(page);
});

test("one comes back: it is owed again and its line explained, and no rupiah is missing", async ({ page, books }) => {
  const [hugo] = books.payoutsRupiah;
  await page.goto("/admin/transfers?daftar=confirmed");
  await page.getByRole("link", { name: /^TF-/ }).click();
  await page.getByLabel("Catat kembali dari bank: Hugo").click();
  await page.getByRole("button", { name: "Catat kembali dari bank", exact: true }).click();
  await expect(page.getByText("yang dikembalikan bank kembali ke antrean")).toBeVisible();
  await page.goto("/admin/transfers/siapkan?jenis=pencairan");
  await expect(page.getByText("Bank pernah mengembalikan transfer ke rekening ini.")).toBeVisible();
  await expect(page.getByRole("checkbox", { name: rupiah(hugo!) })).not.toBeChecked();

  statement.push([books.today, hugo!, "RETUR TRSF KBB HUGO"]);
  await imports(page, { added: 1 });
  const returned = page.getByRole("article", { name: rupiah(hugo!) });
  await returned.getByText("Jelaskan: bunga, setoran, lainnya").click();
  await returned
    .getByLabel("Baris ini adalah")
    .selectOption({ label: "transfer yang kembali, atau bagian dari satu transfer" });
  await returned.getByLabel("Catatan").fill("Rekening Hugo sudah ditutup");
  await returned.getByRole("button", { name: "Simpan" }).click();
  await expect(page.getByText("Baris disimpan.")).toBeVisible();
  await expectAgreement(page);
});

test("the month ends at the statement's balance to the rupiah, and the books are proven", async ({
  page,
  request,
  books,
}) => {
  await page.goto("/admin/bank");
  await expect(page.getByText(rupiah(balance()))).toHaveCount(2);
  await page.goto("/admin/bank/months");
  // At the end of the month, and as of today.
  await expect(page.getByRole("definition").filter({ hasText: rupiah(balance()) })).toHaveCount(2);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page
      .getByRole("link", { name: /^Jurnal .*, CSV$/ })
      .first()
      .click(),
  ]);
  const journal = readFileSync(await download.path(), "utf8");
  for (const amountRupiah of books.payoutsRupiah) expect(journal).toContain(String(amountRupiah));

  const answer = await request.get("/api/cron/money-reconcile", {
    headers: { authorization: `Bearer ${process.env.CRON_SECRET}` },
  });
  expect(await answer.json()).toMatchObject({ ok: true });
  expect(answer.status()).toBe(200);
});

/** Sends all that the bank has written so far, as somebody downloads it each morning, and saves what is new of it. */
async function imports(page: Page, { added }: { added: number }) {
  let running = 0;
  const rows = statement.map(([day, amountRupiah, description]) => {
    running += amountRupiah;
    const [debit, credit] = amountRupiah < 0 ? [-amountRupiah, ""] : ["", amountRupiah];
    return [day.split("-").toReversed().join("/"), description, debit, credit, running].join(";");
  });
  const text = ["Tanggal;Keterangan;Debit;Kredit;Saldo", ...rows].join("\r\n");
  await page.goto("/admin/bank");
  await page
    .getByLabel("Berkas mutasi")
    .setInputFiles({ name: "mutasi.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await page.getByRole("button", { name: "Baca berkas" }).click();
  await page.getByRole("button", { name: `Simpan ${added} baris baru` }).click();
  await expect(
    page.getByText(`Mutasi disimpan: ${added} baris baru, ${statement.length - added} sudah ada.`),
  ).toBeVisible();
}

async function expectAgreement(page: Page) {
  await page.goto("/admin/bank");
  await expect(page.getByText("Pembukuan sama dengan bank, sampai ke rupiahnya.")).toBeVisible();
  await expect(page.getByText(rupiah(balance()))).toHaveCount(2);
}

async function expectBooking(page: Page, code: string, state: string) {
  await page.goto(`/admin/bookings/${code}`);
  await expect(page.getByRole("main").getByText(state, { exact: true }).first()).toBeVisible();
}
