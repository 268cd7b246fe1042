import { disconnect } from "#db/connection.ts";
import { givenBooking } from "#tests/rows.ts";
import { wayan } from "./market.ts";
import { ana, expect, signedIn, test } from "./story.ts";
import { tripIn } from "./travellers.ts";

test.afterAll(disconnect);

test.describe("Ana looks for a trip, without any script", () => {
  test.use({ javaScriptEnabled: false });

  test("she reads of an address with nothing behind it that there is nothing, and is led home", async ({
    page,
    context,
  }) => {
    await signedIn(context, ana);
    for (const path of ["/trip/tidak-ada", "/penyelenggara/tidak-ada", "/pesanan/ST-TIDAKADA", "/admin/payments"]) {
      expect((await page.goto(path))?.status()).toBe(404);
      await expect(page.getByRole("heading", { name: "Halaman tidak ditemukan" })).toBeVisible();
    }
    await page.getByRole("link", { name: "Ke halaman depan" }).click();
    await expect(page).toHaveURL("/");
  });

  test("she says where, when and for how much, and the address keeps it", async ({ page }) => {
    await page.goto("/");
    await page.getByLabel("Mau ke mana?").fill("bromo fajar");
    await page.getByLabel("Harga per orang").selectOption("500000");
    await page.getByRole("button", { name: "Cari" }).click();
    await expect(page).toHaveURL(/tujuan=bromo(\+|%20)fajar.*harga=500000/);
    await expect(page.getByRole("article")).toHaveCount(1);
    await expect(page.getByLabel("Mau ke mana?")).toHaveValue("bromo fajar");

    await page.getByRole("link", { name: "Hapus saringan: Sampai Rp 500.000" }).click();
    await expect(page).toHaveURL("/?tujuan=bromo+fajar");
    await page.getByRole("link", { name: "Hapus semua" }).click();
    await expect(page).toHaveURL("/");
  });

  test("the cheapest come first, a page at a time, each trip once", async ({ page }) => {
    await page.goto("/?tujuan=pulau+seribu");
    await page.getByRole("link", { name: "Termurah" }).click();
    await expect(page).toHaveURL("/?tujuan=pulau+seribu&urut=termurah");
    const titles = page.getByRole("article").getByRole("heading");
    await expect(titles).toHaveCount(12);
    await expect(titles.first()).toHaveText("Pulau 1");
    await page.getByRole("link", { name: "Trip berikutnya" }).click();
    await expect(titles).toHaveText(["Pulau 13", "Pulau 14"]);
    await page.getByRole("link", { name: "Kembali ke awal" }).click();
    await expect(titles.first()).toHaveText("Pulau 1");
  });

  test("where nothing fits she is told what to change, and what leaves soonest", async ({ page }) => {
    await page.goto("/?tujuan=atlantis");
    await expect(page.getByText("Belum ada trip yang cocok")).toBeVisible();
    await expect(page.getByRole("article")).toHaveCount(3);
  });

  test("the photos open over the page", async ({ page }) => {
    await page.goto("/trip/terbuka");
    await page.getByRole("button", { name: "Lihat 3 foto" }).click();
    const photos = page.getByRole("dialog", { name: "Foto trip" });
    await expect(photos.getByRole("img", { name: "Foto 1 dari 3: Bromo Fajar" })).toBeInViewport();
    await photos.getByRole("button", { name: "Tutup" }).click();
    await expect(photos).toBeHidden();
  });
});

test("the photos open, scroll and close by the keyboard alone, which then is where it was", async ({ page }) => {
  await page.goto("/trip/terbuka");
  const opener = page.getByRole("button", { name: "Perbesar foto 2" });
  await opener.focus();
  await page.keyboard.press("Enter");
  const photos = page.getByRole("dialog", { name: "Foto trip" });
  await expect(photos.getByRole("button", { name: "Tutup" })).toBeFocused();
  await page.keyboard.press("End");
  await expect(photos.getByRole("img", { name: /^Foto 3/ })).toBeInViewport();
  await page.keyboard.press("Escape");
  await expect(photos).toBeHidden();
  await expect(opener).toBeFocused();
});

test("the seats left are true for whoever looks again", async ({ page }) => {
  const trip = await tripIn(20, { quota: 10 });
  await page.goto(`/trip/${trip.slug}`);
  await expect(page.getByText("Sisa 10 kursi").first()).toBeVisible();
  await givenBooking({ trip, pax: 9 });
  // A public page is kept for a moment, and this booking went past the app.
  await expect
    .poll(async () => {
      await page.reload();
      return page.getByText("Sisa 1 kursi").count();
    })
    .toBeGreaterThan(0);
  await expect(page.getByText("9 dari 10 kursi terisi").first()).toBeVisible();
});

test("who is not signed in finds one button to join, and no way to the organizer's phone", async ({ page }) => {
  await page.goto("/trip/terbuka");
  await expect(page.getByRole("link", { name: "Ikut trip" })).toHaveAttribute("href", "/trip/terbuka/pesan");
  const html = await page.content();
  expect(html).not.toMatch(/chat\.whatsapp\.com|\+62|wayan@/);
});

test("on a phone the button stays within reach while she reads", async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 812 });
  await page.goto("/trip/terbuka");
  for (const part of ["Bromo Fajar", "Kalau kamu batal"]) {
    await page.getByRole("heading", { name: part }).scrollIntoViewIfNeeded();
    await expect(page.getByRole("link", { name: "Ikut trip" })).toBeInViewport({ ratio: 1 });
  }
});

for (const [slug, why] of Object.entries({
  penuh: "Semua kursi sudah dipesan.",
  tutup: "Batas waktu memesan trip ini sudah lewat.",
  batal: "Trip ini dibatalkan.",
  selesai: "Trip ini sudah selesai.",
  beku: "Untuk sementara trip ini tidak menerima pesanan baru.",
})) {
  test(`a trip that is "${slug}" is still there, says why nobody can book, and offers others`, async ({ page }) => {
    expect((await page.goto(`/trip/${slug}`))?.status()).toBe(200);
    await expect(page.getByText(why)).toBeVisible();
    await expect(page.getByRole("link", { name: "Ikut trip" })).toHaveCount(0);
    await expect(page.getByRole("link", { name: "Cari trip lain" })).toBeVisible();
  });
}

test("who has booked is led to the booking, and who leads the trip to its back room", async ({ page, context }) => {
  await signedIn(context, ana);
  await page.goto("/trip/dipesan");
  await expect(page.getByRole("link", { name: "Lihat pesananmu" })).toHaveAttribute("href", /^\/pesanan\/ST-/);
  await context.clearCookies();
  await signedIn(context, wayan);
  await page.goto("/trip/terbuka");
  await expect(page.getByRole("link", { name: "Kelola trip ini" })).toHaveAttribute("href", /^\/organizer\/trip\//);
});

test("an organizer's page vouches for him, and for nobody who is suspended", async ({ page }) => {
  await page.goto("/penyelenggara/wayan-trips");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Wayan & Kawan");
  await expect(page.getByText("Terverifikasi.")).toBeVisible();
  await expect(page.getByText("1 trip dipimpin")).toBeVisible();
  await page.goto("/penyelenggara/dibekukan");
  await expect(page.getByText("Terverifikasi")).toHaveCount(0);
  await expect(page.getByText("sedang tidak menerima pesanan")).toBeVisible();
});

// Once it fails, Next draws `not-found.tsx` on the server and `app/_shell/or-not-found.tsx` can go: docs/workarounds.md.
test("a missing page is an empty document but for our own words", async ({ request }) => {
  const html = await (await request.get("/trip/tidak-ada")).text();
  expect(html).toContain('<html id="__next_error__">');
  expect(html).toContain("<noscript>");
});

for (const path of ["/trip/tidak-ada", "/penyelenggara/tidak-ada"]) {
  test(`${path} is a 404 that says so`, async ({ page }) => {
    expect((await page.goto(path))?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "Halaman tidak ditemukan" })).toBeVisible();
  });
}

test("search engines are told what the page is about, with a picture that is there", async ({ page, request }) => {
  await page.goto("/trip/terbuka");
  await expect(page).toHaveTitle("Bromo Fajar · SeTrip");
  await expect(page.locator('link[rel="canonical"]')).toHaveAttribute("href", `${process.env.APP_URL}/trip/terbuka`);
  const picture = await page.locator('meta[property="og:image"]').getAttribute("content");
  expect((await request.get(picture!)).headers()["content-type"]).toBe("image/jpeg");
  const [event, way] = await page.locator('script[type="application/ld+json"]').allTextContents();
  expect(JSON.parse(event!)).toMatchObject({
    "@type": ["Event", "TouristTrip"],
    name: "Bromo Fajar",
    remainingAttendeeCapacity: 6,
  });
  expect(JSON.parse(way!)).toMatchObject({ "@type": "BreadcrumbList" });
});

test("the map for search engines names what is on offer, and only that", async ({ request }) => {
  const map = await (await request.get("/sitemap.xml")).text();
  expect(map).toContain(`${process.env.APP_URL}/trip/terbuka</loc>`);
  expect(map).toContain("/penyelenggara/wayan-trips</loc>");
  for (const hidden of ["batal", "selesai", "beku", "dibekukan"]) expect(map).not.toContain(`/${hidden}</loc>`);
  expect(await (await request.get("/robots.txt")).text()).toContain(`Sitemap: ${process.env.APP_URL}/sitemap.xml`);
});
