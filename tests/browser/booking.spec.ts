import type { Route } from "@playwright/test";
import { eq } from "drizzle-orm";
import { db, disconnect } from "#db/connection.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { addDays, wibDay } from "#domain/calendar.ts";
import { emailJobs } from "#domain/emails/schema.ts";
import { nextVersion } from "#domain/trips/lock.ts";
import { trips } from "#domain/trips/schema.ts";
import { openConfirmation } from "#domain/users/confirmation.ts";
import { linkIn, password } from "#tests/accounts.ts";
import { givenHeic, givenJpeg } from "#tests/pictures.ts";
import { takesSeats } from "#tests/stories.ts";
import { afterTime } from "./page-clock.ts";
import { expect, test } from "./story.ts";
import { bookingIn, givenAna, refundedBooking, tripIn } from "./travellers.ts";

test.afterAll(disconnect);

const jpeg = async () => ({ name: "bukti.jpg", mimeType: "image/jpeg", buffer: await givenJpeg(900, 1600) });
const heic = () => ({ name: "IMG_2291.HEIC", mimeType: "image/heic", buffer: givenHeic() });

const bookingsOf = (userId: string) => db().select().from(bookings).where(eq(bookings.userId, userId));
const paymentOf = async ({ id }: { id: string }) =>
  (await db().select().from(payments).where(eq(payments.bookingId, id)))[0]!;

test.describe("booking", () => {
  test("Ana, who holds three bookings unpaid, is led to them, and books once one of them is cancelled", async ({
    page,
    context,
  }) => {
    const ana = await givenAna(context);
    const held = [await bookingIn(ana, "toPay"), await bookingIn(ana, "toPay"), await bookingIn(ana, "toPay")];
    const trip = await tripIn(20);
    await page.goto(`/trip/${trip.slug}/pesan`);
    await expect(page.getByRole("heading", { name: "Selesaikan dulu pesanan yang belum dibayar" })).toBeVisible();
    await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(3);
    await expect(page.getByRole("checkbox")).toHaveCount(0);
    await page.goto(`/pesanan/${held[0]!.booking.code}/bayar`);
    await page.getByText("Batalkan pesanan").click();
    await page.getByRole("button", { name: "Ya, batalkan" }).click();
    await expect
      .poll(async () => (await bookingsOf(ana.id)).filter(({ status }) => status === "CANCELLED").length)
      .toBe(1);
    await page.goto(`/trip/${trip.slug}/pesan`);
    await expect(page.getByRole("checkbox")).toBeVisible();
  });

  test("Ana books two seats, is told exactly what to pay, sends her proof, and gets a mail that leads here", async ({
    page,
    context,
  }) => {
    const ana = await givenAna(context);
    const trip = await tripIn(20, { pricePerPax: 450_000 });
    await page.goto(`/trip/${trip.slug}/pesan`);
    await expect(page.getByLabel("Nama lengkap")).toHaveValue("Ana Lestari");
    await expect(page.getByLabel("Nomor WhatsApp")).toHaveValue(/\+62/);
    await expect(page.locator("output")).toHaveText("Rp 450.000");
    await page.getByRole("button", { name: "Tambah orang" }).click();
    await expect(page.locator("output")).toHaveText("Rp 900.000");
    await page.getByRole("group", { name: "Orang 2" }).getByLabel("Nama lengkap").fill("Citra");
    await page.getByRole("checkbox").check();
    await page.getByRole("button", { name: "Pesan dan lihat cara bayar" }).click();

    await expect(page).toHaveURL(/\/pesanan\/ST-[2-9A-Z]{5}\/bayar$/);
    const [booking] = await bookingsOf(ana.id);
    const payment = await paymentOf(booking!);
    const amount = `Rp 900.${String(payment.uniqueCode).padStart(3, "0")}`;
    await expect(page.getByText(`Jumlah transfer: ${amount}`)).toBeAttached();
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Salin jumlah" }).click();
    await expect(page.getByText("Tersalin")).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(String(payment.amount));
    await expect(page.getByRole("timer")).toHaveText(/23 jam .* lagi|1 hari lagi/);

    await page.getByLabel(/Pilih gambar bukti/).setInputFiles(await jpeg());
    await expect(page.getByAltText("Bukti yang kamu pilih")).toBeVisible();
    await page.getByRole("button", { name: "Kirim bukti" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Buktimu sedang kami periksa");
    await expect(page.getByRole("status")).toContainText("Bukti terkirim");
    expect((await paymentOf(booking!)).proofPath).toContain(ana.id);
    const proof = await page.request.get(`/berkas/bukti/${payment.id}`);
    expect(proof.headers()["content-type"]).toBe("image/webp");

    const [letter] = await db().select().from(emailJobs).where(eq(emailJobs.toEmail, ana.email));
    expect(letter?.template).toBe("payment-instructions");
    expect(letter?.html).toContain(`/pesanan/${booking?.code}/bayar`);
  });

  test("what is wrong stands beside its field, and what was typed stays", async ({ page, context }) => {
    await givenAna(context);
    const trip = await tripIn(20);
    await page.goto(`/trip/${trip.slug}/pesan?orang=2`);
    await page.getByLabel("Nama lengkap").first().fill("");
    await page.getByRole("group", { name: "Orang 2" }).getByLabel("Nama lengkap").fill("Citra");
    await page.getByLabel("Nomor WhatsApp").fill("12");
    await page.getByLabel("Catatan untuk penyelenggara").fill("Alergi kacang");
    await page.getByRole("button", { name: "Pesan dan lihat cara bayar" }).click();
    await expect(page.getByLabel("Nama lengkap").first()).toHaveAccessibleDescription("Bagian ini wajib diisi.");
    await expect(page.getByLabel("Nama lengkap").first()).toBeFocused();
    await expect(page.getByLabel("Nomor WhatsApp")).toHaveAccessibleDescription(/belum lengkap/);
    await expect(page.getByText("Setujui dulu aturan ini untuk memesan.")).toBeVisible();
    await expect(page.getByLabel("Nomor WhatsApp")).toHaveValue("12");
    await expect(page.getByLabel("Catatan untuk penyelenggara")).toHaveValue("Alergi kacang");
    await expect(page.getByRole("group", { name: "Orang 2" }).getByLabel("Nama lengkap")).toHaveValue("Citra");
  });

  test("seats that go while Ana types are told, with how many are left, and she books those", async ({
    page,
    context,
  }) => {
    const ana = await givenAna(context);
    const trip = await tripIn(20, { quota: 4 });
    await page.goto(`/trip/${trip.slug}/pesan?orang=3`);
    for (const [at, name] of ["Ana", "Budi", "Citra"].entries())
      await page.getByLabel("Nama lengkap").nth(at).fill(name);
    await page.getByRole("checkbox").check();
    await takesSeats(trip, new Date().toISOString(), { pax: 2 });
    await page.getByRole("button", { name: "Pesan dan lihat cara bayar" }).click();
    await expect(page.getByRole("main").getByRole("alert")).toContainText("Kursi yang tersisa 2");
    await page.getByRole("button", { name: "Hapus orang 2" }).click();
    await expect(page.getByLabel("Nama lengkap").nth(1)).toHaveValue("Citra");
    await page.getByRole("button", { name: "Pesan dan lihat cara bayar" }).click();
    await expect(page).toHaveURL(/\/bayar$/);
    expect(await bookingsOf(ana.id)).toMatchObject([{ pax: 2 }]);
  });

  test("a price that goes up while Ana types is asked again, and she books only at the one that she has seen", async ({
    page,
    context,
  }) => {
    const ana = await givenAna(context);
    const trip = await tripIn(20, { pricePerPax: 720_000 });
    await page.goto(`/trip/${trip.slug}/pesan`);
    await page.getByRole("checkbox").check();
    await db()
      .update(trips)
      .set({ pricePerPax: 790_000, ...nextVersion })
      .where(eq(trips.id, trip.id));
    await page.getByRole("button", { name: "Pesan dan lihat cara bayar" }).click();
    await expect(page.getByRole("main").getByRole("alert")).toContainText("Rp 790.000 per orang");
    await expect(page.locator("output")).toHaveText("Rp 790.000");
    expect(await bookingsOf(ana.id)).toEqual([]);
    await page.getByRole("button", { name: "Pesan dan lihat cara bayar" }).click();
    await expect(page).toHaveURL(/\/bayar$/);
    expect(await bookingsOf(ana.id)).toMatchObject([{ totalAmount: 790_000 }]);
  });

  test("sent before its scripts have loaded, the form comes back with every row and the focus where it is wrong", async ({
    page,
    context,
  }) => {
    await givenAna(context);
    const trip = await tripIn(20, { quota: 4 });
    await page.route("**/_next/static/**/*.js*", (route) => route.abort());
    await page.goto(`/trip/${trip.slug}/pesan?orang=3`);
    for (const [at, name] of ["Ana", "", "Citra"].entries()) await page.getByLabel("Nama lengkap").nth(at).fill(name);
    await takesSeats(trip, new Date().toISOString(), { pax: 2 });
    await page.unroute("**/_next/static/**/*.js*");
    await page.getByRole("button", { name: "Pesan dan lihat cara bayar" }).click();
    await expect(page.getByLabel("Nama lengkap").nth(1)).toBeFocused();
    await page.getByRole("button", { name: "Hapus orang 2" }).click();
    await expect(page.getByLabel("Nama lengkap")).toHaveCount(2);
    await expect(page.getByLabel("Nama lengkap").nth(1)).toHaveValue("Citra");
  });

  test("two tabs, one booking: the second one leads to what the first one booked", async ({ page, context }) => {
    const ana = await givenAna(context);
    const trip = await tripIn(20);
    const other = await context.newPage();
    for (const tab of [page, other]) {
      await tab.goto(`/trip/${trip.slug}/pesan`);
      await tab.getByRole("checkbox").check();
    }
    for (const tab of [page, other]) {
      await tab.getByRole("button", { name: "Pesan dan lihat cara bayar" }).click();
      await expect(tab).toHaveURL(/\/bayar$/);
    }
    expect(page.url()).toBe(other.url());
    expect(await bookingsOf(ana.id)).toHaveLength(1);
  });

  test("who cannot book is told why and where to go instead of a form", async ({ page, context }) => {
    const ana = await givenAna(context);
    const { trip, booking } = await bookingIn(ana, "toPay");
    await page.goto(`/trip/${trip.slug}/pesan`);
    await page.getByRole("link", { name: "Buka pesananku" }).click();
    await expect(page).toHaveURL(`/pesanan/${booking.code}`);

    const full = await tripIn(20, { quota: 1, status: "FULL" });
    await page.goto(`/trip/${full.slug}/pesan`);
    await expect(page.getByRole("heading", { name: "Kuota penuh" })).toBeVisible();
    expect((await page.goto("/trip/tidak-ada/pesan"))?.status()).toBe(404);
  });

  test("Ana, whose address is not confirmed, can have the mail sent again", async ({ page, context }) => {
    const ana = await givenAna(context, { emailVerified: false });
    const trip = await tripIn(20);
    await page.goto(`/trip/${trip.slug}/pesan`);
    await page.getByRole("main").getByRole("button").click();
    await expect
      .poll(async () => (await db().select().from(emailJobs).where(eq(emailJobs.toEmail, ana.email))).length)
      .toBe(1);
    const [letter] = await db().select().from(emailJobs).where(eq(emailJobs.toEmail, ana.email));
    const link = linkIn(letter!, "/konfirmasi-email");
    expect(await openConfirmation(link.searchParams.get("token")!)).toMatchObject({
      email: ana.email,
      wanted: `/trip/${trip.slug}/pesan`,
    });
  });

  test("signed out, the link of a mail leads through signing in to its page", async ({ page, context }) => {
    const ana = await givenAna(context);
    const { booking } = await bookingIn(ana, "toPay");
    await context.clearCookies();
    await page.goto(`/pesanan/${booking.code}/bayar`);
    await page.getByLabel("Alamat email").fill(ana.email);
    await page.getByLabel("Kata sandi").fill(password);
    await page.getByRole("button", { name: "Masuk", exact: true }).click();
    await expect(page).toHaveURL(`/pesanan/${booking.code}/bayar`);
    await expect(page.getByRole("heading", { name: "Transfer tepat sejumlah ini" })).toBeVisible();
  });
});

test.describe("paying", () => {
  test.use({ alsoExpected: /^Failed to load resource: the server responded with a status of 502/ });

  test("what cannot be a proof is told, and another picture can be sent at once", async ({ page, context }) => {
    const { booking } = await bookingIn(await givenAna(context), "toPay");
    await page.goto(`/pesanan/${booking.code}/bayar`);
    await page.getByRole("button", { name: "Kirim bukti" }).click();
    await expect(page.getByRole("main").getByRole("alert")).toContainText("Belum ada gambar yang dipilih.");
    await page.getByLabel(/Pilih gambar bukti/).setInputFiles(heic());
    await page.getByRole("button", { name: /Kirim bukti|Coba kirim lagi/ }).click();
    await expect(page.getByRole("main").getByRole("alert")).toContainText("HEIC");
    await page.getByLabel(/Ganti gambar/).setInputFiles(await jpeg());
    await page.getByRole("button", { name: /Kirim bukti|Coba kirim lagi/ }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Buktimu sedang kami periksa");
  });

  test("a lost or foreign answer never counts as sent: it keeps the picture, and trying again sends it", async ({
    page,
    context,
  }) => {
    const { booking } = await bookingIn(await givenAna(context), "toPay");
    await page.goto(`/pesanan/${booking.code}/bayar`);
    await page.getByLabel(/Pilih gambar bukti/).setInputFiles(await jpeg());
    const hotel = { contentType: "text/html", body: "<h1>Selamat datang di hotel</h1>" };
    const answers = [
      (route: Route) => route.abort("connectionreset"),
      (route: Route) => route.fulfill({ ...hotel, status: 200 }),
      (route: Route) => route.fulfill({ ...hotel, status: 502 }),
    ];
    for (const answer of answers) {
      await page.route("**/api/unggah/bukti*", answer, { times: 1 });
      await page.getByRole("button", { name: /Kirim bukti|Coba kirim lagi/ }).click();
      await expect(page.getByRole("main").getByRole("alert")).toContainText("belum pasti buktinya terkirim");
    }
    await page.getByRole("button", { name: "Coba kirim lagi" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Buktimu sedang kami periksa");
  });

  test("a proof after the deadline is refused while the page is still open, and the seats are free on the spot", async ({
    page,
    context,
  }) => {
    const { booking, trip } = await bookingIn(await givenAna(context), "toPay", {
      trip: await tripIn(20, { quota: 2, status: "FULL" }),
    });
    await page.goto(`/pesanan/${booking.code}/bayar`);
    await page.getByLabel(/Pilih gambar bukti/).setInputFiles(await jpeg());
    await db().update(payments).set({ expiresAt: new Date() }).where(eq(payments.bookingId, booking.id));
    await page.getByRole("button", { name: "Kirim bukti" }).click();
    const alert = page.getByRole("main").getByRole("alert");
    await expect(alert).toContainText("Batas bayarnya sudah lewat");
    await expect(alert.getByRole("link", { name: "Pesan lagi" })).toHaveAttribute("href", `/trip/${trip.slug}/pesan`);
    expect(await paymentOf(booking)).toMatchObject({ status: "EXPIRED", proofPath: null });
    expect((await db().select().from(trips).where(eq(trips.id, trip.id)))[0]?.status).toBe("OPEN");
  });

  test("a page opened after the deadline says so, and the seats come back although no schedule runs", async ({
    page,
    context,
  }) => {
    const { booking } = await bookingIn(await givenAna(context), "toPay", { payment: { expiresAt: new Date() } });
    await page.goto(`/pesanan/${booking.code}/bayar`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Batas bayarnya sudah lewat");
    await expect(page.getByText("Sudah telanjur transfer?")).toBeVisible();
    await expect.poll(async () => (await paymentOf(booking)).status).toBe("EXPIRED");
  });

  test("the deadline passes in front of the open page", async ({ page, context }) => {
    await page.clock.install();
    const { booking } = await bookingIn(await givenAna(context), "toPay");
    await page.goto(`/pesanan/${booking.code}/bayar`);
    await expect(page.getByRole("timer")).toBeVisible();
    await db().update(payments).set({ expiresAt: new Date() }).where(eq(payments.bookingId, booking.id));
    await afterTime(page, 24 * 3_600_000, page.getByRole("heading", { level: 1, name: "Batas bayarnya sudah lewat" }));
  });

  test("a rejected proof says why, and another one can be sent until the deadline", async ({ page, context }) => {
    const { booking } = await bookingIn(await givenAna(context), "rejected");
    await page.goto(`/pesanan/${booking.code}/bayar`);
    await expect(page.getByRole("status").first()).toContainText("Jumlah di bukti tidak terbaca.");
    await expect(page.getByRole("heading", { name: "Unggah bukti lagi" })).toBeVisible();
  });

  test("Ana gives unpaid seats back", async ({ page, context }) => {
    const { booking } = await bookingIn(await givenAna(context), "toPay");
    await page.goto(`/pesanan/${booking.code}/bayar`);
    await page.getByText("Batalkan pesanan").click();
    await page.getByRole("button", { name: "Ya, batalkan" }).click();
    await expect(page).toHaveURL(`/pesanan/${booking.code}?kabar=dibatalkan`);
    await expect(page.getByRole("status")).toContainText("Pesanan dibatalkan.");
    expect((await paymentOf(booking)).status).toBe("CANCELLED");
  });
});

test.describe("a paid booking", () => {
  test("is a ticket, whose names can be changed", async ({ page, context }) => {
    const { booking } = await bookingIn(await givenAna(context), "paid");
    await page.goto(`/pesanan/${booking.code}`);
    await expect(page.getByRole("link", { name: "Masuk grup WhatsApp" })).toHaveAttribute(
      "href",
      /chat\.whatsapp\.com/,
    );
    await page.getByText("Ganti nama peserta").click();
    const second = page.getByRole("group", { name: "Orang 2" }).getByLabel("Nama lengkap");
    await second.fill(" ");
    await page.getByRole("button", { name: "Simpan nama" }).click();
    await expect(second).toHaveAccessibleDescription("Bagian ini wajib diisi.");
    await second.fill("Dewi");
    await page.getByRole("button", { name: "Simpan nama" }).click();
    await expect(page.getByRole("status")).toContainText("Nama peserta tersimpan.");
    await expect(page.getByRole("listitem").filter({ hasText: "Dewi" })).toBeVisible();
  });

  test("is cancelled for what was shown; a quote that changed meanwhile is asked again", async ({ page, context }) => {
    const { booking, payment, trip } = await bookingIn(await givenAna(context), "paid");
    await page.goto(`/pesanan/${booking.code}`);
    await page.getByText("Batalkan pesanan").click();
    const whole = `Rp ${payment.amount.toLocaleString("id-ID")}`;
    await expect(page.getByText(`Kalau kamu batal sekarang, ${whole} kembali.`)).toBeVisible();
    await db()
      .update(trips)
      .set({ date: addDays(wibDay(new Date()), 10), closesOn: addDays(wibDay(new Date()), 9) })
      .where(eq(trips.id, trip.id));
    await page.getByRole("button", { name: `Batalkan dan terima ${whole}` }).click();
    const half = `Rp ${(booking.totalAmount / 2).toLocaleString("id-ID")}`;
    await expect(page.getByRole("main").getByRole("alert")).toContainText(`sekarang yang kembali ${half}`);
    expect(await db().$count(refunds, eq(refunds.bookingId, booking.id))).toBe(0);
    await page.getByRole("button", { name: `Batalkan dan terima ${half}` }).click();
    await expect(page.getByRole("status")).toContainText("Pesanan dibatalkan.");
    await expect(page.getByRole("link", { name: "Isi rekening" })).toBeVisible();
    expect(await db().select().from(refunds).where(eq(refunds.bookingId, booking.id))).toMatchObject([
      { amount: booking.totalAmount / 2, status: "APPROVED" },
    ]);
  });

  test("is reported when something went wrong, with what is missing told beside its field", async ({
    page,
    context,
  }) => {
    const { booking } = await bookingIn(await givenAna(context), "paid", { days: -1 });
    await page.goto(`/pesanan/${booking.code}`);
    await page.getByLabel("Berapa yang kamu minta kembali").fill("Rp 9.000.000");
    await page.getByLabel("Apa yang terjadi").fill("Buruk.");
    await page.getByRole("button", { name: "Kirim laporan" }).click();
    await expect(page.getByLabel("Apa yang terjadi")).toHaveAccessibleDescription(/Terlalu pendek/);
    await page.getByLabel("Apa yang terjadi").fill("Pemandu tidak datang, kami jalan sendiri.");
    await page.getByRole("button", { name: "Kirim laporan" }).click();
    await expect(page.getByLabel("Berapa yang kamu minta kembali")).toHaveAccessibleDescription(/Isi antara Rp 1 dan/);
    await page.getByLabel("Berapa yang kamu minta kembali").fill("Rp 150.000");
    await page.getByLabel("Foto bukti").setInputFiles(heic());
    await page.getByRole("button", { name: "Kirim laporan" }).click();
    await expect(page.getByLabel("Foto bukti")).toHaveAccessibleDescription(/HEIC/);
    await page.getByLabel("Foto bukti").setInputFiles(await jpeg());
    await page.getByRole("button", { name: "Kirim laporan" }).click();
    await expect(page.getByRole("status")).toContainText("Laporan terkirim.");
    const [dispute] = await db().select().from(refunds).where(eq(refunds.bookingId, booking.id));
    expect(dispute).toMatchObject({ status: "REQUESTED", amount: 150_000 });
    expect((await page.request.get(`/berkas/laporan/${dispute?.id}`)).status()).toBe(200);
    await expect(page.getByText("Admin memeriksa")).toBeVisible();
  });

  test("says of each refund where it stands", async ({ page, context }) => {
    const { booking } = await refundedBooking(await givenAna(context));
    await page.goto(`/pesanan/${booking.code}`);
    await expect(page.getByText("Menunggu rekeningmu")).toBeVisible();
    await expect(page.getByText("Nomor referensi TRX-2291")).toBeVisible();
    await expect(page.getByText("Laporan tidak diterima")).toBeVisible();
    await expect(page.getByText("Alasan admin: Tiga peserta lain menulis")).toBeVisible();
  });

  test("is nobody else's: Eve guesses its code and finds nothing on any page", async ({ page, context }) => {
    const { booking } = await bookingIn(await givenAna(context), "paid");
    await context.clearCookies();
    await givenAna(context, { name: "Eve" });
    for (const path of [`/pesanan/${booking.code}`, `/pesanan/${booking.code}/bayar`]) {
      expect((await page.goto(path))?.status()).toBe(404);
      await expect(page.getByText(booking.code)).toHaveCount(0);
    }
    await page.goto("/pesanan");
    await expect(page.getByText("Belum ada pesanan")).toBeVisible();
  });
});

test("the list has what needs Ana first, and what to do next on each", async ({ page, context }) => {
  const ana = await givenAna(context);
  for (const state of ["paid", "expired", "toPay"] as const) await bookingIn(ana, state);
  await bookingIn(ana, "paid", { days: -5 });
  await page.goto("/pesanan");
  await expect(page.getByRole("heading", { level: 2 })).toHaveText([
    "Perlu diselesaikan",
    "Akan datang",
    "Sudah selesai",
    "Batal dan kedaluwarsa",
  ]);
  await page.getByRole("link", { name: /^Bayar:/ }).click();
  await expect(page.getByText("Transfer tepat sejumlah ini")).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("Ana books for two, mends what was wrong, and sends her proof", async ({ page, context }) => {
    await givenAna(context);
    const trip = await tripIn(20);
    await page.goto(`/trip/${trip.slug}/pesan`);
    await page.getByLabel("Catatan untuk penyelenggara").fill("Alergi kacang");
    await page.getByRole("button", { name: "Tambah orang" }).click();
    await expect(page.getByLabel("Nama lengkap")).toHaveCount(2);
    await page.getByRole("button", { name: "Pesan dan lihat cara bayar" }).click();
    await expect(page.getByLabel("Nama lengkap").nth(1)).toHaveAccessibleDescription("Bagian ini wajib diisi.");
    await expect(page.getByLabel("Catatan untuk penyelenggara")).toHaveValue("Alergi kacang");
    await page.getByLabel("Nama lengkap").nth(1).fill("Citra");
    await page.getByRole("checkbox").check();
    await page.getByRole("button", { name: "Pesan dan lihat cara bayar" }).click();
    await expect(page).toHaveURL(/\/bayar$/);
    await expect(page.getByText(/23 jam .* lagi|1 hari lagi/)).toBeVisible();

    await page.getByLabel(/Pilih gambar bukti/).setInputFiles(heic());
    await page.getByRole("button", { name: "Kirim bukti" }).click();
    await expect(page.getByRole("main").getByRole("alert")).toContainText("HEIC");
    await page.getByLabel(/Pilih gambar bukti/).setInputFiles(await jpeg());
    await page.getByRole("button", { name: "Kirim bukti" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Buktimu sedang kami periksa");
  });
});
