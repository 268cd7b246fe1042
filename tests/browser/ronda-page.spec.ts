import { test as base, expect, type Page } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { openShop, type Shop } from "./ronda-shop.ts";

/** The engine's own page as a stranger's app shows it. Half past seven in Jakarta, after a night in which some went wrong. */
const test = base.extend<{ quietConsole: undefined }, { shop: Shop }>({
  shop: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs here
    async ({}, use) => {
      const shop = await openShop(new Date("2026-11-24T00:12:30Z"));
      await use(shop);
      await shop.close();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  quietConsole: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
      page.on("request", (request) => !request.url().startsWith("http://localhost") && errors.push(request.url()));
      await use(undefined);
      expect(errors.filter((text) => !/status of 40[034]|^data:/.test(text))).toEqual([]);
    },
    { auto: true },
  ],
});

// Nothing of the page needs scripts.
test.use({ javaScriptEnabled: true, locale: "en-GB" });

/** While something runs, the page would load itself again in the middle of a test. */
const still = "refresh=off";

const views: Record<string, (page: Page, shop: Shop) => Promise<unknown>> = {
  "all jobs": (page, { url }) => page.goto(`${url}?${still}`),
  "all jobs in Indonesian": (page, { url }) => page.goto(`${url}?lang=id&${still}`),
  "a job that failed": (page, { url }) => page.goto(`${url}/jobs/nightly-backup`),
  "a job that runs": (page, { url }) => page.goto(`${url}/jobs/sync-stock?${still}`),
  "a job that takes an input": (page, { url }) => page.goto(`${url}/jobs/weekly-report`),
  "an input that is not accepted": async (page, { url }) => {
    await page.goto(`${url}/jobs/weekly-report`);
    await page.getByLabel("Input (JSON)").fill('{"week": 99}');
    await page.getByRole("button", { name: "Run now" }).click();
    await expect(page.getByRole("alert")).toContainText("nothing was run");
  },
  "all runs": (page, { url }) => page.goto(`${url}/runs?${still}`),
  "runs that nobody finds": (page, { url }) => page.goto(`${url}/runs?status=TIMED_OUT`),
  "a run that failed": async (page, { url }) => {
    await page.goto(`${url}?${still}`);
    await page.getByRole("link", { name: "See the run: nightly-backup" }).click();
    await expect(page.getByRole("heading", { name: "Run of nightly-backup" })).toBeVisible();
  },
  "a run that succeeded": async (page, { url }) => {
    await page.goto(`${url}/runs?job=send-receipts`);
    await page.getByRole("link", { name: "send-receipts" }).first().click();
    await expect(page.getByRole("region", { name: "Payload" }).first()).toBeVisible();
  },
  "a job that is paused": async (page, { url }) => {
    await page.goto(`${url}/jobs/weekly-report`);
    await page.getByText("Pause this job").click();
    await page.getByLabel("How long").selectOption("7 days");
    await page.getByLabel("Reason").fill("moving the database");
    await page.getByRole("button", { name: "Pause" }).click();
    await expect(page.getByRole("status")).toHaveText("The job is paused.");
  },
  "what people did": async (page, { url }) => {
    await page.goto(`${url}/actions`);
    await expect(page.getByRole("heading", { name: "Actions" })).toBeVisible();
  },
  incidents: (page, { url }) => page.goto(`${url}/incidents`),
  "an incident": async (page, { url }) => {
    await page.goto(`${url}/incidents`);
    await page
      .getByRole("main")
      .getByRole("listitem")
      .filter({ hasText: "nightly-backup" })
      .getByRole("link")
      .first()
      .click();
    await expect(page.getByRole("heading", { name: /^Incident: / })).toBeVisible();
  },
  "a run that may be released": async (page, { url }) => {
    await page.goto(`${url}/runs?status=RUNNING&${still}`);
    await page.getByRole("link", { name: "sync-stock" }).click();
    await page.getByRole("link", { name: "Release the job from this run" }).click();
    await page.getByLabel("Reason").fill("its process hangs");
  },
  "nothing there": (page, { url }) => page.goto(`${url}/jobs/nothing`),
  "no access": async (page, { url }) => {
    await page.context().addCookies([{ name: "visitor", value: "eve", url }]);
    await page.goto(url);
    await expect(page.getByRole("heading", { name: "No access" })).toBeVisible();
  },
};

for (const [name, open] of Object.entries(views)) {
  test(`${name}: accessible in both themes, on a phone and at a desk, and no wider than the screen`, async ({
    page,
    shop,
  }) => {
    await expectAccessible(page, (opened) => open(opened, shop));
  });
}

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("Sari sees what went wrong and why, runs the job again and reads how it went", async ({ page, shop }) => {
    await page.goto(`${shop.url}?${still}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(
      "1 job failed, 1 job is late, the triggers' secret is too short.",
    );
    const problems = page.getByRole("region", { name: "Needs attention" }).getByRole("listitem");
    await expect(problems).toHaveText([
      /nightly-backup: The backup could not be uploaded/,
      /expire-carts: its trigger was rejected/,
    ]);

    const backup = page.getByRole("article", { name: "nightly-backup" });
    await expect(backup).toContainText("Every day at 01:00 WIB (18:00 UTC)");
    await expect(backup.getByRole("img", { name: /Tue 24 Nov: 1 run, 1 error/ })).toBeVisible();
    await backup.getByRole("link", { name: "Run now: nightly-backup" }).click();

    await page.getByRole("button", { name: "Run now" }).click();
    await expect(page).toHaveURL(/\/admin\/jobs\/runs\/[0-9a-f-]{36}$/);
    await expect(page.getByRole("main")).toContainText(/succeeded · \d+ m?s · manual/);
    await expect(page.getByText("Sari", { exact: true })).toBeVisible();
    await expect(page.getByRole("list", { name: "Log" }).getByRole("listitem").first()).toContainText(
      'dumping {"tables":42}',
    );

    // Back and forth sends nothing a second time.
    await page.reload();
    await page.goto(`${shop.url}/runs?job=nightly-backup`);
    await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(8);
  });

  test("an input is given, refused in words, mended and given again with the next run", async ({ page, shop }) => {
    await page.goto(`${shop.url}/jobs/weekly-report`);
    await page.getByLabel("Input (JSON)").fill('{"week": 99}');
    await page.getByRole("button", { name: "Run now" }).click();
    await expect(page.getByRole("alert")).toContainText("This input is not accepted, so nothing was run. week: ");
    await expect(page.getByLabel("Input (JSON)")).toHaveValue('{"week": 99}');
    await page.getByLabel("Input (JSON)").fill('{"week": 47}');
    await page.getByRole("button", { name: "Run now" }).click();
    await expect(page.getByRole("main")).toContainText("succeeded");
    await expect(page.getByRole("group", { name: "Payload" })).toContainText('"week": 47');
    await page.getByRole("button", { name: "Run again" }).click();
    await expect(page.getByRole("group", { name: "Payload" })).toContainText('"week": 47');
    await page.getByRole("link", { name: "Change the input first" }).click();
    await expect(page.getByLabel("Input (JSON)")).toHaveValue('{\n  "week": 47\n}');
  });

  test("runs are found by job and status, a page at a time", async ({ page, shop }) => {
    await page.goto(`${shop.url}/runs?${still}`);
    await page.getByLabel("Job").selectOption("nightly-backup");
    await page.getByLabel("Status").selectOption("FAILED");
    await page.getByRole("button", { name: "Filter" }).click();
    await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(2);
    await expect(page.getByLabel("Job")).toHaveValue("nightly-backup");

    await page.goto(`${shop.url}/runs?${still}`);
    await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(50);
    await page.getByRole("link", { name: "Older" }).click();
    await expect(page.getByRole("main").getByRole("listitem").first()).toBeVisible();
    await page.getByRole("link", { name: "Newest" }).click();
    await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(50);
  });

  test("the other language is a link away and stays", async ({ page, shop }) => {
    await page.goto(`${shop.url}?${still}`);
    await page.getByRole("link", { name: "Indonesia" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("1 job terlambat");
    await page.locator("a[href*='/jobs/expire-carts']").first().click();
    await expect(page.locator("html")).toHaveAttribute("lang", "id");
    await expect(page.getByText("Mengosongkan keranjang yang ditinggalkan")).toBeVisible();
  });

  test("a run that goes on is shown to its end without a hand", async ({ page, shop }) => {
    await page.goto(`${shop.url}/runs?status=RUNNING`);
    await page.getByRole("link", { name: "sync-stock" }).click();
    await expect(page.getByText("Something is running")).toBeVisible();
    shop.finishSync();
    await expect(page.getByRole("main")).toContainText(/succeeded · /);
    await expect(page.getByText("Something is running")).toBeHidden();
  });
});

test("a keyboard sees where it is, and comes past the navigation at once", async ({ page, shop }) => {
  await page.goto(`${shop.url}/jobs/weekly-report`);
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to the content" });
  await expect(skip).toBeFocused();
  expect((await skip.boundingBox())!.height).toBeGreaterThan(10);
  await page.keyboard.press("Tab");
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle);
  expect(outline).toBe("solid");
});
