import { expect, type Page, test } from "@playwright/test";
import pg from "pg";
import { type OwnMarket, openMarket } from "./own-market.ts";

/** A form that is sent while the database cannot serve it: a marketplace of its own, one table of which gets locked. */

let market: OwnMarket;
let psql: pg.Client;
test.beforeAll(async () => {
  market = await openMarket();
  psql = new pg.Client({ connectionString: market.databaseUrl });
  await psql.connect();
});
test.afterAll(async () => {
  await psql?.end();
  await market?.close();
});

const lock = (...tables: string[]) =>
  psql.query(`begin; lock table ${tables.map((table) => `"${table}"`).join(", ")} in access exclusive mode`);
const unlock = () => psql.query("rollback");

async function fillIn(page: Page, email: string): Promise<void> {
  await page.goto(`${market.url}/daftar`);
  await page.getByLabel("Nama lengkap").fill("Ana Putri");
  await page.getByLabel("Alamat email").fill(email);
  await page.getByLabel("Nomor HP").fill("0812 3456 7890");
  await page.getByLabel("Kata sandi").fill("pasir putih pagi");
}

const told = (page: Page) => page.locator("#new-release");

test("a form keeps all that was typed, says why it was not sent, and is sent from there", async ({ page }) => {
  await fillIn(page, "ana.menunggu@setrip.test");
  await lock("User", "RateLimit");
  await page.getByRole("button", { name: "Buat akun" }).click();
  await expect(told(page)).toContainText("Isianmu masih di sini dan belum diproses", { timeout: 15_000 });
  await expect(page.getByLabel("Nama lengkap")).toHaveValue("Ana Putri");
  await expect(page.getByLabel("Kata sandi")).toHaveValue("pasir putih pagi");
  await unlock();
  await told(page).getByRole("button", { name: "Kirim lagi" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Periksa emailmu");
});

test("a page that one goes on to says so, and loads once the database is back", async ({ page }) => {
  await page.goto(`${market.url}/cara-kerja`);
  await lock("Trip");
  await page.getByRole("link", { name: "SeTrip" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Sebentar/, { timeout: 15_000 });
  await unlock();
  await page
    .getByRole("link", { name: /lagi/ })
    .or(page.getByRole("button", { name: /lagi/ }))
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(/^Sebentar/);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("a form that was sent says so, and what was typed is still in the browser", async ({ page }) => {
    await fillIn(page, "ana.tanpa.skrip@setrip.test");
    await lock("User", "RateLimit");
    await page.getByRole("button", { name: "Buat akun" }).click();
    await expect(page.getByText("Yang baru kamu kirim belum diproses")).toBeVisible({ timeout: 15_000 });
    await unlock();
    await page.goBack();
    await expect(page.getByLabel("Nama lengkap")).toHaveValue("Ana Putri");
    await page.getByLabel("Kata sandi").fill("pasir putih pagi");
    await page.getByRole("button", { name: "Buat akun" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Periksa emailmu");
  });
});
