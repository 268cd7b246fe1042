import type { Page } from "@playwright/test";
import { disconnect } from "#db/connection.ts";
import { searchExamples } from "#domain/search/examples.ts";
import { localeCookie } from "#preference-cookies.ts";
import { givenHugo } from "./organizer-rows.ts";
import { ana, expect, sari, signedIn, test } from "./story.ts";

/** Addresses that lead nowhere, or of which the end is missing: each says what to do, in the frame of where one is. */

test.afterAll(disconnect);

const lost = (page: Page) => page.getByRole("heading", { level: 1, name: "Halaman tidak ditemukan" });

for (const path of ["/admin/tidak-ada", "/admin/bookings/ST-TIDAKADA", "/admin/bank/tidak-ada"]) {
  test(`${path} has the back office around it`, async ({ page, context }) => {
    await signedIn(context, sari);
    expect((await page.goto(path))?.status()).toBe(404);
    await expect(lost(page)).toBeVisible();
    await expect(page.getByRole("navigation").getByRole("link", { name: "Pencairan" })).toBeVisible();
    await page.getByRole("link", { name: "Cari di seluruh ruang admin" }).click();
    await expect(page).toHaveURL("/admin/cari");
  });
}

test("of an unknown address of the back office others learn only that there is nothing", async ({ page, context }) => {
  for (const person of [undefined, ana]) {
    if (person) await signedIn(context, person);
    expect((await page.goto("/admin/tidak-ada"))?.status()).toBe(404);
    await expect(lost(page)).toBeVisible();
    await expect(page.getByRole("navigation")).toHaveCount(0);
    await expect(page.getByRole("main")).not.toContainText("admin");
  }
});

for (const path of ["/organizer/tidak-ada", "/organizer/trip/tidak-ada"]) {
  test(`${path} has the site around it, and leads to the organizer's trips`, async ({ page, context }) => {
    await givenHugo(context);
    expect((await page.goto(path))?.status()).toBe(404);
    await expect(lost(page)).toBeVisible();
    await expect(page.getByRole("contentinfo")).toBeVisible();
    await page.getByRole("link", { name: "Ke trip saya" }).click();
    await expect(page).toHaveURL("/organizer");
  });
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("an unknown address keeps its frame, a row that is gone its ways on", async ({ page, context }) => {
    await signedIn(context, sari);
    await page.goto("/admin/tidak-ada");
    await expect(page.getByRole("navigation").getByRole("link", { name: "Pencairan" })).toBeVisible();
    await page.goto("/admin/bookings/ST-TIDAKADA");
    await page.getByRole("link", { name: "Ke beranda admin" }).click();
    await expect(page).toHaveURL("/admin");
  });

  for (const [path, way] of [
    ["/konfirmasi-email", "/masuk?lanjut=%2Fakun"],
    ["/konfirmasi-email?token=", "/masuk?lanjut=%2Fakun"],
    ["/atur-sandi", "/lupa-sandi"],
    ["/atur-sandi?token=a&token=b", "/lupa-sandi"],
  ] as const) {
    test(`${path} says that the link is incomplete, asks for nothing, and leads on`, async ({ page }) => {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Tautan ini tidak lengkap");
      await expect(page.getByRole("main").locator("form")).toHaveCount(0);
      await page.getByRole("main").getByRole("link").click();
      await expect(page).toHaveURL(way);
    });
  }
});

test("the search says what it can look for", async ({ page, context }) => {
  await signedIn(context, sari);
  await page.goto("/admin/cari");
  for (const [, example] of searchExamples) await expect(page.getByRole("main")).toContainText(example);
});

for (const locale of ["id", "en"]) {
  test(`on a phone the search's hint is read whole (${locale})`, async ({ page, context, baseURL }) => {
    await signedIn(context, sari);
    await context.addCookies([{ name: localeCookie, value: locale, url: baseURL! }]);
    await page.setViewportSize({ width: 375, height: 800 });
    await page.goto("/admin");
    const room = await page.getByRole("searchbox").evaluate((input: HTMLInputElement) => {
      const style = getComputedStyle(input);
      const pen = document.createElement("canvas").getContext("2d")!;
      pen.font = style.font;
      const inner = input.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
      return inner - pen.measureText(input.placeholder).width;
    });
    expect(room).toBeGreaterThan(0);
  });
}
