import type { Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import readXlsxFile from "read-excel-file/node";
import { newId } from "#db/columns.ts";
import { db, disconnect } from "#db/connection.ts";
import { saveBankAccount } from "#domain/bank-accounts/change.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { emailJobs } from "#domain/emails/schema.ts";
import { countWaiting } from "#domain/office/waiting.ts";
import { organizerProfiles, users } from "#domain/users/schema.ts";
import { givenUser } from "#tests/rows.ts";
import { rupiah } from "#texts/format.ts";
import {
  givenApplicant,
  givenDeadMail,
  givenDispute,
  givenHeld,
  givenLatePayment,
  givenOtherAdmin,
  givenOwed,
  givenProof,
  givenReleased,
} from "./back-office.ts";
import { ana, expect, newVisitor, sari, signedIn, test } from "./story.ts";
import { tripIn } from "./travellers.ts";

test.beforeEach(async ({ context }) => signedIn(context, sari));
test.afterAll(disconnect);

const card = (page: Page, name: string) => page.getByRole("article", { name });
/** What came of an action. A card has statuses of its own, which say beforehand what the action would come to. */
const flash = (page: Page) => page.getByRole("main").locator("[role=status]:not(article *)").first();
const alert = (page: Page) => page.getByRole("main").getByRole("alert");

/** The card of this name in a list, whose pages are turned until it is there. */
async function findsCard(page: Page, list: string, name: string) {
  await page.goto(list);
  const next = page.getByRole("link", { name: "Berikutnya" });
  while ((await card(page, name).count()) === 0) await page.goto((await next.getAttribute("href"))!);
  return card(page, name);
}
const statusOf = async (bookingId: string) =>
  (await db().select({ status: bookings.status }).from(bookings).where(eq(bookings.id, bookingId)))[0]?.status;

test.describe("Sari checks proofs", () => {
  test("she sees the picture beside the amount, is told what accepting comes to, and what came of it", async ({
    page,
  }) => {
    const { booking, payment } = await givenProof();
    await page.goto(`/admin/payments?cari=${booking.code}`);
    const proof = card(page, booking.code);
    await expect(proof.getByRole("img", { name: `Bukti transfer ${booking.code}` })).toHaveJSProperty("complete", true);
    await expect(proof).toContainText(rupiah(payment.amount));
    await expect(proof.getByRole("status")).toHaveText(/terkonfirmasi.*tidak ada yang dikembalikan/);
    await proof.getByRole("button", { name: "Terima" }).click();
    await expect(flash(page)).toHaveText(`${rupiah(payment.amount)} diterima. ${booking.code} terkonfirmasi.`);
    expect(await statusOf(booking.id)).toBe("CONFIRMED");
  });

  test("more than the amount is told to go back before it is sent, and less to end the booking", async ({ page }) => {
    const { booking, payment } = await givenProof();
    await page.goto(`/admin/payments?cari=${booking.code}`);
    const proof = card(page, booking.code);
    const received = proof.getByLabel("Jumlah yang masuk");
    await received.fill("100.000");
    await expect(proof.getByRole("status")).toContainText("Kursinya tetap disimpan");
    await proof.getByLabel("Kembalikan semuanya").check();
    await expect(proof.getByRole("status")).toContainText("Rp 100.000 dikembalikan");
    await received.fill(`Rp ${(payment.amount + 50_000).toLocaleString("id-ID")},00`);
    await expect(proof.getByRole("status")).toContainText("Rp 50.000 kelebihannya dikembalikan");
    await proof.getByRole("button", { name: "Terima" }).click();
    await expect(flash(page)).toContainText("Kelebihan Rp 50.000 masuk antrean pengembalian");
    const [owed] = await db().select().from(refunds).where(eq(refunds.bookingId, booking.id));
    expect(owed).toMatchObject({ status: "APPROVED", reason: "OVERPAID", amount: 50_000 });
  });

  test("one key each: the next proof comes up where the last one was, with the focus and the scroll", async ({
    page,
  }) => {
    for (let place = 0; place < 4; place++) await givenProof();
    await page.goto("/admin/payments");
    const cards = page.getByRole("main").getByRole("article");
    await cards.nth(1).getByLabel("Jumlah yang masuk").focus();
    const codes = await Promise.all([1, 2, 3].map((place) => cards.nth(place).getAttribute("aria-label")));
    const top = (await cards.nth(1).boundingBox())!.y;
    for (const [at, code] of codes.slice(0, 2).entries()) {
      await page.keyboard.press("Enter");
      await expect(card(page, code!)).toHaveCount(0);
      const next = card(page, codes[at + 1]!);
      await expect(next.getByLabel("Jumlah yang masuk")).toBeFocused();
      await expect.poll(async () => Math.abs((await next.boundingBox())!.y - top)).toBeLessThan(4);
    }
  });

  test("the picture becomes large in its place, a second transfer is recorded, and a mistake is put right", async ({
    page,
  }) => {
    const { booking, payment } = await givenProof();
    await page.goto(`/admin/payments?cari=${booking.code}`);
    const proof = card(page, booking.code);
    const picture = proof.getByRole("img", { name: `Bukti transfer ${booking.code}` });
    const small = (await picture.boundingBox())!.width;
    await picture.click();
    await expect.poll(async () => (await picture.boundingBox())!.width).toBeGreaterThan(small + 50);
    const columns = await proof.evaluate((card) => [...card.children].map(({ clientWidth }) => clientWidth));
    expect(Math.min(...columns), "whose it is stays legible beside it").toBeGreaterThan(190);
    await proof.getByRole("button", { name: "Terima" }).click();
    await expect(flash(page)).toContainText(`${booking.code} terkonfirmasi.`);
    await proof.getByText("Catat uang masuk lagi").click();
    await proof.getByLabel("Jumlah yang masuk").fill(String(payment.amount));
    await proof.getByRole("button", { name: "Catat uang masuk" }).click();
    await expect(flash(page)).toContainText("masuk antrean pengembalian");
    const mistake = proof.getByRole("listitem").last();
    await mistake.locator("summary").click();
    await mistake.getByLabel("Alasan, dibaca peserta").fill("Jumlahnya salah ketik.");
    await mistake.getByRole("button", { name: "Batalkan penerimaan" }).click();
    await expect(flash(page)).toContainText(`Penerimaan untuk ${booking.code} dibatalkan.`);
    expect(await statusOf(booking.id)).toBe("CONFIRMED");
    const owed = await db().select().from(refunds).where(eq(refunds.bookingId, booking.id));
    expect(owed.map(({ status }) => status)).toEqual(["CANCELLED"]);
  });

  test("what is no amount is refused at its field, and what was typed stays", async ({ page }) => {
    const { booking } = await givenProof();
    await page.goto(`/admin/payments?cari=${booking.code}`);
    const proof = card(page, booking.code);
    await proof.getByLabel("Jumlah yang masuk").fill("enam ratus");
    await proof.getByRole("button", { name: "Terima" }).click();
    await expect(proof).toContainText("Tulis rupiah bulat tanpa sen, misalnya 1.250.000.");
    await expect(proof.getByLabel("Jumlah yang masuk")).toHaveValue("enam ratus");
    expect(await statusOf(booking.id)).toBe("PENDING_PAYMENT");
  });

  test("she rejects one with a reason, which the participant gets by mail", async ({ page }) => {
    const { booking, payment, user } = await givenProof();
    await page.goto(`/admin/payments?cari=${booking.code}`);
    const proof = card(page, booking.code);
    await proof.getByText("Tolak bukti").first().click();
    await proof.getByRole("button", { name: "Tolak bukti" }).click();
    await expect(proof).toContainText("Bagian ini wajib diisi.");
    await proof.getByLabel("Alasan, dibaca peserta").fill("Transfer belum masuk ke rekening kami.");
    await proof.getByRole("button", { name: "Tolak bukti" }).click();
    await expect(flash(page)).toContainText(`Bukti ${booking.code} ditolak.`);
    const [after] = await db().select().from(payments).where(eq(payments.id, payment.id));
    expect(after).toMatchObject({ status: "AWAITING", proofPath: null });
    const letters = await db().select().from(emailJobs).where(eq(emailJobs.toEmail, user.email));
    expect(letters.map(({ text }) => text).join()).toContain("Transfer belum masuk ke rekening kami.");
  });

  test("money that came late is found by its amount and gets its seats while they are free", async ({ page }) => {
    const { booking, payment } = await givenLatePayment();
    await page.goto("/admin");
    const box = page.getByRole("searchbox", { name: "Cari di seluruh ruang admin" });
    await expect(async () => {
      await page.keyboard.press("/");
      await expect(box).toBeFocused({ timeout: 500 });
    }).toPass();
    await box.fill(String(payment.amount));
    await page.keyboard.press("Enter");
    const record = page.getByRole("link", { name: "Kalau uangnya ada di mutasi rekening, catat" });
    const found = page.getByRole("listitem").filter({ hasText: booking.code }).filter({ has: record });
    await expect(found).toContainText("Kedaluwarsa.");
    expect(page.url()).not.toContain(String(payment.amount));
    await found.getByRole("link", { name: "Kalau uangnya ada di mutasi rekening, catat" }).click();
    const late = card(page, booking.code);
    await expect(late.getByRole("status")).toContainText("Masuk setelah batas bayar, kursinya masih ada.");
    await late.getByRole("button", { name: "Catat uang masuk" }).click();
    await expect(flash(page)).toContainText(`${booking.code} terkonfirmasi.`);
    expect(await statusOf(booking.id)).toBe("CONFIRMED");
  });

  test("when two admins accept at once, the second is told who was first, and nothing happens twice", async ({
    page,
    browser,
  }) => {
    const { booking, payment } = await givenProof();
    const other = await browser.newContext(newVisitor());
    const dewi = await givenOtherAdmin(other);
    const herPage = await other.newPage();
    const address = `/admin/payments?cari=${booking.code}`;
    await Promise.all([page.goto(address), herPage.goto(address)]);
    await card(herPage, booking.code).getByRole("button", { name: "Terima" }).click();
    await expect(flash(herPage)).toContainText(`${booking.code} terkonfirmasi.`);
    await card(page, booking.code).getByRole("button", { name: "Terima" }).click();
    await expect(flash(page)).toContainText(`Tidak ada yang berubah: ${booking.code} sudah diterima ${dewi.name}`);
    expect(await db().$count(payouts, eq(payouts.bookingId, booking.id))).toBe(1);
    const [after] = await db().select().from(payments).where(eq(payments.id, payment.id));
    expect(after?.verifiedById).toBe(dewi.id);
    await other.close();
  });
});

test.describe("Sari gives money back", () => {
  test("she decides a dispute for less than was asked, and more than there is, is refused", async ({ page }) => {
    const { booking, refund } = await givenDispute();
    const dispute = await findsCard(page, "/admin/refunds?daftar=disputes", booking.code);
    await expect(dispute).toContainText("Perahu tidak datang");
    await expect(dispute.getByRole("img")).toHaveJSProperty("complete", true);
    await dispute.getByLabel("Jumlah yang dikembalikan").fill("99.000.000");
    await dispute.getByLabel("Penjelasan untuk peserta dan organizer").first().fill("Setengah hari hilang.");
    await dispute.getByRole("button", { name: "Setujui" }).click();
    await expect(dispute.getByLabel("Jumlah yang dikembalikan")).toHaveAttribute("aria-invalid", "true");
    await expect(dispute.getByLabel("Jumlah yang dikembalikan")).toHaveValue("99.000.000");
    await dispute.getByLabel("Jumlah yang dikembalikan").fill("120.000");
    await dispute.getByRole("button", { name: "Setujui" }).click();
    await expect(flash(page)).toContainText(`Sengketa ${booking.code} disetujui.`);
    const [after] = await db().select().from(refunds).where(eq(refunds.id, refund.id));
    expect(after).toMatchObject({ status: "APPROVED", amount: 120_000 });
  });

  test("she transfers what is owed; the bank returns it, and it is owed again", async ({ page }) => {
    const { booking, refund } = await givenOwed();
    await preparesOnly(page, "/admin/transfers/siapkan?jenis=pengembalian", [booking.code]);
    await page.getByLabel("Nomor referensi dari bank").fill(`TRX-${booking.code}`);
    await page.getByRole("button", { name: "Konfirmasi transfer" }).click();
    await expect(flash(page)).toContainText("dikonfirmasi");
    const [paid] = await db().select().from(refunds).where(eq(refunds.id, refund.id));
    expect(paid).toMatchObject({ status: "PAID", transferRef: `TRX-${booking.code}`, bankAccountNo: "0012345678" });

    await page.getByText("Catat kembali dari bank").first().click();
    await page.getByRole("button", { name: "Catat kembali dari bank" }).click();
    await expect(flash(page)).toContainText("kembali ke antrean");
    const [owed] = await db().select().from(refunds).where(eq(refunds.id, refund.id));
    expect(owed?.status).toBe("APPROVED");
  });

  test("the second of two admins on one transfer reads who was first, and that nothing of hers was recorded", async ({
    page,
  }) => {
    const { booking } = await givenOwed();
    await preparesOnly(page, "/admin/transfers/siapkan?jenis=pengembalian", [booking.code]);
    const second = await page.context().newPage();
    await second.goto(page.url());
    const confirms = async (admin: Page, reference: string) => {
      await admin.getByLabel("Nomor referensi dari bank").fill(reference);
      await admin.getByRole("button", { name: "Konfirmasi transfer" }).click();
    };
    await confirms(page, `TRX-${booking.code}`);
    await expect(flash(page)).toContainText("dikonfirmasi");
    await confirms(second, "TRX-999");
    await expect(second.getByRole("alert").first()).toContainText("Referensi TRX-999 tidak dicatat.");
    await second.close();
  });

  test("the bank's files are made from the transfer: the same bytes twice, and no zero of an account number is lost", async ({
    page,
  }) => {
    const { booking } = await givenOwed({ amount: 123_456 });
    const code = await preparesOnly(page, "/admin/transfers/siapkan?jenis=pengembalian", [booking.code]);
    const file = async (kind: string) => page.request.get(`/admin/transfers/${code}/berkas/${kind}`);
    const plain = await file("umum.csv");
    expect(plain.headers()["content-type"]).toBe("text/csv; charset=us-ascii");
    const said = `SeTrip ${code} ${booking.code}`;
    expect(await plain.text()).toContain(`Ana Lestari,BCA,0012345678,123456,${said}\r\n`);
    const [first, second] = [await (await file("umum.xlsx")).body(), await (await file("umum.xlsx")).body()];
    expect(first.equals(second)).toBe(true);
    const [sheet] = await readXlsxFile(first);
    expect(sheet?.data.at(-1)).toEqual(["Ana Lestari", "BCA", "0012345678", 123_456, said]);
    expect((await file("nobodys.csv")).status()).toBe(404);
  });

  test("she cancels a booking and decides what goes back", async ({ page }) => {
    const { booking } = await givenHeld();
    await page.goto(`/admin/bookings/${booking.code.toLowerCase()}`);
    await page.getByText("Batalkan pesanan").first().click();
    await page.getByLabel("Jumlah yang dikembalikan").last().fill("100.000");
    await page.getByLabel("Alasan, dibaca peserta dan organizer").fill("Peserta melanggar aturan trip.");
    await page.getByRole("button", { name: "Batalkan pesanan" }).click();
    await expect(flash(page)).toHaveText("Pesanan dibatalkan. Rp 100.000 dijanjikan kembali.");
    expect(await statusOf(booking.id)).toBe("CANCELLED");
    await expect(page.getByRole("region", { name: "Riwayat" })).toContainText("booking.cancel");
  });
});

test.describe("Sari pays organizers", () => {
  test("one transfer is exactly what she ticked, and its file names one sum", async ({ page }) => {
    const { organizer, rows } = await givenReleased(3);
    const codes = rows.slice(0, 2).map(({ booking }) => booking.code);
    const code = await preparesOnly(page, "/admin/transfers/siapkan", codes);
    const sum = rows[0]!.payout!.amount + rows[1]!.payout!.amount;
    const file = await page.request.get(`/admin/transfers/${code}/berkas/umum.csv`);
    expect(await file.text()).toContain(`Hugo,Mandiri,0098765432,${sum},SeTrip ${code} 2 pesanan`);
    await page.getByLabel("Nomor referensi dari bank").fill(`BATCH-${code}`);
    await page.getByRole("button", { name: "Konfirmasi transfer" }).click();
    await expect(flash(page)).toContainText(`Transfer ${code} dikonfirmasi.`);
    const after = await db().select().from(payouts).where(eq(payouts.organizerId, organizer.id)).orderBy(payouts.id);
    expect(after.map(({ status, transferRef }) => [status, transferRef])).toEqual([
      ["PAID", `BATCH-${code}`],
      ["PAID", `BATCH-${code}`],
      ["RELEASED", null],
    ]);
  });

  test("an account of the last day is marked, and nothing to it is ticked by itself", async ({ page }) => {
    const { organizer, rows } = await givenReleased(1);
    const bri = { bankName: "BRI", bankAccountNo: "7777888899", bankAccountName: "Hugo" };
    await saveBankAccount(organizer.userId, bri, { now: new Date(Date.now() - 3 * 3_600_000) });
    await page.goto("/admin/transfers/siapkan");
    const group = page.getByRole("group").filter({ hasText: "7777888899" });
    await expect(group).toContainText("rekening baru, diganti 3 jam lalu");
    await expect(group.getByRole("checkbox", { name: rows[0]!.booking.code })).not.toBeChecked();
  });

  test("where another admin recalled one of them meanwhile, nothing is prepared; and what is prepared cannot be recalled", async ({
    page,
    browser,
  }) => {
    const { organizer, rows } = await givenReleased(2);
    const [first, second] = rows.map(({ booking }) => booking.code);
    await ticksOnly(page, "/admin/transfers/siapkan", [first!, second!]);
    const other = await browser.newContext(newVisitor());
    await givenOtherAdmin(other);
    const herPage = await other.newPage();
    const herCard = await findsCard(herPage, "/admin/payouts", organizer.displayName);
    await herCard.getByText("Tarik kembali").first().click();
    await herCard.getByRole("button", { name: "Tarik kembali" }).first().click();
    await expect(flash(herPage)).toContainText("ditahan lagi");

    await page.getByRole("button", { name: "Bekukan dan siapkan" }).click();
    await expect(alert(page)).toContainText("Belum ada yang disiapkan");
    const after = await db().select().from(payouts).where(eq(payouts.organizerId, organizer.id));
    expect(after.map(({ status }) => status).sort()).toEqual(["HELD", "RELEASED"]);
    const left = rows.find(({ payout }) => after.some(({ id, status }) => id === payout!.id && status === "RELEASED"))!;
    const code = await preparesOnly(page, "/admin/transfers/siapkan", [left.booking.code]);
    await herPage.goto("/admin/payouts");
    await expect(herCard).toContainText(`Ada di transfer ${code}`);
    await other.close();
  });
});

/** Ticks these bookings' rows and no others: other tests have theirs in the same list. */
async function ticksOnly(page: Page, path: string, codes: string[]): Promise<void> {
  await page.goto(path);
  for (const box of await page.getByRole("checkbox").all()) await box.uncheck();
  for (const code of codes) await page.getByRole("checkbox", { name: code }).check();
}

/** The same, and freezes them. Returns the transfer's code. */
async function preparesOnly(page: Page, path: string, codes: string[]): Promise<string> {
  await ticksOnly(page, path, codes);
  await page.getByRole("button", { name: "Bekukan dan siapkan" }).click();
  await expect(flash(page)).toContainText("disiapkan");
  return page.url().match(/TF-\w{5}/)![0];
}

test.describe("Sari looks after people, trips and mail", () => {
  test("she verifies an organizer beside his identity card; without a bank account she cannot", async ({ page }) => {
    const hugo = await givenApplicant();
    const nobody = await givenApplicant({ account: false });
    await page.goto("/admin/users?daftar=applications");
    await expect(card(page, nobody.displayName)).toContainText("Rekening belum diisi.");
    await expect(card(page, nobody.displayName).getByRole("button", { name: "Verifikasi" })).toHaveCount(0);
    const application = card(page, hugo.displayName);
    await expect(application.getByRole("img")).toHaveJSProperty("complete", true);
    await application.getByRole("button", { name: "Verifikasi" }).click();
    await expect(flash(page)).toContainText(`${hugo.displayName} terverifikasi`);
    const [after] = await db().select().from(organizerProfiles).where(eq(organizerProfiles.id, hugo.id));
    expect(after?.status).toBe("APPROVED");
  });

  test("she suspends somebody and lets him in again, and cannot suspend herself", async ({ page }) => {
    const eve = await givenUser({ name: "Eve" });
    await page.goto(`/admin/users/${eve.id}`);
    await page.getByText("Nonaktifkan akun").first().click();
    await page.getByLabel("Alasan, untuk catatan admin").fill("Bukti palsu.");
    await page.getByRole("button", { name: "Nonaktifkan akun" }).click();
    await expect(flash(page)).toHaveText("Akun dinonaktifkan.");
    await page.getByText("Aktifkan lagi akun").first().click();
    await page.getByRole("button", { name: "Aktifkan lagi akun" }).click();
    await expect(flash(page)).toHaveText("Akun aktif lagi.");
    const [self] = await db().select({ id: users.id }).from(users).where(eq(users.email, sari.email));
    await page.goto(`/admin/users/${self?.id}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sari");
    await expect(page.getByText("Nonaktifkan akun", { exact: true })).toHaveCount(0);
  });

  test("she calls a trip off and sees before what goes back", async ({ page }) => {
    const trip = await tripIn(20, { title: "Ombak Tenang" });
    const { payment } = await givenHeld({ trip });
    await page.goto(`/admin/trips/${trip.id}`);
    await page.getByText("Batalkan trip").first().click();
    await expect(page.getByRole("main")).toContainText(
      `1 pesanan dibatalkan dan ${rupiah(payment.amount)} dikembalikan`,
    );
    await page.getByLabel("Alasan, dibaca semua peserta").fill("Gelombang tinggi.");
    await page.getByRole("button", { name: "Batalkan trip" }).click();
    await expect(flash(page)).toHaveText(`Trip dibatalkan. ${rupiah(payment.amount)} masuk antrean pengembalian.`);
  });

  test("she sends a dead mail again, discards another, and never sees a one-time link", async ({ page }) => {
    const first = await givenDeadMail();
    const second = await givenDeadMail();
    const secret = await givenDeadMail("reset-password");
    await page.goto(`/admin/emails/${first.id}`);
    await expect(page.frameLocator("iframe").getByText("Sampai jumpa di titik kumpul.")).toBeVisible();
    await page.getByRole("button", { name: "Kirim ulang" }).click();
    await expect(flash(page)).toHaveText("Email masuk antrean lagi.");
    await page.goto(`/admin/emails/${second.id}`);
    await page.getByText("Buang", { exact: true }).first().click();
    await page.getByRole("button", { name: "Buang" }).click();
    await expect(flash(page)).toHaveText("Email dibuang.");
    await page.goto(`/admin/emails/${secret.id}`);
    await expect(page.getByRole("main")).toContainText("tautan sekali pakai");
    await expect(page.locator("iframe")).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Kirim ulang" })).toHaveCount(0);
    await expect(page.getByText("Sampai jumpa")).toHaveCount(0);
  });

  test("she sends all mails of one error again, told first how many go and which stay", async ({ page }) => {
    const words = newId().replace(/[^a-f]/g, "");
    const lastError = `HTTP 403 suspended_api_key: ${words}`;
    const good = [
      await givenDeadMail("booking-confirmed", { lastError }),
      await givenDeadMail("proof-rejected", { lastError }),
    ];
    await givenDeadMail("payment-instructions", { lastError, notAfter: new Date(Date.now() - 60_000) });
    await givenDeadMail("reset-password", { lastError, html: "", text: "" });
    await page.goto("/admin/emails");
    const group = page.getByRole("listitem").filter({ hasText: words });
    await expect(group).toContainText("4 email.");
    await expect(group).toContainText("1 tidak ikut karena waktunya sudah lewat.");
    await expect(group).toContainText("1 tidak ikut karena berisi tautan sekali pakai");
    await group.getByText("Kirim ulang 2 email", { exact: true }).click();
    await group.getByRole("button", { name: "Ya, kirim ulang 2 email" }).click();
    await expect(flash(page)).toHaveText("2 email masuk antrean lagi.");
    await expect(group).toContainText("Tidak ada yang bisa dikirim ulang.");
    for (const { id } of good) {
      const [mail] = await db().select().from(emailJobs).where(eq(emailJobs.id, id));
      expect(mail!.deadAt).toBeNull();
    }
  });

  test("what she did stands in the audit, with her name and what changed", async ({ page }) => {
    const { booking } = await givenProof();
    await page.goto(`/admin/payments?cari=${booking.code}`);
    await card(page, booking.code).getByRole("button", { name: "Terima" }).click();
    await expect(flash(page)).toContainText(`${booking.code} terkonfirmasi.`);
    await page.goto("/admin/audit");
    await page.getByLabel("Tentang apa").fill(booking.code);
    await page.getByRole("button", { name: "Tampilkan", exact: true }).click();
    await expect(page.getByText(`Perubahan tentang “${booking.code}”`)).toBeVisible();
    expect(page.url()).not.toContain(booking.code);
    const change = page
      .getByRole("listitem")
      .filter({ hasText: "menerima pembayaran" })
      .filter({ hasText: booking.code });
    await expect(change).toContainText("Sari");
    await change.getByText("Rincian").click();
    await expect(change).toContainText("AWAITING → menjadi PAID");
  });
});

test("what waits is counted in the sidebar, to the ear as words", async ({ page }) => {
  await givenProof();
  await page.goto("/admin");
  const entry = page.getByRole("complementary").getByRole("link", { name: /^Pembayaran/ });
  await expect(entry).toContainText(/\d+ menunggu/);
});

test("none of it is there for anybody who is no admin", async ({ page, context }) => {
  const { booking } = await givenHeld();
  await context.clearCookies();
  await signedIn(context, ana);
  for (const path of ["/admin", "/admin/payments", "/admin/transfers", "/admin/transfers/siapkan", "/admin/audit"]) {
    expect((await page.request.get(path)).status()).toBe(404);
  }
  expect((await page.request.get(`/admin/bookings/${booking.code}`)).status()).toBe(404);
});

test("the sidebar's counts are true on every page that Sari goes to, though she never loads it anew", async ({
  page,
}) => {
  const sidebar = page.getByRole("complementary");
  const entry = (name: string) => sidebar.getByRole("link", { name: new RegExp(`^${name}`) });
  await page.goto("/admin/system");
  await page.evaluate(() => Object.assign(window, { stayed: true }));
  await givenProof();
  // Other tests make proofs and check some at the same time: what counts is that a step from page to page tells the truth.
  await expect(async () => {
    await entry("Audit").click();
    await expect(page).toHaveURL("/admin/audit");
    await entry("Pembayaran").click();
    await expect(page).toHaveURL("/admin/payments");
    const said = `${(await countWaiting()).proofs.count} menunggu`;
    await expect(entry("Pembayaran").getByText("menunggu")).toHaveText(said, { timeout: 1_000 });
  }).toPass();
  expect(await page.evaluate(() => "stayed" in window)).toBe(true);
});
