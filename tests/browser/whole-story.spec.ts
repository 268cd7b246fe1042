import { addDays, wibDay } from "#domain/calendar.ts";
import { day, moment, rupiah } from "#texts/format.ts";
import {
  books,
  type Due,
  findsWaiting,
  publishes,
  screenshot,
  seesPictures,
  sendsProof,
  wantsToJoin,
} from "./deeds.ts";
import { type OwnMarket, openMarket } from "./own-market.ts";
import { becomesAdmin, complaints, newcomer, opens, sendsAccount, signsUp } from "./people.ts";
import { expect, test } from "./story.ts";

/**
 * The whole business in one go, on a marketplace that is empty at first: real forms, real mails whose links are followed,
 * real jobs triggered as a crontab does it, and a clock that the story moves through three weeks.
 */

test.use({ actionTimeout: 15_000 });

let market: OwnMarket;
test.beforeAll(async () => {
  market = await openMarket();
});
test.afterAll(() => market?.close());

/** Days of the story: it begins tomorrow, so that no clock runs backwards. */
const today = wibDay(new Date());
const dayOf = (number: number) => addDays(today, number);
/** A moment of such a day, by the clock of UTC. */
const at = (number: number, time: string) => new Date(`${dayOf(number)}T${time}:00Z`);

const sunrise = { title: "Sunrise Prau", date: dayOf(11), endDate: dayOf(12), price: "450.000", quota: 3 };
const lake = { title: "Telaga Warna", date: dayOf(15), price: "350.000", quota: 5 };

/** The crontab's night, with the mails that it leaves behind. Throws when a job fails, as when a rupiah is missing. */
async function night(number: number): Promise<{ completed: number; released: number; photosDeleted: number }> {
  market.moveTo(at(number, "18:00"));
  const { completed, payoutsReleased } = await market.trigger("auto-complete-trips");
  market.moveTo(at(number, "18:30"));
  const { deleted } = await market.trigger("cleanup-trip-images");
  market.moveTo(at(number, "18:45"));
  await market.trigger("money-reconcile");
  await market.trigger("process-email-jobs");
  return {
    completed: Number(completed),
    released: (payoutsReleased as string[]).length,
    photosDeleted: Number(deleted),
  };
}

/** Moves the clock and lets one job do its work, and the mails of it leave. */
async function later(moment: Date, job: string) {
  market.moveTo(moment);
  const did = await market.trigger(job);
  await market.trigger("process-email-jobs");
  return did;
}

test("people travel: from an empty marketplace to money paid out, and money paid back", async ({ browser }) => {
  test.setTimeout(180_000);
  const [sari, hugo, ana, budi] = await Promise.all(
    ["Sari Wulan", "Hugo Pratama", "Ana Lestari", "Budi Santoso"].map((name) => newcomer(browser, market, name)),
  );
  if (!sari || !hugo || !ana || !budi) throw new Error("somebody has no browser");
  market.moveTo(at(1, "03:00"));

  await test.step("Sari becomes the admin; nothing waits for her yet", async () => {
    await becomesAdmin(sari);
    await expect(sari.page).toHaveURL("/admin");
    await expect(sari.page.getByText("Tidak ada yang menunggu")).toBeVisible();
  });

  await test.step("Hugo signs up and applies, and Sari approves him", async () => {
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

  await test.step("he publishes two trips with photos", async () => {
    for (const trip of [sunrise, lake]) await publishes(hugo, trip);
  });

  let anas: Due;
  await test.step("Ana finds one, signs up on the way, and books two of its three seats", async () => {
    await wantsToJoin(ana, sunrise.title);
    await ana.page.getByRole("main").getByRole("link", { name: "Daftar" }).click();
    await signsUp(ana);
    await expect(ana.page).toHaveURL(/\/trip\/.*\/pesan$/);
    anas = await books(ana, sunrise.title, ["Citra Dewi"]);
    expect(anas.amount).toBeGreaterThan(900_000);
    expect(anas.amount).toBeLessThan(901_000);
  });

  await test.step("Sari cannot read her proof; Ana sends it again, and travels", async () => {
    await sendsProof(ana);
    const waiting = await findsWaiting(sari, "Bukti transfer perlu dicek", anas.code);
    await seesPictures(waiting, `Bukti transfer ${anas.code}`);
    await waiting.getByText("Tolak bukti").first().click();
    await waiting.getByLabel("Alasan, dibaca peserta").fill("Gambar tidak terbaca.");
    await waiting.locator("form").getByRole("button", { name: "Tolak bukti" }).click();
    await expect(sari.page.getByText(`Bukti ${anas.code} ditolak.`)).toBeVisible();
    const refusal = await opens(ana, `Bukti transfer untuk trip ${sunrise.title}`, "Unggah bukti lagi");
    expect(refusal.text).toContain("Alasan: Gambar tidak terbaca.");
    await expect(ana.page.getByText("Gambar tidak terbaca.")).toBeVisible();
    await sendsProof(ana);

    const again = await findsWaiting(sari, "Bukti transfer perlu dicek", anas.code);
    await expect(again.getByText(rupiah(anas.amount)).first()).toBeVisible();
    await again.getByRole("button", { name: "Terima" }).click();
    await expect(sari.page.getByText(`${rupiah(anas.amount)} diterima. ${anas.code} terkonfirmasi.`)).toBeVisible();

    const ticket = await opens(ana, `sampai jumpa di trip ${sunrise.title}`, "Buka e-tiket");
    expect(ticket.text).toContain("Titik kumpul: Alun-alun Wonosobo");
    const group = ana.page.getByRole("link", { name: "Masuk grup WhatsApp" });
    await expect(group).toHaveAttribute("href", "https://chat.whatsapp.com/AbCdEf");
    await expect(ana.page.getByText("Citra Dewi")).toBeVisible();
    const news = await opens(hugo, `Ana Lestari ikut trip ${sunrise.title}`, "Lihat peserta");
    expect(news.text).toContain("Telepon: +62");
    await expect(hugo.page.getByText("Citra Dewi").first()).toBeVisible();
  });

  await test.step("what she paid is held: 5 % of the price and the code for SeTrip, the rest for Hugo", async () => {
    await hugo.page.goto("/organizer/dana");
    await hugo.page.getByText(sunrise.title).click();
    const share = hugo.page.getByRole("listitem").filter({ hasText: anas.code });
    await expect(share).toContainText(rupiah(855_000));
    await expect(share).toContainText(`biaya ${rupiah(anas.amount - 855_000)}`);
    await expect(share).toContainText(`sampai ${moment(at(15, "00:00"), "id")}`);
  });

  await test.step("Budi takes the last seat and does not pay; a day later it is free again", async () => {
    await budi.page.goto("/daftar");
    await signsUp(budi);
    await wantsToJoin(budi, sunrise.title);
    const due = await books(budi, sunrise.title);
    await ana.page.goto("/");
    await expect(ana.page.getByRole("article").filter({ hasText: sunrise.title })).toContainText("Penuh");

    expect(await later(at(1, "22:00"), "expire-payments")).toMatchObject({ reminded: 1 });
    const reminder = await opens(budi, `Bayar trip ${sunrise.title} sebelum`, "Unggah bukti transfer");
    expect(reminder.text).toContain(`Jumlah: ${rupiah(due.amount)}`);
    await expect(budi.page.getByText(`Jumlah transfer: ${rupiah(due.amount)}`)).toBeAttached();

    await later(at(2, "04:00"), "expire-payments");
    await opens(budi, `Batas bayar trip ${sunrise.title} sudah lewat`, "Pesan lagi");
    await expect(budi.page.getByText("2 dari 3 kursi terisi").first()).toBeVisible();
    await expect(budi.page.getByRole("link", { name: "Ikut trip" }).first()).toBeVisible();
    await budi.page.goto("/pesanan");
    await expect(budi.page.getByText("Lewat batas bayar")).toBeVisible();
  });

  let second: Due;
  await test.step("Ana books the other trip as well, and Sari accepts the money", async () => {
    await wantsToJoin(ana, lake.title);
    second = await books(ana, lake.title);
    await sendsProof(ana);
    const waiting = await findsWaiting(sari, "Bukti transfer perlu dicek", second.code);
    await waiting.getByRole("button", { name: "Terima" }).click();
    await expect(sari.page.getByText(`${second.code} terkonfirmasi.`)).toBeVisible();
    await opens(ana, `sampai jumpa di trip ${lake.title}`, "Buka e-tiket");
    await opens(hugo, `Ana Lestari ikut trip ${lake.title}`, "Lihat peserta");
  });

  await test.step("the day before, everybody hears where and when, and Hugo who comes", async () => {
    await later(at(10, "02:00"), "trip-reminders");
    const tomorrow = await opens(ana, `Besok berangkat: ${sunrise.title}`, "Buka e-tiket");
    expect(tomorrow.text).toContain(`berangkat ${day(sunrise.date, "id")}`);
    const manifest = await opens(hugo, `Besok: ${sunrise.title}, 2 peserta`, "Buka trip");
    for (const name of ["Ana Lestari", "Citra Dewi"]) expect(manifest.text).toContain(name);
  });

  await test.step("the trip passes, and Ana has until the third day to report a problem", async () => {
    const tooEarly = await night(12);
    expect(tooEarly).toMatchObject({ completed: 0, released: 0 });
    expect(tooEarly.photosDeleted, "photos that Hugo took out of his forms").toBeGreaterThan(0);
    expect(await night(13)).toEqual({ completed: 1, released: 0, photosDeleted: 0 });
    const over = await opens(ana, `Trip ${sunrise.title} sudah selesai`, "Lihat pesanan");
    const until = moment(at(15, "00:00"), "id");
    expect(over.text).toContain(`Lapor masalah sebelum ${until}`);
    await expect(ana.page.getByText(`Bisa dilakukan sampai ${until}.`)).toBeVisible();
    await opens(hugo, `Trip ${sunrise.title} selesai`, "Lihat dana");
  });

  await test.step("nobody complains, so the money comes free and Sari transfers it", async () => {
    await later(at(14, "02:00"), "trip-reminders");
    await opens(ana, `Besok berangkat: ${lake.title}`, "Buka e-tiket");
    await opens(hugo, `Besok: ${lake.title}, 1 peserta`, "Buka trip");
    expect(await night(14)).toMatchObject({ completed: 0, released: 0 });
    expect(await night(15)).toMatchObject({ completed: 0, released: 1 });
    await opens(hugo, `Dana Rp 855.000 dari trip ${sunrise.title} siap ditransfer`, "Lihat dana");

    const due = await findsWaiting(sari, "Pencairan siap ditransfer", "Jejak Dieng");
    await expect(due).toContainText("1 pesanan, Rp 855.000");
    await expect(due).toContainText("5550001111");
    await due.getByLabel("Nomor referensi transfer").fill("TRX-0855");
    await due.getByRole("button", { name: "Tandai sudah ditransfer" }).click();
    await expect(sari.page.getByText("Transfer ke Jejak Dieng tercatat.")).toBeVisible();
    const paid = await opens(hugo, "Rp 855.000 sudah kami transfer ke rekeningmu", "Lihat dana");
    expect(paid.text).toContain("Nomor referensi: TRX-0855");
    await hugo.page.getByText(sunrise.title).click();
    await expect(hugo.page.getByText("referensi TRX-0855")).toBeVisible();
  });

  await test.step("the other trip goes wrong: Ana reports it, and its money stays where it is", async () => {
    expect(await night(16)).toMatchObject({ completed: 1, released: 0 });
    await opens(hugo, `Trip ${lake.title} selesai`, "Lihat dana");
    await opens(ana, `Trip ${lake.title} sudah selesai`, "Lihat pesanan");
    await ana.page.getByLabel("Berapa yang kamu minta kembali").fill("200.000");
    await ana.page.getByLabel("Apa yang terjadi").fill("Pemandu tidak datang, kami jalan sendiri.");
    await ana.page.getByLabel("Foto bukti").setInputFiles(await screenshot());
    await ana.page.getByRole("button", { name: "Kirim laporan" }).click();
    await expect(ana.page.getByRole("status")).toContainText("Laporan terkirim.");

    const subject = `Laporan masalah di trip ${lake.title}, Rp 200.000 diminta kembali`;
    await opens(hugo, subject, "Lihat laporan");
    await expect(hugo.page.getByText("Tertahan laporan").first()).toBeVisible();
    await opens(sari, subject, "Lihat laporan");
    await expect(sari.page.getByRole("article", { name: second.code })).toContainText("Pemandu tidak datang");
    expect(await night(18)).toMatchObject({ completed: 0, released: 0 });
  });

  await test.step("Sari decides for her, and transfers the money once Ana says where to", async () => {
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
    await expect(ana.page.getByText("1 refund yang belum ditransfer sekarang menuju ke sini")).toBeVisible();

    const owed = await findsWaiting(sari, "Pengembalian siap ditransfer", `${second.code} Rp 200.000`);
    await expect(owed).toContainText("8880002222");
    await owed.getByLabel("Nomor referensi transfer").fill("TRX-0200");
    await owed.getByRole("button", { name: "Tandai sudah ditransfer" }).click();
    await expect(sari.page.getByText(`Pengembalian ${second.code} tercatat`)).toBeVisible();
    const back = await opens(ana, "Rp 200.000 sudah kami transfer ke rekeningmu", "Lihat pesanan");
    expect(back.text).toContain("BCA 8880002222 (Ana Lestari)");
    await expect(ana.page.getByText("Nomor referensi TRX-0200")).toBeVisible();
  });

  await test.step("what is left of it comes free for Hugo, and every rupiah is accounted for", async () => {
    const kept = second.amount - 200_000;
    const share = rupiah(kept - Math.floor(kept * 0.05));
    expect(await night(19)).toMatchObject({ completed: 0, released: 1 });
    await opens(hugo, `Dana ${share} dari trip ${lake.title} siap ditransfer`, "Lihat dana");
    await hugo.page.goto("/");
    await sari.page.goto("/admin");
    await expect(sari.page.getByRole("main").getByRole("link", { name: /Pencairan siap ditransfer/ })).toContainText(
      share,
    );
  });

  expect(market.unread(), "mails that the story did not expect").toEqual([]);
  expect(complaints).toEqual([]);
});
