import { expect, test } from "@playwright/test";
import { addDays, wibDay } from "#domain/calendar.ts";
import { day, moment, rupiah } from "#texts/format.ts";
import {
  accepts,
  books,
  type Due,
  findsWaiting,
  publishes,
  screenshot,
  seesPictures,
  sendsProof,
  transfers,
  wantsToJoin,
} from "./actions.ts";
import { type OwnMarket, openMarket } from "./own-market.ts";
import { becomesAdmin, complaints, newcomer, opens, type Person, sendsAccount, signsUp } from "./people.ts";

/**
 * The whole business, chapter after chapter, on a marketplace that is empty at first: real forms, real mails whose links
 * are followed, real jobs triggered as a crontab does it, and a clock that the story moves through three weeks.
 */
test.describe.configure({ mode: "serial", timeout: 180_000 });
test.use({ actionTimeout: 30_000 });

let market: OwnMarket;
let sari: Person;
let hugo: Person;
let ana: Person;
let budi: Person;

/** Days of the story: it begins tomorrow, so that no clock runs backwards. */
const today = wibDay(new Date());
const dayOf = (number: number) => addDays(today, number);
/** A moment of such a day, by the clock of UTC. */
const at = (number: number, time: string) => new Date(`${dayOf(number)}T${time}:00Z`);

const sunrise = { title: "Sunrise Prau", date: dayOf(11), endDate: dayOf(12), price: "450.000", quota: 3 };
const lake = { title: "Telaga Warna", date: dayOf(15), price: "350.000", quota: 5 };
/** What Ana owes for the one, and for the other. */
let first: Due;
let second: Due;

test.beforeAll(async ({ browser }) => {
  market = await openMarket();
  market.moveTo(at(1, "03:00"));
  sari = await newcomer(browser, market, { name: "Sari Wulan" });
  hugo = await newcomer(browser, market, { name: "Hugo Pratama" });
  ana = await newcomer(browser, market, { name: "Ana Lestari", device: "phone" });
  budi = await newcomer(browser, market, { name: "Budi Santoso" });
});
test.afterAll(() => market?.close());

test("Sari becomes the admin; nothing waits for her yet", async () => {
  await becomesAdmin(sari);
  await expect(sari.page).toHaveURL("/admin");
  await expect(sari.page.getByText("Tidak ada yang menunggu")).toBeVisible();
});

test("Hugo signs up and applies, and Sari approves him", async () => {
  const { page } = hugo;
  await page.goto("/daftar?lanjut=/organizer/daftar");
  await signsUp(hugo);
  await page.getByLabel("Nama penyelenggara").fill("Jejak Dieng");
  await page.getByLabel("Cerita singkat").fill("Sepuluh tahun memandu di Dieng.");
  await page.getByLabel("Kota").fill("Wonosobo");
  await page.getByLabel("Nomor WhatsApp").fill("0812 9999 0000");
  await page.getByLabel("Foto KTP").setInputFiles({ ...(await screenshot()), name: "ktp.jpg" });
  await sendsAccount(hugo, "5550001111", "Kirim pendaftaran");
  await expect(page.getByText("Sedang kami periksa")).toBeVisible();

  const application = await findsWaiting(sari, "Organizer perlu diverifikasi", "Jejak Dieng");
  await seesPictures(application, "Foto identitas Jejak Dieng");
  await expect(application).toContainText("BCA 5550001111 (Hugo Pratama)");
  await application.getByRole("button", { name: "Verifikasi" }).click();
  await expect(sari.page.getByText("Jejak Dieng terverifikasi")).toBeVisible();
  await opens(hugo, "Jejak Dieng sudah terverifikasi", "Buka trip pertama");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Buka trip baru");
});

test("he publishes two trips with photos", async () => {
  for (const trip of [sunrise, lake]) await publishes(hugo, trip);
});

test("Ana finds one, signs up on the way, and books two of its three seats", async () => {
  await wantsToJoin(ana, sunrise.title);
  await ana.page.getByRole("main").getByRole("link", { name: "Daftar" }).click();
  await signsUp(ana);
  await expect(ana.page).toHaveURL(/\/trip\/.*\/pesan$/);
  first = await books(ana, sunrise.title, ["Citra Dewi"]);
  expect(first.amount).toBeGreaterThan(900_000);
  expect(first.amount).toBeLessThan(901_000);
});

test("Sari cannot read her proof; Ana sends it again, and travels", async () => {
  await sendsProof(ana);
  const waiting = await findsWaiting(sari, "Bukti transfer perlu dicek", first.code);
  await seesPictures(waiting, `Bukti transfer ${first.code}`);
  await waiting.getByText("Tolak bukti").first().click();
  await waiting.getByLabel("Alasan, dibaca peserta").fill("Gambar tidak terbaca.");
  await waiting.locator("form").getByRole("button", { name: "Tolak bukti" }).click();
  await expect(sari.page.getByText(`Bukti ${first.code} ditolak.`)).toBeVisible();
  const refusal = await opens(ana, `Bukti transfer untuk trip ${sunrise.title}`, "Unggah bukti lagi");
  expect(refusal.text).toContain("Alasan: Gambar tidak terbaca.");
  await expect(ana.page.getByText("Gambar tidak terbaca.")).toBeVisible();
  await sendsProof(ana);

  await accepts(sari, first);
  const ticket = await opens(ana, `sampai jumpa di trip ${sunrise.title}`, "Buka e-tiket");
  expect(ticket.text).toContain("Titik kumpul: Alun-alun Wonosobo");
  const group = ana.page.getByRole("link", { name: "Masuk grup WhatsApp" });
  await expect(group).toHaveAttribute("href", "https://chat.whatsapp.com/AbCdEf");
  await expect(ana.page.getByText("Citra Dewi")).toBeVisible();
  const news = await opens(hugo, `Ana Lestari ikut trip ${sunrise.title}`, "Lihat peserta");
  expect(news.text).toContain("Telepon: +62");
  await expect(hugo.page.getByText("Citra Dewi").first()).toBeVisible();
});

test("what she paid is held: 5 % of the price and the code for SeTrip, the rest for Hugo", async () => {
  await hugo.page.goto("/organizer/dana");
  await hugo.page.getByText(sunrise.title).click();
  const share = hugo.page.getByRole("listitem").filter({ hasText: first.code });
  await expect(share).toContainText(rupiah(855_000));
  await expect(share).toContainText(`biaya ${rupiah(first.amount - 855_000)}`);
  await expect(share).toContainText(`sampai ${moment(at(15, "00:00"), "id")}`);
});

test("Budi takes the last seat and does not pay; a day later it is free again", async () => {
  await budi.page.goto("/daftar");
  await signsUp(budi);
  await wantsToJoin(budi, sunrise.title);
  const due = await books(budi, sunrise.title);
  await ana.page.goto("/");
  await expect(ana.page.getByRole("article").filter({ hasText: sunrise.title })).toContainText("Penuh");

  expect(await market.later(at(1, "22:00"), "expire-payments")).toMatchObject({ reminded: 1 });
  const reminder = await opens(budi, `Bayar trip ${sunrise.title} sebelum`, "Unggah bukti transfer");
  expect(reminder.text).toContain(`Jumlah: ${rupiah(due.amount)}`);
  await expect(budi.page.getByText(`Jumlah transfer: ${rupiah(due.amount)}`)).toBeAttached();

  await market.later(at(2, "04:00"), "expire-payments");
  await opens(budi, `Batas bayar trip ${sunrise.title} sudah lewat`, "Pesan lagi");
  await expect(budi.page.getByText("2 dari 3 kursi terisi").first()).toBeVisible();
  await expect(budi.page.getByRole("link", { name: "Ikut trip" }).first()).toBeVisible();
  await budi.page.goto("/pesanan");
  await expect(budi.page.getByText("Lewat batas bayar")).toBeVisible();
});

test("Ana books the other trip as well, and Sari accepts the money", async () => {
  await wantsToJoin(ana, lake.title);
  second = await books(ana, lake.title);
  await sendsProof(ana);
  await accepts(sari, second);
  await opens(ana, `sampai jumpa di trip ${lake.title}`, "Buka e-tiket");
  await opens(hugo, `Ana Lestari ikut trip ${lake.title}`, "Lihat peserta");
});

test("the day before, everybody hears where and when, and Hugo who comes", async () => {
  await market.later(at(10, "02:00"), "trip-reminders");
  const tomorrow = await opens(ana, `Besok berangkat: ${sunrise.title}`, "Buka e-tiket");
  expect(tomorrow.text).toContain(`berangkat ${day(sunrise.date, "id")}`);
  const manifest = await opens(hugo, `Besok: ${sunrise.title}, 2 peserta`, "Buka trip");
  for (const name of ["Ana Lestari", "Citra Dewi"]) expect(manifest.text).toContain(name);
});

test("the trip passes, and Ana has until the third day to report a problem", async () => {
  const tooEarly = await market.night(dayOf(12));
  expect(tooEarly).toMatchObject({ completed: 0, released: 0 });
  expect(tooEarly.photosDeleted, "photos that Hugo took out of his forms").toBeGreaterThan(0);
  expect(await market.night(dayOf(13))).toEqual({ completed: 1, released: 0, photosDeleted: 0 });
  const over = await opens(ana, `Trip ${sunrise.title} sudah selesai`, "Lihat pesanan");
  const until = moment(at(15, "00:00"), "id");
  expect(over.text).toContain(`Lapor masalah sebelum ${until}`);
  await expect(ana.page.getByText(`Bisa dilakukan sampai ${until}.`)).toBeVisible();
  await opens(hugo, `Trip ${sunrise.title} selesai`, "Lihat dana");
});

test("nobody complains, so the money comes free and Sari transfers it", async () => {
  await market.later(at(14, "02:00"), "trip-reminders");
  await opens(ana, `Besok berangkat: ${lake.title}`, "Buka e-tiket");
  await opens(hugo, `Besok: ${lake.title}, 1 peserta`, "Buka trip");
  expect(await market.night(dayOf(14))).toMatchObject({ completed: 0, released: 0 });
  expect(await market.night(dayOf(15))).toMatchObject({ completed: 0, released: 1 });
  await opens(hugo, `Dana Rp 855.000 dari trip ${sunrise.title} siap ditransfer`, "Lihat dana");

  const due = await findsWaiting(sari, "Pencairan siap ditransfer", "Jejak Dieng");
  await expect(due).toContainText("1 pesanan, Rp 855.000");
  await expect(due).toContainText("5550001111");
  await transfers(sari, "TRX-0855");
  const paid = await opens(hugo, "Rp 855.000 sudah kami transfer ke rekeningmu", "Lihat dana");
  expect(paid.text).toContain("Nomor referensi: TRX-0855");
  await hugo.page.getByText(sunrise.title).click();
  await expect(hugo.page.getByText("referensi TRX-0855")).toBeVisible();
});

test("the other trip goes wrong: Ana reports it, and its money stays where it is", async () => {
  expect(await market.night(dayOf(16))).toMatchObject({ completed: 1, released: 0 });
  await opens(hugo, `Trip ${lake.title} selesai`, "Lihat dana");
  await opens(ana, `Trip ${lake.title} sudah selesai`, "Lihat pesanan");
  await ana.page.getByLabel("Berapa yang kamu minta kembali").fill("200.000");
  await ana.page.getByLabel("Apa yang terjadi").fill("Pemandu tidak datang, kami jalan sendiri.");
  await ana.page.getByLabel("Foto bukti").setInputFiles(await screenshot());
  await ana.page.getByRole("button", { name: "Kirim laporan" }).click();
  await expect(ana.page.getByRole("status")).toContainText("Laporan terkirim.");

  const subject = `Laporan masalah di trip ${lake.title}, Rp 200.000 diminta kembali`;
  await opens(hugo, subject, "Lihat laporan");
  await expect(hugo.page.getByText("Pemandu tidak datang")).toBeVisible();
  await hugo.page.goto("/organizer/dana");
  await expect(hugo.page.getByText("Tertahan laporan").first()).toBeVisible();
  await opens(sari, subject, "Lihat laporan");
  await expect(sari.page.getByRole("article", { name: second.code })).toContainText("Pemandu tidak datang");
  expect(await market.night(dayOf(18))).toMatchObject({ completed: 0, released: 0 });
});

test("Sari decides for her, and transfers the money once Ana says where to", async () => {
  const dispute = await findsWaiting(sari, "Sengketa perlu diputuskan", second.code);
  await seesPictures(dispute, `Foto bukti laporan ${second.code}`);
  await dispute.getByLabel("Penjelasan untuk peserta dan organizer").first().fill("Organizer mengakuinya.");
  await dispute.getByRole("button", { name: "Setujui" }).click();
  await expect(sari.page.getByText(`Sengketa ${second.code} disetujui.`)).toBeVisible();
  await opens(hugo, `Rp 200.000 dari trip ${lake.title} kembali ke peserta`, "Lihat dana");
  const decision = await market.mailTo(ana.email, `Keputusan atas laporanmu di trip ${lake.title}`);
  expect(decision.text).toContain("Penjelasan: Organizer mengakuinya.");
  const form = /Isi dulu di (\S+?),/.exec(decision.text ?? "")?.[1] ?? "";
  await ana.page.goto(form);
  await sendsAccount(ana, "8880002222", "Simpan");
  await expect(ana.page.getByText("1 pengembalian uang yang belum ditransfer sekarang menuju ke sini")).toBeVisible();

  const owed = await findsWaiting(sari, "Pengembalian siap ditransfer", `${second.code} Rp 200.000`);
  await expect(owed).toContainText("8880002222");
  await transfers(sari, "TRX-0200");
  const back = await opens(ana, "Rp 200.000 sudah kami transfer ke rekeningmu", "Lihat pesanan");
  expect(back.text).toContain("BCA 8880002222 (Ana Lestari)");
  await expect(ana.page.getByText("Nomor referensi TRX-0200")).toBeVisible();
});

test("what is left of it comes free for Hugo, and every rupiah is accounted for", async () => {
  const kept = second.amount - 200_000;
  const share = rupiah(kept - Math.floor(kept * 0.05));
  expect(await market.night(dayOf(19))).toEqual({ completed: 0, released: 1, photosDeleted: 0 });
  await opens(hugo, `Dana ${share} dari trip ${lake.title} siap ditransfer`, "Lihat dana");
  await sari.page.goto("/admin");
  await expect(sari.page.getByRole("main").getByRole("link", { name: /Pencairan siap ditransfer/ })).toContainText(
    share,
  );
});

test("and nobody got a mail that belongs in no chapter, nor saw an error in his browser", () => {
  // The clock leaps over days in which nothing ran, and the admin is rightly told of late jobs.
  const ofLateJobs = / SeTrip: (Job|Penjadwal) /;
  expect(market.unread().filter((mail) => !ofLateJobs.test(mail))).toEqual([]);
  expect(complaints).toEqual([]);
});
