import type { Page } from "@playwright/test";
import { and, eq } from "drizzle-orm";
import { createRonda } from "ronda";
import { db, disconnect, pool } from "#db/connection.ts";
import { auditLogs } from "#domain/audit/schema.ts";
import { jobs } from "#jobs/index.ts";
import { displayZone } from "#ronda.config.ts";
import { test } from "./own-morning.ts";
import { afterTime } from "./page-clock.ts";
import { expect, newVisitor, sari, signedIn } from "./story.ts";

test.beforeEach(async ({ context }) => signedIn(context, sari));
test.afterAll(disconnect);

/** An engine of the test's own on the server's database. */
function observer() {
  const logger = { info() {}, warn() {}, error() {} };
  return createRonda({ app: "setrip", database: pool(), jobs, secrets: {}, logger, displayZone });
}

/** Runs of the jobs whose slots come every five minutes: without them they would turn STALE while the tests go on. */
async function sendMails(count: number): Promise<void> {
  const ronda = observer();
  const payload = { picked: count, succeeded: count, failed: 0 };
  await runSlot(ronda, "expire-payments", { expired: 0, ids: [], reminded: 0 });
  await runSlot(ronda, "process-email-jobs", payload);
}

/** Runs the job's slot as its crontab does, and by hand where that has run: only a slot tells that the schedule arrives. */
async function runSlot(ronda: ReturnType<typeof observer>, name: string, payload: object): Promise<void> {
  const { skipped } = await ronda.runCron(name, () => payload, { trigger: "schedule" });
  if (skipped) await ronda.runCron(name, () => payload, { trigger: "manual" });
}

/** Waits until the server has looked at everything once: what watches find is there from then on. */
async function patrolled(): Promise<void> {
  await expect.poll(async () => (await observer().overview()).patrol.lastFinishedAt).not.toBeNull();
}

/** What the page says that needs somebody. */
const problemsOn = (page: Page) => page.getByRole("region", { name: "Perlu perhatian" }).getByRole("listitem");
const card = (name: string) => ({ name, exact: true });
/** After which the page asks again, and a little more. */
const tenSeconds = 10_500;

test("Stale state alerts: the sentence on top says what is wrong, and the list below it says why, worst first", async ({
  page,
}) => {
  await sendMails(0);
  await patrolled();
  await page.goto("/admin/system");
  // Alerts are mails to admins, too, which wait for the key that this server does not have.
  await expect(page.getByRole("main").getByRole("status").first()).toHaveText(
    /^1\sjob\sgagal,\s1\sjob\sterlambat,\sRp\s4\.350\.000\stertahan(,\s\d+\semail\sbelum\sbisa\sdikirim)?\.$/,
  );
  const problems = problemsOn(page);
  await expect(problems.first()).toContainText("auto-complete-trips: 1 trip tidak bisa diselesaikan: bromo-sunrise");
  await expect(problems.filter({ hasText: "pembayaran menunggu" })).toContainText("Rp 1.450.000");
  await expect(problems.filter({ hasText: "masih ditahan" })).toContainText("tertua 2 hari 2 jam");
  await expect(problems.filter({ hasText: "pengembalian disetujui" })).toContainText("tertua 9 hari");
  await expect(problems.filter({ hasText: "cleanup-trip-images: " })).toHaveCount(1);
});

for (const [state, { says, address }] of Object.entries({
  AWAITING: { says: "pembayaran menunggu", address: "/admin/payments?stuck=1" },
  HELD: { says: "masih ditahan", address: "/admin/payouts?stuck=1" },
  APPROVED: { says: "pengembalian disetujui", address: "/admin/refunds?stuck=1" },
})) {
  test(`the banner of what is ${state} for too long leads to exactly the rows that it counts`, async ({ page }) => {
    await patrolled();
    await page.goto("/admin/system");
    const problems = problemsOn(page);
    await problems.filter({ hasText: says }).getByRole("link", { name: "Lihat daftarnya" }).click();
    await expect(page).toHaveURL(address);
    await expect(page.getByRole("main").getByRole("link", { name: /^ST-/ })).toHaveCount(1);
  });
}

test("figures and heads of columns lie inside their places, however wide the window is", async ({ page }) => {
  await sendMails(0);
  await page.goto("/admin/system");
  for (const width of [375, 640, 768, 900, 1024, 1100, 1280, 1440]) {
    await page.setViewportSize({ width, height: 812 });
    const outside = await page
      .locator("dd:visible, th:visible")
      .evaluateAll((places) =>
        places.filter((place) => place.scrollWidth > place.clientWidth + 1).map((place) => place.textContent),
      );
    expect(outside, `at ${width} px`).toEqual([]);
  }
});

test("Per-job summary card: a card tells a job's badge, schedule in WIB and UTC, last run, last success, next run and its week", async ({
  page,
}) => {
  await page.goto("/admin/system");
  const job = page.getByRole("article", card("auto-complete-trips"));
  await expect(job).toContainText("FAILED");
  await expect(job).toContainText("Setiap hari 01.00 WIB (18.00 UTC)");
  await expect(job).toContainText(/Run terakhir\d+ \w+ 01\.00 WIB/);
  await expect(job).toContainText(/Sukses terakhir\d+ \w+ 01\.00 WIB/);
  await expect(job).toContainText(/Run berikutnya\d+ \w+ 01\.00 WIB/);
  await expect(job).toContainText(/7 hari\d run · 1 error/);
  await expect(job.getByRole("list", { name: /Tujuh hari terakhir/ }).getByRole("listitem")).toHaveCount(7);
  await expect(page.getByRole("article", card("cleanup-trip-images"))).toContainText("STALE");
  await expect(page.getByRole("article", card("process-email-jobs"))).toContainText("Setiap 5 menit");
});

test("an open page leaves no request hanging", async ({ page }) => {
  await page.goto("/admin/system");
  await page.waitForLoadState("networkidle");
});

test('"Last error" leads to the run with its stack, cause and payload', async ({ page }) => {
  await page.goto("/admin/system");
  await page.getByRole("article", card("auto-complete-trips")).getByRole("link", { name: "Error terakhir" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Run auto-complete-trips");
  await page.getByText("Stack trace", { exact: true }).click();
  await expect(page.getByRole("region", { name: "Stack trace" })).toContainText("deadlock detected");
  await expect(page.getByRole("main")).toContainText("vps-1");
  await page.getByRole("link", { name: "System" }).first().click();
  await expect(page).toHaveURL("/admin/system");
});

test("a failed run is run again at one press, once however often it is pressed, and the focus stays on the button", async ({
  page,
}) => {
  await page.goto("/admin/system");
  await page.getByRole("article", card("auto-complete-trips")).getByRole("link", { name: "Error terakhir" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Run auto-complete-trips");
  const button = page.getByRole("button", { name: "Jalankan lagi" });
  await button.dblclick();
  await expect(page.getByRole("main").getByRole("status")).toContainText("Selesai.");
  await expect(button).toBeFocused();
  await page.getByRole("link", { name: "Lihat run-nya" }).click();
  await expect(page.getByRole("main")).toContainText(`manual · ${sari.email}`);
  const written = await db().select().from(auditLogs).where(eq(auditLogs.action, "job.run-again"));
  expect(written).toHaveLength(1);
});

test("an incident is looked after with a reason, which its history keeps, and its one button leads to the mend", async ({
  page,
}) => {
  await patrolled();
  await page.goto("/admin/system");
  const row = problemsOn(page).filter({ hasText: "cleanup-trip-images" });
  const unfold = row.locator("summary").last();
  await unfold.click();
  await row.getByLabel("Alasan").fill("crontab sedang dipindah");
  await row.getByRole("button", { name: "Saya tangani" }).click();
  await expect(row).toContainText(`Ditangani ${sari.email}`);
  await expect(row).toContainText("crontab sedang dipindah");
  await expect(unfold).toBeFocused();
  await row.getByRole("link", { name: "riwayat" }).click();
  const main = page.getByRole("main");
  await expect(main.getByRole("heading", { level: 1 })).toContainText("cleanup-trip-images");
  await expect(main).toContainText(`${sari.email} · crontab sedang dipindah`);
  await expect(main.getByRole("region", { name: "Cara membereskannya" })).toContainText("npx ronda install crontab");
  await main.getByRole("link", { name: "Apa yang harus dilakukan" }).click();
  await expect(page).toHaveURL("/admin/system/panduan#missed");
  await expect(page.getByRole("heading", { name: "Jadwal terlewat tanpa run" })).toBeInViewport();
  await page.goto("/admin/system/incidents");
  await expect(main.getByRole("listitem").filter({ hasText: "cleanup-trip-images" })).toContainText("TERBUKA");
});

test("the page can stand on a phone's home screen, and its icon counts what is wrong", async ({ page, request }) => {
  await page.addInitScript(() => {
    Object.assign(navigator, { setAppBadge: async (wrong: number) => Object.assign(window, { wrong }) });
  });
  await page.goto("/admin/system");
  await expect.poll(() => page.evaluate(() => (window as unknown as { wrong: number }).wrong)).toBeGreaterThan(1);
  const address = await page.locator('link[rel="manifest"]').getAttribute("href");
  const manifest = await (await request.get(address!)).json();
  expect(manifest).toMatchObject({ display: "standalone", start_url: "/admin/system" });
  for (const { src, sizes } of manifest.icons) {
    const icon = await request.get(src);
    expect([src, icon.headers()["content-type"]]).toEqual([src, "image/png"]);
    // The width of a PNG stands in its header.
    expect([src, String((await icon.body()).readUInt32BE(16))]).toEqual([src, sizes.split("x")[0]]);
  }
  expect(manifest.icons.some(({ purpose }: { purpose?: string }) => purpose === "maskable")).toBe(true);
});

test("it says where triggers come from and where alerts go", async ({ page }) => {
  await page.goto("/admin/system");
  await expect(page.getByRole("region", { name: "Penjadwal" })).toContainText("CRON_SECRET");
  await expect(page.getByRole("region", { name: "Saluran peringatan" })).toBeVisible();
});

test("a job is paused with a reason and resumed, also without scripts", async ({ browser, page }) => {
  await page.goto("/admin/system/jobs/prune");
  await page.getByText("Jeda", { exact: true }).click();
  await page.getByLabel("Alasan").fill("pindah server");
  await page.getByRole("button", { name: "Jeda job ini" }).click();
  const main = page.getByRole("main");
  await expect(main).toContainText(`oleh ${sari.email}`);
  await expect(main).toContainText("pindah server");
  await expect(page.locator("summary", { hasText: "Lanjutkan" })).toBeFocused();

  const plain = await browser.newContext({ ...newVisitor(), javaScriptEnabled: false });
  await signedIn(plain, sari);
  const other = await plain.newPage();
  await other.goto("/admin/system/jobs/prune");
  await other.locator("summary", { hasText: "Lanjutkan" }).click();
  await other.getByRole("button", { name: "Lanjutkan" }).click();
  await expect(other.getByRole("status")).toContainText("Dilanjutkan.");
  await plain.close();
});

test("a run that does not exist is a 404", async ({ page }) => {
  const answer = await page.goto("/admin/system/runs/0199c1f2-77aa-7b1e-9c53-1d2e3f405162");
  expect(answer?.status()).toBe(404);
});

test("Recent runs table: the latest 20 runs stand in a table; folding makes one line of empty successes and stays after a reload", async ({
  page,
}) => {
  // Two jobs in turns, whatever the hour has put below them.
  for (const mails of [0, 0]) await sendMails(mails);
  await page.goto("/admin/system");
  const rows = page.getByRole("table").getByRole("row");
  await expect(rows).toHaveCount(21);
  await page.getByRole("switch", { name: "Lipat sukses kosong" }).click();
  await expect(page).toHaveURL("/admin/system?lipat=1");
  for (const [at, name] of ["process-email-jobs", "expire-payments"].entries()) {
    await expect(rows.nth(at + 1)).toContainText(name);
    await expect(rows.nth(at + 1)).toContainText(/(\d\d|[2-9]) sukses kosong sejak \d+ \w+ [\d.]+ WIB/);
  }
  await page.reload();
  await expect(page.getByRole("switch", { name: "Lipat sukses kosong" })).toBeChecked();
  await page.getByRole("switch", { name: "Lipat sukses kosong" }).click();
  await expect(page).toHaveURL("/admin/system");
  await expect(rows).toHaveCount(21);
});

test("the runs are filtered by job, status and trigger in the address, and turn pages", async ({ page }) => {
  await page.goto("/admin/system?job=auto-complete-trips&status=FAILED");
  const rows = page.getByRole("table").getByRole("row");
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText("auto-complete-trips");
  await page.getByRole("combobox", { name: "Status" }).selectOption("SUCCESS");
  await page.getByRole("combobox", { name: "Job" }).selectOption("");
  await page.getByRole("combobox", { name: "Pemicu" }).selectOption("schedule");
  await page.getByRole("button", { name: "Saring" }).click();
  await expect(page).toHaveURL("/admin/system?job=&status=SUCCESS&pemicu=schedule");
  await expect(rows).toHaveCount(21);
  const oldest = await rows.last().getByRole("link").getAttribute("href");
  await page.getByRole("link", { name: "Lebih lama" }).click();
  await expect(page).toHaveURL(/status=SUCCESS&pemicu=schedule&setelah=[0-9a-f-]{36}#runs$/);
  await expect(page.getByRole("table").locator(`a[href="${oldest}"]`)).toHaveCount(0);
  await page.getByRole("link", { name: "Terbaru" }).click();
  await expect(page.getByRole("table").locator(`a[href="${oldest}"]`)).toHaveCount(1);
});

test("while the runs are in sight, new ones wait until they are asked for", async ({ page }) => {
  await page.clock.install();
  await page.goto("/admin/system");
  const rows = page.getByRole("table").getByRole("row");
  await rows.nth(3).scrollIntoViewIfNeeded();
  const before = await rows.allTextContents();
  await sendMails(8);
  const show = page.getByRole("button", { name: "2 run baru" });
  await afterTime(page, tenSeconds, show);
  expect(await rows.allTextContents()).toEqual(before);
  await show.click();
  await expect(rows.nth(1)).toContainText("8 email terkirim.");
  await expect(show).toBeHidden();
});

test("a job has a page of its own: its week, its runs, its limits and the line that triggers it", async ({ page }) => {
  await page.goto("/admin/system");
  await page
    .getByRole("article", card("auto-complete-trips"))
    .getByRole("link", { name: "auto-complete-trips" })
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("auto-complete-trips");
  await expect(page.getByRole("list", { name: /Tujuh hari terakhir/ }).getByRole("listitem")).toHaveCount(7);
  const main = page.getByRole("main");
  // In the first hour of a day its slot is still to come.
  await expect(main).toContainText(/[56] tepat waktu/);
  await page.getByText("1 jadwal yang tidak tepat waktu").click();
  await expect(main.getByRole("listitem").getByText("gagal", { exact: true }).first()).toBeVisible();
  // Seven runs of a week; whoever ran the failed one again before has added theirs.
  await expect.poll(() => page.getByRole("table").getByRole("row").count()).toBeGreaterThanOrEqual(8);
  await expect(page.getByRole("region", { name: "Batas" })).toContainText("Dihentikan setelah1 jam");
  const line = page.getByRole("region", { name: "Memicu dari terminal" }).first();
  await expect(line).toContainText("curl --config ~/.config/setrip/cron.curl");
  await expect(line).not.toContainText("Bearer");
});

test("times are WIB; UTC is a tap away", async ({ page }) => {
  await page.goto("/admin/system");
  const time = page.getByRole("table").getByRole("button").first();
  await expect(time).toHaveText(/WIB$/);
  await expect(time).toHaveAttribute("title", /UTC$/);
  await time.click();
  await expect(time).toHaveText(/UTC$/);
});

test('"Run now" asks first, says what came of it, and is written down in Sari\'s name', async ({ page }) => {
  await page.goto("/admin/system");
  const job = page.getByRole("article", card("cleanup-trip-images"));
  const button = job.getByRole("button", { name: "Jalankan sekarang: cleanup-trip-images" });
  await button.click();
  const dialog = page.getByRole("dialog", { name: "Jalankan cleanup-trip-images?" });
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(button).toBeFocused();

  await button.click();
  await dialog.getByRole("button", { name: "Jalankan", exact: true }).dblclick();
  await expect(dialog).toContainText("Selesai. Tidak ada foto yatim. 0 berkas diperiksa.");
  await dialog.getByRole("button", { name: "Tutup" }).click();
  const newest = page.getByRole("table").getByRole("row").nth(1);
  await expect(newest).toContainText("cleanup-trip-images");
  await newest.getByRole("link").click();
  await expect(page.getByRole("main")).toContainText(`manual · ${sari.email}`);

  const written = () =>
    db()
      .select()
      .from(auditLogs)
      .where(and(eq(auditLogs.action, "job.run-now"), eq(auditLogs.entityId, "cleanup-trip-images")));
  expect(await written()).toHaveLength(1);

  // What is wrong has the same button on its own line, with what it does, and says there what came of it.
  await patrolled();
  await page.goto("/admin/system");
  const row = problemsOn(page).filter({ hasText: "cleanup-trip-images: " });
  await expect(row).toContainText("Aman diulang, tetapi foto yang dihapus tidak kembali.");
  await row.getByRole("button", { name: "Jalankan sekarang: cleanup-trip-images" }).click();
  await expect(row.getByRole("status").first()).toContainText("Selesai. Tidak ada foto yatim.");
  expect(await written()).toHaveLength(2);
});

test("the page follows what happens without a reload, and nothing on it moves", async ({ page }) => {
  await page.clock.install();
  await page.goto("/admin/system");
  const job = page.getByRole("article", card("process-email-jobs"));
  const before = Number(/7 hari(\d+) run/.exec((await job.textContent()) ?? "")?.[1]);
  await page.evaluate(watchLayoutShifts);

  await sendMails(7);
  await afterTime(page, tenSeconds, page.getByRole("table").getByText("7 email terkirim."));
  await expect(job).toContainText(`7 hari${before + 1} run`);
  await page.clock.fastForward(5_000);
  await expect(page.getByText(/dicek \d+ detik lalu/)).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { moved: string[] }).moved)).toEqual([]);
});

test("while the server is away the page stays, says so, and comes back", async ({ page }) => {
  await page.clock.install();
  await page.goto("/admin/system");
  await page.route("**/api/health/ready", (route) => route.abort());
  const headline = page.getByRole("main").getByRole("status").first();
  const before = await headline.textContent();
  await afterTime(page, tenSeconds, page.getByText("Server tidak menjawab"));
  await expect(headline).toHaveText("Server tidak menjawab.");
  await expect(page.getByRole("table")).toBeVisible();
  await page.unroute("**/api/health/ready");
  await afterTime(page, tenSeconds, page.getByText(/dicek/));
  await expect(headline).toHaveText(before!);
});

test("on a phone the runs are a list, the sidebar is a drawer, and the skip link leads past it", async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 812 });
  await page.goto("/admin/system");
  await expect(page.getByRole("table")).toBeHidden();
  const runs = page.getByRole("region", { name: "Run terbaru" });
  await expect(runs.getByRole("listitem")).toHaveCount(8);
  await runs.getByText("12 run lagi").click();
  await expect(runs.getByRole("listitem")).toHaveCount(20);
  await page.getByRole("button", { name: "Menu", exact: true }).click();
  const menu = page.getByRole("navigation", { name: "Navigasi admin" });
  await menu.getByRole("link", { name: "System" }).click();
  await expect(menu).toBeHidden();
  await page.reload();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Langsung ke isi" })).toBeFocused();
});

test("on a phone what is wrong beyond the first is a line each, which opens at a tap and on paper", async ({
  page,
}) => {
  await page.setViewportSize({ width: 375, height: 812 });
  await patrolled();
  await page.goto("/admin/system");
  const problems = problemsOn(page);
  const last = problems.filter({ hasText: "pengembalian disetujui" });
  const list = last.getByRole("link", { name: "Lihat daftarnya" });
  await expect(list).toBeHidden();
  await expect(problems.first().getByRole("link").first()).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(last.getByText("minta rekeningnya")).toBeVisible();
  await page.emulateMedia({ media: "screen" });
  await expect(list).toBeHidden();
  await last.locator("summary").first().click();
  await expect(list).toBeVisible();
});

test("on a phone what comes next begins on the first two screens, however much needs somebody", async ({ page }) => {
  const phone = { width: 375, height: 812 };
  await page.setViewportSize(phone);
  await page.goto("/admin/system");
  const next = await page.getByRole("heading", { name: "24 jam ke depan" }).boundingBox();
  expect(next?.y).toBeLessThan(2 * phone.height);
});

test("each channel sends a test at a press", async ({ page }) => {
  await page.goto("/admin/system");
  const channels = page.getByRole("region", { name: "Saluran peringatan" });
  await channels.getByRole("button", { name: "Kirim pesan uji lewat email" }).click();
  await expect(channels).toContainText("Pesan uji diterima email");
});

test("what goes wrong while somebody reads the list waits until it is asked for", async ({ page }) => {
  await patrolled();
  await page.clock.install();
  await page.goto("/admin/system");
  const problems = problemsOn(page);
  const before = await problems.count();
  const ronda = observer();
  const broken = () => Promise.reject(new Error("disk is full"));
  await ronda.runCron("check-stored-files", broken, { trigger: "manual" });
  const show = page.getByRole("button", { name: "Ada perubahan: tampilkan" });
  await afterTime(page, tenSeconds, show);
  await expect(problems).toHaveCount(before);
  await show.click();
  await expect(problems.filter({ hasText: "check-stored-files: disk is full" })).toHaveCount(1);
  const mended = { checked: 0, missing: 0, back: 0, names: [] };
  await ronda.runCron("check-stored-files", () => mended, { trigger: "manual" });
});

test("the log of a run grows on its page, and a run that hangs is released with a reason", async ({ page }) => {
  await page.clock.install();
  const ronda = observer();
  let more = () => {};
  const asked = new Promise<void>((resolve) => {
    more = resolve;
  });
  const ended = ronda.runCron(
    "check-stored-files",
    async ({ log, beat, signal }) => {
      log.info("first folder");
      await beat();
      await asked;
      log.info("second folder");
      while (!signal.aborted && (await beat())) await new Promise((resolve) => setTimeout(resolve, 200));
      return { checked: 0, missing: 0, back: 0, names: [] };
    },
    { trigger: "manual" },
  );
  const running = async () => (await ronda.runs({ job: "check-stored-files", limit: 1 }))[0]!;
  await expect.poll(async () => (await running()).status).toBe("RUNNING");
  await page.goto(`/admin/system/runs/${(await running()).id}`);
  const main = page.getByRole("main");
  await afterTime(page, tenSeconds, main.getByText("first folder"));
  more();
  await afterTime(page, tenSeconds, main.getByText("second folder"));
  await main.locator("summary").filter({ hasText: "Lepaskan run ini" }).click();
  await main.getByLabel("Alasan").fill("macet di folder kedua");
  await main.getByRole("button", { name: "Lepaskan run ini" }).click();
  await expect.poll(async () => (await running()).status).toBe("ABANDONED");
  await ended;
  const mended = { checked: 0, missing: 0, back: 0, names: [] };
  await ronda.runCron("check-stored-files", () => mended, { trigger: "manual" });
});

/** Collects what moves on the page from now on, as its HTML. */
function watchLayoutShifts() {
  const moved: string[] = [];
  Object.assign(window, { moved });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { sources } = entry as unknown as { sources: { node: Node | null }[] };
      for (const { node } of sources) moved.push((node as Element | null)?.outerHTML ?? node?.textContent ?? "gone");
    }
  }).observe({ type: "layout-shift" });
}
