import { readFileSync, utimesSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import readXlsxFile from "read-excel-file/node";
import { db, disconnect } from "#db/connection.ts";
import { tripImages, trips } from "#domain/trips/schema.ts";
import { givenHeic, givenJpeg } from "#tests/pictures.ts";
import { givenBooking } from "#tests/rows.ts";
import { hasNoDraft } from "./actions.ts";
import { givenBusyHugo, givenHugo, givenHugosTrip, givenPeople, inDays } from "./organizer-rows.ts";
import { ana, expect, newVisitor, signedIn, test } from "./story.ts";

test.afterAll(disconnect);

const main = (page: Page) => page.getByRole("main");
const tiles = (page: Page) => page.getByRole("list", { name: "Foto trip" }).getByRole("listitem");

async function choosesPhotos(page: Page, ...files: { name: string; buffer: Buffer; mimeType?: string }[]) {
  const named = files.map((file) => ({ mimeType: "image/jpeg", ...file }));
  await page.locator("input[type=file]").setInputFiles(named);
}

const jpeg = async (name: string) => ({ name: `${name}.jpg`, buffer: await givenJpeg(1200, 800) });

/** Each photo is shown from where the server keeps it only after a reload; until then its hidden field names it. */
const sentNames = (page: Page) =>
  page.locator("input[name=photos]").evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value));

/** Waits until the browser keeps a draft with these words. */
const draftHolds = (page: Page, words: string) =>
  page.waitForFunction(
    (wanted) => Object.values({ ...localStorage }).some((kept) => String(kept).includes(wanted)),
    words,
  );

async function fillsTheForm(page: Page, title: string) {
  await page.getByLabel("Nama trip").fill(title);
  await page.getByLabel("Tujuan").fill("Dieng, Jawa Tengah");
  await page.getByLabel("Cerita trip").fill("Naik malam, melihat matahari terbit.");
  await page.getByLabel("Hari berangkat").fill(inDays(30));
  await page.getByLabel("Hari terakhir (opsional)").fill(inDays(31));
  await page.getByLabel("Hari 1", { exact: true }).fill("Naik lewat Patak Banteng");
  await page.getByLabel("Harga per orang (Rp)").pressSequentially("1250000");
  await page.getByLabel("Jumlah kursi").fill("12");
  await page.getByLabel("Termasuk, baris 1", { exact: true }).fill("Tenda");
  await page.getByLabel("Tempat kumpul").fill("Alun-alun Wonosobo");
  await page.getByLabel("Jam kumpul").fill("05:30");
  await page.getByLabel("Zona waktu").selectOption("WIB");
}

test("Hugo publishes a trip: a HEIC is refused, a lost upload retried, a reload keeps the draft, the keyboard puts the photos in order", async ({
  page,
  context,
}) => {
  const hugo = await givenHugo(context);
  await page.goto("/organizer");
  await expect(page.getByText("Belum ada trip")).toBeVisible();
  await main(page).getByRole("link", { name: "Buka trip baru" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Buka trip baru");

  await choosesPhotos(page, await jpeg("satu"), { name: "IMG_1.HEIC", buffer: givenHeic(), mimeType: "" });
  await expect(tiles(page)).toHaveCount(2);
  await expect(tiles(page).nth(1)).toContainText("Di iPhone: Pengaturan, Kamera, Format");
  await page.getByRole("button", { name: "Hapus: foto 2" }).click();
  await expect(tiles(page)).toHaveCount(1);

  await page.route("**/api/unggah/foto", (route) => route.abort());
  await choosesPhotos(page, await jpeg("dua"));
  await expect(tiles(page).nth(1)).toContainText("Sambungan terputus");
  await page.unroute("**/api/unggah/foto");
  await page.getByRole("button", { name: "Coba lagi: foto 2" }).click();
  await expect(tiles(page).nth(1).getByRole("progressbar")).toBeHidden();
  await choosesPhotos(page, await jpeg("tiga"));
  await expect.poll(() => sentNames(page)).toHaveLength(3);

  await fillsTheForm(page, "Prau via Patak Banteng");
  await expect(page.getByLabel("Harga per orang (Rp)")).toHaveValue("1.250.000");
  await expect(page.getByLabel("Pendaftaran sampai (opsional)")).toHaveValue(inDays(29));
  await page.getByRole("button", { name: "Tambah hari" }).click();
  await expect(page.getByLabel("Hari 2", { exact: true })).toBeFocused();
  await page.keyboard.type("Turun dan pulang");
  await page.getByLabel("Termasuk, baris 2", { exact: true }).press("Enter");
  await expect(page.getByLabel("Termasuk, baris 3", { exact: true })).toBeFocused();
  await page.keyboard.type("Pemandu");

  const [first, second, third] = await sentNames(page);
  await draftHolds(page, "Pemandu");
  await page.reload();
  await expect(page.getByText(/^Draf dari .* dipulihkan\.$/)).toBeVisible();
  await expect(page.getByLabel("Nama trip")).toHaveValue("Prau via Patak Banteng");
  await expect(page.getByLabel("Hari 2", { exact: true })).toHaveValue("Turun dan pulang");
  await expect(page.getByLabel("Harga per orang (Rp)")).toHaveValue("1.250.000");
  await expect(tiles(page).first().getByRole("img")).toHaveJSProperty("naturalWidth", 480);

  await page.getByRole("button", { name: "Ke kiri: foto 3" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Ke kiri: foto 2" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "urutan 1 dari 3, sekarang jadi sampul" })).toBeAttached();
  await expect.poll(() => sentNames(page)).toEqual([third, first, second]);
  await page.getByRole("button", { name: "Hapus: foto 3" }).click();
  await expect.poll(() => sentNames(page)).toEqual([third, first]);

  await page.getByRole("button", { name: "Terbitkan trip" }).dblclick();
  await expect(page.getByRole("status").first()).toContainText("Trip terbit");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Prau via Patak Banteng");
  const published = await db().select().from(trips).where(eq(trips.organizerId, hugo.id));
  expect(published).toMatchObject([
    {
      ...{ pricePerPax: 1_250_000, quota: 12, minPax: null, includes: ["Tenda", "Pemandu"], excludes: [] },
      ...{ date: inDays(30), endDate: inDays(31), closesOn: inDays(29) },
      itinerary: [{ day: 1 }, { day: 2, title: "Turun dan pulang" }],
    },
  ]);
  const gallery = await db()
    .select()
    .from(tripImages)
    .where(eq(tripImages.tripId, published[0]!.id))
    .orderBy(tripImages.position);
  expect(gallery.map(({ path }) => path)).toEqual([third, first]);

  await hasNoDraft(page);
  await page.goto("/organizer/trip/baru");
  await expect(page.getByLabel("Nama trip")).toHaveValue("");
});

test("what is wrong with the form is told beside its fields all at once, and what was typed stays", async ({
  page,
  context,
}) => {
  await givenHugo(context);
  await page.goto("/organizer/trip/baru");
  await page.getByLabel("Hari berangkat").fill(inDays(30));
  await page.getByLabel("Hari terakhir (opsional)").fill(inDays(29));
  await page.getByLabel("Tautan grup WhatsApp").fill("https://evil.example/x");
  await page.getByLabel("Harga per orang (Rp)").fill("5.000");
  await page.getByRole("button", { name: "Terbitkan trip" }).click();
  await expect(page.getByLabel("Nama trip")).toHaveAccessibleDescription(/Bagian ini wajib diisi/);
  await expect(page.getByText("Pilih 1 sampai 8 foto.")).toBeVisible();
  await expect(page.getByLabel("Harga per orang (Rp)")).toHaveAccessibleDescription(/Paling kecil 10\.000/);
  await expect(page.getByLabel("Harga per orang (Rp)")).toHaveValue("5.000");
  await expect(page.getByLabel("Tautan grup WhatsApp")).toHaveAccessibleDescription(/chat\.whatsapp\.com/);
  await expect(page.getByLabel("Tautan grup WhatsApp")).toHaveValue("https://evil.example/x");
});

test("photos of a form from yesterday have to be uploaded again", async ({ page, context }) => {
  await givenHugo(context);
  await page.goto("/organizer/trip/baru");
  await choosesPhotos(page, await jpeg("satu"));
  await expect.poll(() => sentNames(page)).toHaveLength(1);
  await fillsTheForm(page, "Trip kemarin");
  const [photo] = await sentNames(page);
  const yesterday = Date.now() / 1000 - 25 * 3600;
  utimesSync(join(process.env.SETRIP_DATA_DIR!, "uploads", "trips", photo!), yesterday, yesterday);
  await page.getByRole("button", { name: "Terbitkan trip" }).click();
  await expect(tiles(page).first()).toContainText("Foto kedaluwarsa, unggah ulang.");
  await page.getByRole("button", { name: "Coba lagi: foto 1" }).click();
  await expect.poll(() => sentNames(page)).toHaveLength(1);
  await page.getByRole("button", { name: "Terbitkan trip" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Trip kemarin");
});

test("somebody else on the same device does not find Hugo's draft, and Hugo can begin anew", async ({
  page,
  context,
}) => {
  await givenHugo(context);
  await page.goto("/organizer/trip/baru");
  await page.getByLabel("Nama trip").fill("Rencana Hugo");
  await draftHolds(page, "Rencana");
  await page.reload();
  await page.getByRole("button", { name: "Mulai dari awal" }).click();
  await expect(page.getByLabel("Nama trip")).toHaveValue("");
  await page.getByLabel("Nama trip").fill("Rencana kedua");
  await draftHolds(page, "kedua");

  await context.clearCookies();
  await givenHugo(context, { name: "Eve" });
  await page.goto("/organizer/trip/baru");
  await expect(page.getByLabel("Nama trip")).toHaveValue("");
  await expect
    .poll(() =>
      page.evaluate(() => Object.values({ ...localStorage }).filter((kept) => String(kept).includes("Rencana"))),
    )
    .toEqual([]);
});

test("Hugo's draft is gone from the browser once he has signed out, whatever he was typing", async ({
  page,
  context,
}) => {
  await givenHugo(context);
  await page.goto("/organizer/trip/baru");
  await page.getByLabel("Nama trip").fill("Rencana Hugo");
  await draftHolds(page, "Rencana");
  await page.getByLabel("Nama trip").fill("Rencana rahasia");
  await page.getByRole("button", { name: "Keluar" }).click();
  await expect(page).toHaveURL("/");
  await expect.poll(() => page.evaluate(() => Object.keys({ ...localStorage }))).toEqual([]);
  await page.goBack();
  await expect(page).toHaveURL(/\/masuk\?/);
});

test("a photo is dragged to the front with the mouse", async ({ page, context }) => {
  await givenHugo(context);
  await page.goto("/organizer/trip/baru");
  await choosesPhotos(page, await jpeg("satu"), await jpeg("dua"));
  await expect.poll(() => sentNames(page)).toHaveLength(2);
  const [first, second] = await sentNames(page);
  await tiles(page).nth(1).getByRole("img").hover();
  await page.mouse.down();
  const target = (await tiles(page).first().boundingBox())!;
  // The page takes a photo into its hand at the first move, and follows those that come after that.
  await expect(async () => {
    for (const part of [2, 3])
      await page.mouse.move(target.x + target.width / 2, target.y + target.height / part, { steps: 8 });
    expect(await sentNames(page)).toEqual([second, first]);
  }).toPass();
  await page.mouse.up();
  expect(await sentNames(page)).toEqual([second, first]);
});

test("without JavaScript days are added by the server, and what was typed stays", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...newVisitor() });
  await givenHugo(context);
  const page = await context.newPage();
  await page.goto("/organizer/trip/baru");
  await page.getByLabel("Nama trip").fill("Tanpa skrip");
  await page.getByRole("button", { name: "Tambah hari" }).click();
  await expect(page.getByLabel("Hari 2", { exact: true })).toBeVisible();
  await expect(page.getByLabel("Nama trip")).toHaveValue("Tanpa skrip");
  await context.close();
});

test("Hugo edits a trip that somebody has booked: the days are locked, the seats have a floor, the rest changes", async ({
  page,
  context,
}) => {
  const trip = await givenHugosTrip(await givenHugo(context), { title: "Prau" });
  await givenPeople(trip);
  await page.goto(`/organizer/trip/${trip.id}`);
  await page.getByRole("link", { name: "Ubah" }).click();
  await expect(page.getByText(/Tanggal terkunci karena sudah ada yang memesan/)).toBeVisible();
  await expect(page.getByLabel("Hari berangkat")).toHaveCount(0);
  await expect(page.getByLabel("Harga per orang (Rp)")).toHaveAccessibleDescription(/hanya untuk pesanan baru/);
  await page.getByLabel("Jumlah kursi").fill("3");
  await page.getByLabel("Nama trip").fill("Prau bersama");
  await page.getByRole("button", { name: "Simpan perubahan" }).click();
  await expect(page.getByLabel("Jumlah kursi")).toHaveAccessibleDescription(/Sudah 4 kursi terisi\. Jumlah kursi/);
  await page.getByLabel("Jumlah kursi").fill("4");
  await page.getByRole("button", { name: "Simpan perubahan" }).click();
  await expect(page.getByRole("status").first()).toContainText("Perubahan tersimpan");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Prau bersama");
  const [changed] = await db().select().from(trips).where(eq(trips.id, trip.id));
  expect(changed).toMatchObject({ quota: 4, status: "FULL", date: trip.date, closesOn: trip.closesOn });
});

test("the manifest names who has paid, and its files say the same and no formula", async ({ page, context }) => {
  const trip = await givenHugosTrip(await givenHugo(context));
  const { ana: booked } = await givenPeople(trip);
  await givenBooking({ trip, booking: { note: "=HYPERLINK(1)", contactPhone: "+6281111111111" } });
  await page.goto(`/organizer/trip/${trip.id}`);
  const people = page.getByRole("region", { name: /Peserta/ });
  await expect(people).toContainText("Vegetarian, dua porsi");
  await expect(people).toContainText("Budi");
  await expect(people).not.toContainText("Citra");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Unduh CSV" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(new RegExp(`^peserta-${trip.slug}-20\\d\\d-\\d\\d-\\d\\d\\.csv$`));
  const [head, ...lines] = readFileSync(await file.path(), "utf8")
    .replace(/\r\n$/, "")
    .split("\r\n");
  expect(head).toBe('"No","Nama","Telepon","Kontak darurat","Pesanan","Pemesan","Telepon pemesan","Catatan"');
  expect(lines).toHaveLength(4);
  expect(lines[0]).toBe(`1,"Ana",,,"${booked.booking.code}","Ana","+6281234567890","Vegetarian, dua porsi"`);
  expect(lines[3]).toContain(`"'=HYPERLINK(1)"`);
  const workbook = page.waitForEvent("download");
  await page.getByRole("link", { name: "Unduh Excel" }).click();
  const [sheet] = await readXlsxFile(await (await workbook).path());
  const { code } = booked.booking;
  expect(sheet?.sheet).toBe("Peserta");
  expect(sheet?.data[1]).toEqual([1, "Ana", null, null, code, "Ana", "+6281234567890", "Vegetarian, dua porsi"]);
  expect(sheet?.data[4]?.at(-1)).toBe("=HYPERLINK(1)");
});

test("Hugo closes a trip: the total stands there first, and afterwards what came of it", async ({ page, context }) => {
  const trip = await givenHugosTrip(await givenHugo(context), { title: "Prau" });
  const { ana: two, budi } = await givenPeople(trip);
  const back = (two.payment.receivedAmount ?? 0) + (budi.payment.receivedAmount ?? 0);
  const amount = `Rp ${back.toLocaleString("id-ID")}`;
  await page.goto(`/organizer/trip/${trip.id}`);
  await page.getByRole("button", { name: "Batalkan trip ini…" }).click();
  const dialog = page.getByRole("dialog", { name: "Batalkan Prau?" });
  await expect(dialog).toContainText(`${amount} kembali ke 2 pemesan.`);
  await expect(dialog).toContainText("3 pesanan dibatalkan");
  await dialog.getByRole("button", { name: "Batalkan trip dan kembalikan uang" }).click();
  await expect(dialog.getByLabel("Alasan untuk peserta")).toHaveAccessibleDescription(/Bagian ini wajib diisi/);
  await dialog.getByLabel("Alasan untuk peserta").fill("Jalur pendakian ditutup karena badai.");
  await dialog.getByRole("button", { name: "Batalkan trip dan kembalikan uang" }).dblclick();
  await expect(page.getByRole("status").first()).toContainText("Trip dibatalkan");
  await expect(main(page)).toContainText(`3 pesanan dibatalkan, ${amount} kembali ke 2 pemesan.`);
  await expect(main(page)).toContainText("Alasan: Jalur pendakian ditutup karena badai.");
  await expect(page.getByRole("link", { name: "Ubah" })).toHaveCount(0);
});

test("the list says what needs Hugo, and the money page what becomes of each rupiah", async ({ page, context }) => {
  const { past } = await givenBusyHugo(context);
  await page.goto("/organizer");
  const needs = page.getByRole("region", { name: "Perlu kamu lihat" });
  await expect(needs).toContainText("Prau, matahari terbit: baru 3 orang yang bayar, minimal 6.");
  await expect(needs).toContainText("Karimunjawa: peserta melaporkan masalah dan meminta Rp 100.000.");
  await page.getByRole("link", { name: /^Selesai/ }).click();
  await expect(page.getByRole("heading", { name: "Karimunjawa" })).toBeVisible();

  await page.getByRole("link", { name: "Dana", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Dana");
  await expect(main(page)).toContainText("BCA 0098765432, Hugo Pratama");
  const funds = page.getByRole("group").filter({ hasText: "Karimunjawa" });
  await funds.getByText("Karimunjawa").click();
  await expect(funds).toContainText("referensi TRF-20261126-01");
  await expect(funds).toContainText("menunggu keputusan admin");
  const statement = await (await page.request.get("/organizer/dana/dana.csv")).text();
  expect(statement.split("\r\n").filter((line) => line.startsWith(`"Karimunjawa","${past.date}"`))).toHaveLength(3);
});

test("a suspended organizer is told so, keeps his trips and money, and publishes nothing", async ({
  page,
  context,
}) => {
  const trip = await givenHugosTrip(await givenHugo(context, { status: "SUSPENDED" }));
  await page.goto("/organizer/trip/baru");
  await expect(page).toHaveURL("/organizer");
  await expect(page.getByText("Akun penyelenggaramu sedang dibekukan.")).toBeVisible();
  await expect(main(page).getByRole("link", { name: "Buka trip baru" })).toHaveCount(0);
  await page.goto(`/organizer/trip/${trip.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(trip.title);
});

test("another organizer's trip is a 404 on every page and file of it; others are led elsewhere", async ({
  page,
  context,
}) => {
  const trip = await givenHugosTrip(await givenHugo(context));
  const paths = ["", "/ubah", "/peserta.csv", "/peserta.xlsx"].map((path) => `/organizer/trip/${trip.id}${path}`);
  await context.clearCookies();
  await givenHugo(context, { name: "Eve" });
  for (const path of paths) expect([path, (await page.request.get(path)).status()]).toEqual([path, 404]);
  expect(await (await page.request.get("/organizer/dana/dana.csv")).text()).not.toContain(trip.title);

  await context.clearCookies();
  for (const path of [...paths, "/organizer", "/organizer/dana", "/organizer/dana/dana.csv", "/organizer/trip/baru"]) {
    const answer = await page.request.get(path, { maxRedirects: 0 });
    expect([path, answer.status(), answer.headers().location?.startsWith("/masuk?lanjut=%2Forganizer")]).toEqual([
      path,
      307,
      true,
    ]);
  }
  await signedIn(context, ana);
  for (const path of [...paths, "/organizer"]) {
    const answer = await page.request.get(path, { maxRedirects: 0 });
    expect([path, answer.headers().location]).toEqual([path, "/organizer/daftar"]);
  }
});
