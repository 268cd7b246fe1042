import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { accountPages } from "./account-visual.ts";
import { adminPages } from "./admin-visual.ts";
import { bookingPages } from "./booking-visual.ts";
import { organizerPages } from "./organizer-visual.ts";
import { otherPages } from "./other-visual.ts";
import { expect, sari, signedIn, test } from "./story.ts";

// Half of all there is to see: whichever worker is free takes the next page.
test.describe.configure({ mode: "parallel" });

/** Every page, by what a visitor does to get there. */
const pages: Record<string, (page: Page) => Promise<unknown>> = {
  home: (page) => page.goto("/"),
  "a search": (page) => page.goto("/?tujuan=bromo&harga=500000&urut=termurah"),
  "a search that finds nothing": (page) => page.goto("/?tujuan=atlantis&bulan=2027-01"),
  "a trip": (page) => page.goto("/trip/terbuka"),
  "a trip's photo": async (page) => {
    await page.goto("/trip/terbuka");
    await page.getByRole("button", { name: "Perbesar foto 1" }).click();
    await expect(page.getByRole("dialog", { name: "Foto trip" })).toBeVisible();
  },
  "a trip that is full": (page) => page.goto("/trip/penuh"),
  "a trip that was cancelled": (page) => page.goto("/trip/batal"),
  "an organizer": (page) => page.goto("/penyelenggara/wayan-trips"),
  "an organizer who is suspended": (page) => page.goto("/penyelenggara/dibekukan"),
  "how it works": (page) => page.goto("/cara-kerja"),
  terms: (page) => page.goto("/syarat"),
  privacy: (page) => page.goto("/privasi"),
  "sign-in": (page) => page.goto("/masuk"),
  "sign-in refused": async (page) => {
    await page.goto("/masuk");
    await page.getByRole("button", { name: "Masuk", exact: true }).click();
    await expect(page.getByText("Bagian ini wajib diisi.").first()).toBeVisible();
  },
  "not found": (page) => page.goto("/tidak-ada"),
  "morning page": (page) => asSari(page, "/admin/system"),
  "morning page, folded": (page) => asSari(page, "/admin/system?lipat=1"),
  "run now": async (page) => {
    // On a phone the question is on the job's own page.
    await page.setViewportSize({ width: 1280, height: 800 });
    await asSari(page, "/admin/system");
    await page
      .getByRole("article")
      .getByRole("button", { name: /^Jalankan sekarang/ })
      .first()
      .click();
    await expect(page.getByRole("dialog")).toBeVisible();
  },
  "a failed run": async (page) => {
    await asSari(page, "/admin/system");
    await page.getByRole("link", { name: "Lihat error" }).first().click();
    await expect(page).toHaveURL(({ pathname }) => pathname.startsWith("/admin/system/runs/"));
    await expect(page.getByRole("heading", { name: "Log" })).toBeVisible();
  },
  "a job": async (page) => {
    await signedIn(page.context(), sari);
    await page.goto("/admin/system/jobs/expire-payments");
    await expect(page.getByRole("heading", { name: "Semua run" })).toBeVisible();
  },
  incidents: async (page) => {
    await signedIn(page.context(), sari);
    await page.goto("/admin/system/incidents");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  },
  "an incident": async (page) => {
    await signedIn(page.context(), sari);
    await page.goto("/admin/system/incidents");
    await page.getByRole("main").getByRole("listitem").getByRole("link").first().click();
    await expect(page).toHaveURL(({ pathname }) => pathname.startsWith("/admin/system/incidents/"));
    await expect(page.getByRole("heading", { name: "Urutan kejadian" })).toBeVisible();
  },
  "the runbook": async (page) => {
    await signedIn(page.context(), sari);
    await page.goto("/admin/system/panduan");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  },
  ...accountPages,
  ...bookingPages,
  ...adminPages,
  ...organizerPages,
  ...otherPages,
};

async function asSari(page: Page, path: string) {
  await signedIn(page.context(), sari);
  await page.goto(path);
  await expect(page.getByRole("heading", { name: "Run terbaru" })).toBeVisible();
}

for (const [name, open] of Object.entries(pages)) {
  test(`${name}: accessible in both themes, on a phone and at a desk, and no wider than the screen`, async ({
    page,
  }) => {
    await expectAccessible(page, open);
  });
}

test("the theme is in the first byte, so that nothing flashes, and survives a reload", async ({ page }) => {
  await page.goto("/masuk");
  await page.getByRole("button", { name: "Gelap" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  const html = await (await page.request.get("/masuk")).text();
  expect(html).toMatch(/<html[^>]* data-theme="dark"/);
  await page.getByRole("button", { name: "Terang" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
});

test("English is a switch away, and the page says which language it is in", async ({ page }) => {
  await page.goto("/masuk");
  await expect(page.locator("html")).toHaveAttribute("lang", "id");
  await page.getByRole("button", { name: "EN, English" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
});
