import { eq } from "drizzle-orm";
import { newId } from "#db/columns.ts";
import { db, disconnect } from "#db/connection.ts";
import { addAdministrator } from "#domain/users/administrators.ts";
import { users } from "#domain/users/schema.ts";
import { givenAccount, password } from "#tests/accounts.ts";
import { givenOrganizer } from "#tests/rows.ts";
import { ana, expect, sari, signedIn, test } from "./story.ts";

test.afterAll(disconnect);

test("Sari opens the morning page signed out, signs in and gets the page she wanted", async ({ page }) => {
  await page.goto("/admin/system?lipat=1");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Masuk");
  await page.getByLabel("Alamat email").fill(sari.email);
  await page.getByLabel("Kata sandi").fill(sari.password);
  await page.getByRole("button", { name: "Masuk" }).click();
  await expect(page).toHaveURL("/admin/system?lipat=1");
  await expect(page.getByRole("heading", { name: "Run terbaru" })).toBeVisible();
});

test("who wanted nothing else lands where they work: Sari in the back office, Hugo on his trips, Ana back on the trip that she was reading", async ({
  page,
}) => {
  const hugo = await givenAccount({ email: `${newId()}@example.com` });
  await givenOrganizer({ user: hugo });
  for (const [email, secret, path] of [
    [sari.email, sari.password, "/admin"],
    [hugo.email, password, "/organizer"],
    [ana.email, ana.password, "/trip/terbuka"],
  ] as const) {
    await page.context().clearCookies();
    await page.goto("/trip/terbuka");
    await page.getByRole("banner").getByRole("link", { name: "Masuk" }).click();
    await page.getByLabel("Alamat email").fill(email);
    await page.getByLabel("Kata sandi").fill(secret);
    await page.getByRole("button", { name: "Masuk" }).click();
    await expect(page).toHaveURL(path);
  }
});

test("a password can be shown while it is typed", async ({ page }) => {
  await page.goto("/masuk");
  const field = page.getByLabel("Kata sandi");
  await field.fill("hujan di bulan juni");
  await expect(field).toHaveAttribute("type", "password");
  await page.getByRole("button", { name: "Tampilkan kata sandi" }).click();
  await expect(field).toHaveAttribute("type", "text");
  await expect(field).toHaveValue("hujan di bulan juni");
});

test("a wrong password is told beside the form, the address stays and the password field has the focus", async ({
  page,
}) => {
  await page.goto("/masuk");
  await page.getByLabel("Alamat email").fill(sari.email);
  await page.getByLabel("Kata sandi").fill("tebakan");
  await page.getByRole("button", { name: "Masuk" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("Email atau kata sandi tidak cocok");
  await expect(page.getByLabel("Alamat email")).toHaveValue(sari.email);
  await expect(page.getByLabel("Kata sandi")).toBeFocused();
});

test("what is missing is told beside its field", async ({ page }) => {
  await page.goto("/masuk");
  await page.getByLabel("Alamat email").fill("sari");
  await page.getByRole("button", { name: "Masuk" }).click();
  await expect(page.getByLabel("Alamat email")).toHaveAccessibleDescription(/belum lengkap/);
  await expect(page.getByLabel("Kata sandi")).toHaveAccessibleDescription("Bagian ini wajib diisi.");
  await expect(page.getByLabel("Alamat email")).toBeFocused();
});

test("guessing is stopped after ten tries, with the time to wait", async ({ page }) => {
  const eve = `${newId()}@setrip.example`;
  await page.goto("/masuk");
  for (let tries = 0; tries < 11; tries++) {
    await page.getByLabel("Alamat email").fill(eve);
    await page.getByLabel("Kata sandi").fill(`tebakan ${tries}`);
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await page.getByRole("button", { name: "Masuk" }).click();
    await answered;
    await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
    await expect(page.getByRole("button", { name: "Masuk" })).toBeEnabled();
  }
  await expect(page.getByRole("main").getByRole("alert")).toHaveText(/Tunggu \d+ (detik|menit), lalu coba lagi/);
});

test("Ana, who is no administrator, sees a 404 as if there were nothing", async ({ page, context }) => {
  await signedIn(context, ana);
  for (const path of ["/admin", "/admin/system", "/admin/system/runs/any"]) {
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Halaman tidak ditemukan");
    await expect(page.getByRole("navigation")).toHaveCount(0);
  }
});

test("signing out closes the back office", async ({ page, context }) => {
  await signedIn(context, sari);
  await page.goto("/admin/system");
  await page.getByRole("button", { name: "Keluar" }).click();
  await expect(page).toHaveURL("/");
  await page.goto("/admin/system");
  await expect(page).toHaveURL(/\/masuk\?lanjut=/);
});

test("the wanted page cannot be another site", async ({ page }) => {
  await page.goto("/masuk?lanjut=/.//evil.example/");
  await page.getByLabel("Alamat email").fill(sari.email);
  await page.getByLabel("Kata sandi").fill(sari.password);
  await page.getByRole("button", { name: "Masuk" }).click();
  await expect(page).toHaveURL("/admin");
});

test("the demo's accounts fill the form in", async ({ page }) => {
  await page.goto("/masuk?lanjut=/admin/system");
  await page.getByRole("button", { name: /Sari/ }).click();
  await page.getByRole("button", { name: "Masuk", exact: true }).click();
  await expect(page).toHaveURL("/admin/system");
});

test("a one-time link sets a password, with which one signs in", async ({ page }) => {
  const email = `${newId()}@setrip.example`;
  const added = await addAdministrator(email, { now: new Date() });
  if (!added.ok) throw new Error(added.reason);
  await page.goto(`/atur-sandi?token=${added.token}`);
  await page.getByLabel("Kata sandi baru").fill("pendek");
  await page.getByRole("button", { name: "Simpan kata sandi" }).click();
  await expect(page.getByLabel("Kata sandi baru")).toHaveAccessibleDescription(/Terlalu pendek/);
  await page.getByLabel("Kata sandi baru").fill("fajar di pantai");
  await page.getByRole("button", { name: "Simpan kata sandi" }).click();
  await expect(page.getByText("Kata sandi tersimpan")).toBeVisible();
  await page.getByLabel("Alamat email").fill(email);
  await page.getByLabel("Kata sandi").fill("fajar di pantai");
  await page.getByRole("button", { name: "Masuk", exact: true }).click();
  await expect(page).toHaveURL("/admin");

  await page.context().clearCookies();
  await page.goto(`/atur-sandi?token=${added.token}`);
  await page.getByLabel("Kata sandi baru").fill("fajar di gunung");
  await page.getByRole("button", { name: "Simpan kata sandi" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("sudah dipakai");
});

test("the chosen language is the one of the mails to come", async ({ page, context }) => {
  const { id, email } = await givenAccount();
  await signedIn(context, { email, password });
  await page.goto("/");
  await page.getByRole("button", { name: "EN, English" }).click();
  await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
  const [row] = await db().select({ locale: users.locale }).from(users).where(eq(users.id, id));
  expect(row?.locale).toBe("en");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("signing in works, and so do its refusals and the theme switch", async ({ page }) => {
    await page.goto("/admin/system");
    await page.getByLabel("Alamat email").fill(sari.email);
    await page.getByLabel("Kata sandi").fill("tebakan");
    await page.getByRole("button", { name: "Masuk", exact: true }).click();
    await expect(page.getByText("Email atau kata sandi tidak cocok")).toBeVisible();
    await page.getByLabel("Kata sandi").fill(sari.password);
    await page.getByRole("button", { name: "Masuk", exact: true }).click();
    await expect(page).toHaveURL("/admin/system");
    await expect(page.getByRole("heading", { name: "Run terbaru" })).toBeVisible();
    await page.goto("/");
    await page.getByRole("button", { name: "Gelap" }).click();
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  });
});
