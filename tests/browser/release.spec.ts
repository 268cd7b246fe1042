import { setTimeout as wait } from "node:timers/promises";
import type { Page, Route } from "@playwright/test";
import { eq } from "drizzle-orm";
import { db, disconnect } from "#db/connection.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { organizerProfiles, users } from "#domain/users/schema.ts";
import { expect, newVisitor, test } from "./story.ts";
import { fillApplication, givenAna, tripIn } from "./travellers.ts";

/**
 * A release while a page is open. The page's script asks for actions by the names that an earlier release gave them:
 * between the browser and the server each name becomes one that this build has never had.
 */

test.use({ alsoExpected: /^Failed to load resource: the server responded with a status of 502/ });
test.afterAll(disconnect);

const password = "pasir putih pagi";
const earlier = (action: string) => action.slice(0, 2) + "e".repeat(action.length - 2);

/** Whatever the page's scripts send comes from an earlier release; returns how many such requests there were. */
async function fromEarlierRelease(page: Page): Promise<() => number> {
  let sent = 0;
  await page.route("**/*", (route) => {
    const headers = route.request().headers();
    const action = headers["next-action"];
    if (!action) return route.fallback();
    sent++;
    return route.continue({ headers: { ...headers, "next-action": earlier(action) } });
  });
  return () => sent;
}

const told = (page: Page) => page.locator("#new-release");

test("a sign-up with its password is sent again by itself, and the page says why", async ({ page }) => {
  const email = `rilis.${process.pid}@setrip.example`;
  await page.goto("/daftar");
  const sent = await fromEarlierRelease(page);
  await page.getByLabel("Nama lengkap").fill("Ana Putri");
  await page.getByLabel("Alamat email").fill(email);
  await page.getByLabel("Nomor HP").fill("0812 3456 7890");
  await page.getByLabel("Kata sandi").fill(password);
  await page.getByRole("button", { name: "Buat akun" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Periksa emailmu");
  await expect(told(page)).toContainText("SeTrip tadi diperbarui");
  expect(sent()).toBe(1);
  expect(await db().$count(users, eq(users.email, email))).toBe(1);
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain("pasir");
});

test("what is wrong is told all the same, beside what was typed", async ({ page }) => {
  await page.goto("/daftar");
  await fromEarlierRelease(page);
  await page.getByLabel("Nama lengkap").fill("Ana Putri");
  await page.getByLabel("Alamat email").fill("ana@");
  await page.getByRole("button", { name: "Buat akun" }).click();
  await expect(page.getByLabel("Alamat email")).toHaveAccessibleDescription(/belum lengkap/);
  await expect(page.getByLabel("Nama lengkap")).toHaveValue("Ana Putri");
  await expect(told(page)).toContainText("SeTrip tadi diperbarui");
});

test("rows that were added go along: a booking for two is one booking for two", async ({ page, context }) => {
  const ana = await givenAna(context);
  const trip = await tripIn(20);
  await page.goto(`/trip/${trip.slug}/pesan`);
  await fromEarlierRelease(page);
  await page.getByRole("button", { name: "Tambah orang" }).click();
  await page.getByRole("group", { name: "Orang 2" }).getByLabel("Nama lengkap").fill("Citra");
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Pesan dan lihat cara bayar" }).click();
  await expect(page).toHaveURL(/\/pesanan\/ST-[2-9A-Z]{5}\/bayar$/);
  const booked = await db().select().from(bookings).where(eq(bookings.userId, ana.id));
  expect(booked.map(({ pax }) => pax)).toEqual([2]);
});

test("a picture that was chosen goes along, too", async ({ page, context }) => {
  const ana = await givenAna(context);
  await page.goto("/organizer/daftar");
  await fromEarlierRelease(page);
  const form = await fillApplication(page);
  await form.getByRole("button", { name: "Kirim pendaftaran" }).click();
  await expect(told(page)).toContainText("SeTrip tadi diperbarui");
  const [profile] = await db().select().from(organizerProfiles).where(eq(organizerProfiles.userId, ana.id));
  expect(profile?.status).toBe("PENDING");
  expect(profile?.idDocPath).toBeTruthy();
});

test("a button without fields does what it says, also where its form is on the page twice", async ({ page }) => {
  await page.goto("/");
  await fromEarlierRelease(page);
  await page.getByRole("button", { name: "Gelap" }).first().click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByRole("button", { name: "EN, English" }).first().click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(told(page)).toContainText("SeTrip was updated");
});

/** As on an old phone: scripts come late, and each takes a while. */
async function slowDown(page: Page): Promise<void> {
  const client = await page.context().newCDPSession(page);
  await client.send("Emulation.setCPUThrottlingRate", { rate: 8 });
  await page.route("**/_next/static/**", async (route) => {
    await wait(400);
    await route.fallback();
  });
}

test("two buttons in a row both do what they say on a slow phone, and the last page says why", async ({ page }) => {
  await page.goto("/");
  await fromEarlierRelease(page);
  await slowDown(page);
  await page.getByRole("button", { name: "Gelap" }).first().click();
  // At once on the page that comes of it, before its scripts have been loaded.
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByRole("button", { name: "EN, English" }).first().click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(told(page)).toContainText("SeTrip was updated");
  await told(page).getByRole("button", { name: "Close" }).click();
  await page.reload();
  await expect(told(page)).toHaveCount(0);
});

test("while the new release is asked, nothing else is sent that would be lost with the page", async ({ page }) => {
  await page.goto("/");
  await fromEarlierRelease(page);
  const { promise: asked, resolve: isAsked } = Promise.withResolvers<void>();
  const { promise: open, resolve: letGo } = Promise.withResolvers<void>();
  await freshPage(page, async (html) => {
    isAsked();
    await open;
    return html;
  });
  await page.getByRole("button", { name: "Gelap" }).first().click();
  await asked;
  await expect(told(page)).toContainText("sedang dikirim sekali lagi");
  // Waits, as a person does, until the button can be pressed: on the next page.
  const second = page.getByRole("button", { name: "EN, English" }).first().click();
  letGo();
  await second;
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("a release whose server is not there yet is asked again, and what was typed stays", async ({ page }) => {
  await page.goto("/daftar");
  await fromEarlierRelease(page);
  let away = true;
  await page.route("**/*", (route) =>
    away && route.request().resourceType() === "fetch" && route.request().method() === "GET"
      ? route.fulfill({ status: 502, contentType: "text/html", body: "<h1>502 Bad Gateway</h1>" })
      : route.fallback(),
  );
  await page.getByLabel("Alamat email").fill("ana@");
  await page.getByRole("button", { name: "Buat akun" }).click();
  await expect(told(page)).toContainText("koneksinya terputus");
  away = false;
  await page.getByRole("button", { name: "Kirim lagi" }).click();
  await expect(page.getByLabel("Alamat email")).toHaveAccessibleDescription(/belum lengkap/);
});

// What a page still loads ahead when its test ends is no fault of the next one.
test.afterEach(({ page }) => page.unrouteAll({ behavior: "ignoreErrors" }));

/** The fresh page, as the new release draws it: `change` its markup. */
async function freshPage(page: Page, change: (html: string, route: Route) => Promise<string> | string) {
  await page.route("**/*", async (route) => {
    const request = route.request();
    const isPage = request.resourceType() === "fetch" && request.method() === "GET" && !request.headers().rsc;
    if (!isPage) return route.fallback();
    const response = await route.fetch();
    return route.fulfill({ response, body: await change(await response.text(), route) });
  });
}

test("a form that has changed is not sent blindly: what was typed comes back, and one press is left", async ({
  page,
}) => {
  await page.goto("/daftar");
  await fromEarlierRelease(page);
  await freshPage(page, (html) => html.replaceAll('id="sign-up"', 'id="join"'));
  await page.getByLabel("Nama lengkap").fill("Ana Putri");
  await page.getByLabel("Kata sandi").fill(password);
  await page.getByRole("button", { name: "Buat akun" }).click();
  await expect(told(page)).toContainText("Belum ada yang terkirim");
  await expect(page.getByLabel("Kata sandi")).toHaveValue(password);
  await page.getByRole("button", { name: "Muat ulang" }).click();
  await expect(told(page)).toContainText("Isianmu sudah kami kembalikan");
  await expect(page.getByLabel("Nama lengkap")).toHaveValue("Ana Putri");
  await expect(page.getByLabel("Kata sandi")).toHaveValue("");
  expect(await page.evaluate(() => ({ ...sessionStorage }))).toEqual({});
});

test("a connection that breaks in between loses nothing", async ({ page }) => {
  await page.goto("/daftar");
  await fromEarlierRelease(page);
  let away = true;
  await page.route("**/*", (route) =>
    away && route.request().resourceType() === "fetch" && route.request().method() === "GET"
      ? route.abort("connectionreset")
      : route.fallback(),
  );
  await page.getByLabel("Alamat email").fill("ana@");
  await page.getByRole("button", { name: "Buat akun" }).click();
  await expect(told(page)).toContainText("koneksinya terputus");
  await expect(page.getByLabel("Alamat email")).toHaveValue("ana@");
  away = false;
  await page.getByRole("button", { name: "Kirim lagi" }).click();
  await expect(page.getByLabel("Alamat email")).toHaveAccessibleDescription(/belum lengkap/);
});

test("without scripts the answer says so in words, with what was typed and the way back", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...newVisitor() });
  const page = await context.newPage();
  await page.goto("/daftar");
  await page.route("**/daftar", (route) => {
    const body = route.request().postDataBuffer();
    if (!body) return route.fallback();
    const text = body.toString("latin1").replaceAll(/\b[0-9a-f]{42}\b/g, earlier);
    return route.continue({ postData: Buffer.from(text, "latin1") });
  });
  await page.getByLabel("Nama lengkap").fill("Ana Putri");
  await page.getByLabel("Kata sandi").fill(password);
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === "POST"),
    page.getByRole("button", { name: "Buat akun" }).click(),
  ]);
  expect(answer.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("SeTrip baru saja diperbarui");
  await expect(page.getByText("Ana Putri")).toBeVisible();
  await expect(page.getByText(password)).toHaveCount(0);
  await page.getByRole("link", { name: "Buka lagi halamannya" }).click();
  await expect(page.getByLabel("Nama lengkap")).toBeVisible();
  await context.close();
});
