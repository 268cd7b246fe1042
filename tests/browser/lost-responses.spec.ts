import type { Page, Route } from "@playwright/test";
import { eq } from "drizzle-orm";
import { newId } from "#db/columns.ts";
import { db, disconnect } from "#db/connection.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { organizerProfiles } from "#domain/users/schema.ts";
import { givenAccount, password } from "#tests/accounts.ts";
import { givenProof } from "./back-office.ts";
import { startCuttingProxy } from "./cutting-proxy.ts";
import { expect, sari, signedIn, test } from "./story.ts";
import { fillApplication, givenAna, tripIn } from "./travellers.ts";

/** A form whose answer is lost, cut off, or somebody else's: the page and what was typed stay, and what is known is said. */

test.use({ alsoExpected: /^Failed to load resource: (the server responded with a status of [45]|net::ERR_)/ });
test.afterAll(disconnect);
// What a page still loads ahead when its test ends is no fault of the next one.
test.afterEach(({ page }) => page.unrouteAll({ behavior: "ignoreErrors" }));

const told = (page: Page) => page.locator("#new-release");
const html = (status: number) => (route: Route) =>
  route.fulfill({ status, contentType: "text/html", body: "<html><body><h1>nginx</h1></body></html>" });
const text = (status: number) => (route: Route) =>
  route.fulfill({ status, contentType: "text/plain", body: "Too Many Requests" });

/** What becomes of the requests of forms until the returned function is called. */
async function meeting(page: Page, fate: (route: Route) => Promise<void>): Promise<() => void> {
  let isOver = false;
  await page.route("**/*", (route) =>
    !isOver && route.request().headers()["next-action"] ? fate(route) : route.fallback(),
  );
  return () => {
    isOver = true;
  };
}

const uncertain = /belum pasti apakah isianmu tercatat.*aman untuk dikirim lagi/;
const notDone = /belum ada yang diproses/;
const answers: Record<string, { fate: (route: Route) => Promise<void>; says: RegExp }> = {
  "a connection that is reset": { fate: (route) => route.abort("connectionreset"), says: uncertain },
  "one that times out": { fate: (route) => route.abort("timedout"), says: uncertain },
  "a proxy's 502": { fate: html(502), says: uncertain },
  "a proxy's 504": { fate: html(504), says: uncertain },
  "a proxy's 503": { fate: html(503), says: uncertain },
  "a proxy's 429": { fate: html(429), says: notDone },
  "a proxy's 413": { fate: html(413), says: /terlalu besar, jadi belum ada yang diproses/ },
  "429 in plain text": { fate: text(429), says: notDone },
  "408 in plain text": { fate: text(408), says: notDone },
  "403 in plain text": { fate: text(403), says: notDone },
  "500 in plain text": { fate: text(500), says: uncertain },
  "a hotel's page with 200": { fate: html(200), says: uncertain },
  "nothing with 204": { fate: (route) => route.fulfill({ status: 204 }), says: uncertain },
};

test("a sign-in stays with all that was typed, whatever comes in place of its answer, and is sent from there", async ({
  page,
}) => {
  const { email } = await givenAccount({ email: `${newId()}@example.com` });
  await page.goto("/masuk");
  await page.getByLabel("Alamat email").fill(email);
  await page.getByLabel("Kata sandi").fill(password);
  for (const [name, { fate, says }] of Object.entries(answers)) {
    await test.step(name, async () => {
      const over = await meeting(page, fate);
      await page.getByRole("button", { name: "Masuk", exact: true }).click();
      await expect(told(page)).toContainText(says);
      await expect(page.getByLabel("Alamat email")).toHaveValue(email);
      await expect(page.getByLabel("Kata sandi")).toHaveValue(password);
      over();
      await told(page).getByRole("button", { name: "Tutup" }).click();
    });
  }
  const over = await meeting(page, html(502));
  await page.getByRole("button", { name: "Masuk", exact: true }).click();
  await expect(told(page)).toContainText(uncertain);
  over();
  await told(page).getByRole("button", { name: "Kirim lagi" }).click();
  await expect(page).not.toHaveURL(/masuk/);
  await expect(told(page)).toHaveCount(0);
});

test("without a network nothing was sent, the page says so, and sends it once there is one", async ({
  page,
  context,
}) => {
  const { email } = await givenAccount({ email: `${newId()}@example.com` });
  await page.goto("/masuk");
  await page.getByLabel("Alamat email").fill(email);
  await page.getByLabel("Kata sandi").fill(password);
  await context.setOffline(true);
  await page.getByRole("button", { name: "Masuk", exact: true }).click();
  await expect(told(page)).toContainText("Kamu sedang tidak terhubung ke internet");
  await expect(page.getByLabel("Kata sandi")).toHaveValue(password);
  await context.setOffline(false);
  await told(page).getByRole("button", { name: "Kirim lagi" }).click();
  await expect(page).not.toHaveURL(/masuk/);
});

test("a booking whose answer is cut off is one booking, however often it is sent", async ({
  page,
  context,
  baseURL,
}) => {
  const ana = await givenAna(context);
  const trip = await tripIn(20);
  const proxy = await startCuttingProxy(baseURL!);
  const places = () => db().select().from(bookings).where(eq(bookings.userId, ana.id));
  await page.goto(`${proxy.url}/trip/${trip.slug}/pesan`);
  await page.getByRole("button", { name: "Tambah orang" }).click();
  const second = page.getByRole("group", { name: "Orang 2" }).getByLabel("Nama lengkap");
  await second.fill("Citra");
  await page.getByRole("checkbox").check();
  const send = page.getByRole("button", { name: "Pesan dan lihat cara bayar" });
  proxy.cut("before");
  await send.click();
  await expect(told(page)).toContainText(uncertain);
  expect(await places()).toHaveLength(0);
  proxy.cut("after");
  await send.click();
  await expect.poll(async () => (await places()).length).toBe(1);
  await expect(told(page)).toContainText(uncertain);
  await expect(second).toHaveValue("Citra");
  await expect(page.getByRole("checkbox")).toBeChecked();
  proxy.cut();
  await told(page).getByRole("button", { name: "Kirim lagi" }).click();
  await expect(page).toHaveURL(/\/pesanan\/ST-[2-9A-Z]{5}\/bayar$/);
  expect((await places()).map(({ pax }) => pax)).toEqual([2]);
  await proxy.stop();
});

test("one that is cut off amid the answer, when it is known to be done, goes on to the payment", async ({
  page,
  context,
  baseURL,
}) => {
  await givenAna(context);
  const trip = await tripIn(20);
  const proxy = await startCuttingProxy(baseURL!);
  await page.goto(`${proxy.url}/trip/${trip.slug}/pesan`);
  await page.getByRole("checkbox").check();
  proxy.cut("amid");
  await page.getByRole("button", { name: "Pesan dan lihat cara bayar" }).click();
  await expect(page).toHaveURL(/\/pesanan\/ST-[2-9A-Z]{5}\/bayar$/);
  await proxy.stop();
});

test("what moves money asks to look first, in a tab of its own, and is done once all the same", async ({
  page,
  context,
  baseURL,
}) => {
  await signedIn(context, sari);
  const { booking, payment } = await givenProof();
  const typed = String(payment.amount + 50_000);
  const proxy = await startCuttingProxy(baseURL!);
  const address = `/admin/payments?cari=${booking.code}`;
  await page.goto(`${proxy.url}${address}`);
  const proof = page.getByRole("article", { name: booking.code });
  await proof.getByLabel("Jumlah yang masuk").fill(typed);
  proxy.cut("after");
  await proof.getByRole("button", { name: "Terima" }).click();
  await expect(told(page)).toContainText(/bisa jadi sudah tercatat, bisa jadi belum.*lihat dulu/);
  await expect(told(page).getByRole("button", { name: "Kirim lagi" })).toHaveCount(0);
  await expect(proof.getByLabel("Jumlah yang masuk")).toHaveValue(typed);
  const [tab] = await Promise.all([
    context.waitForEvent("page"),
    told(page).getByRole("button", { name: "Lihat di tab baru" }).click(),
  ]);
  await expect(tab.getByText(booking.code).first()).toBeVisible();
  proxy.cut();
  await proof.getByRole("button", { name: "Terima" }).click();
  await expect(page.getByRole("main").locator("[role=status]:not(article *)").first()).toContainText(
    "Tidak ada yang berubah",
  );
  expect(await db().$count(payouts, eq(payouts.bookingId, booking.id))).toBe(1);
  await proxy.stop();
});

test("an application keeps its picture and every word, and is handed in from there", async ({ page, context }) => {
  const ana = await givenAna(context);
  await page.goto("/organizer/daftar");
  const form = await fillApplication(page);
  const over = await meeting(page, html(502));
  await form.getByRole("button", { name: "Kirim pendaftaran" }).click();
  await expect(told(page)).toContainText("lihat dulu di tab baru");
  await expect(form.locator("[name=displayName]")).toHaveValue("Ana Jalan");
  await expect(form.locator("[name=proof]")).toHaveValue(password);
  await expect(form.locator("[name=identity]")).not.toHaveValue("");
  over();
  await form.getByRole("button", { name: "Kirim pendaftaran" }).click();
  const profileOf = () => db().select().from(organizerProfiles).where(eq(organizerProfiles.userId, ana.id));
  await expect.poll(async () => (await profileOf())[0]?.status).toBe("PENDING");
});

test("a form of several steps stays at its step", async ({ page, context }) => {
  await givenAna(context);
  await page.goto("/akun/keamanan");
  await page.locator("#begin-password").fill(password);
  await page.getByRole("button", { name: "Aktifkan", exact: true }).click();
  const code = page.locator("#code");
  await code.fill("123456");
  await meeting(page, (route) => route.abort("connectionreset"));
  await code.press("Enter");
  await expect(told(page)).toContainText("lihat dulu di tab baru");
  await expect(code).toHaveValue("123456");
});

test("a button without fields, and an action that failed with a code for the log", async ({ page }) => {
  await page.goto("/");
  const failure = '0:{"a":"$@1"}\n1:E{"digest":"1234567890"}\n';
  const over = await meeting(page, (route) =>
    route.fulfill({ status: 500, contentType: "text/x-component", body: failure }),
  );
  await page.getByRole("button", { name: "Gelap" }).first().click();
  await expect(told(page)).toContainText("1234567890");
  over();
  await told(page).getByRole("button", { name: "Kirim lagi" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("what the front refuses is said in its own words", async ({ page }) => {
  await page.goto("/masuk");
  await page.getByLabel("Alamat email").fill("ana@example.com");
  await page.getByLabel("Kata sandi").fill("x");
  await meeting(page, (route) =>
    route.continue({ headers: { ...route.request().headers(), "content-type": "text/css" } }),
  );
  await page.getByRole("button", { name: "Masuk", exact: true }).click();
  await expect(told(page)).toContainText("Isianmu masih di sini dan belum diproses.");
  await expect(page.getByLabel("Alamat email")).toHaveValue("ana@example.com");
});
