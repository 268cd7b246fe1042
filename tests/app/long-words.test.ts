import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { afterAll, beforeAll, expect, it } from "vitest";
import { flashMark } from "#app/admin/flash-mark.ts";
import { clock } from "#clock.ts";
import { databaseUrl } from "#db/connection.ts";
import { type NewEmail, renderEmail } from "#domain/emails/emails.ts";
import { localeCookie } from "#preference-cookies.ts";
import { forgotten, shownText } from "#tests/access/forgotten-texts.ts";
import { longNight } from "#tests/access/long-night.ts";
import { fillWithLongWords, longWord } from "#tests/access/long-words.ts";
import { openMarket, type Role } from "#tests/access/market.ts";
import { pages } from "#tests/access/pages.ts";
import { answerTo, browserOf, formsOf, visit } from "#tests/access/visits.ts";
import { type RunningApp, startApp } from "#tests/app.ts";
import { chromiumPath } from "#tests/chromium.ts";
import { ownDatabase } from "#tests/database.ts";
import { samples } from "#tests/mails.ts";
import { textsFor } from "#texts/index.ts";

/** Whoever types a word without a space makes no page wider than a phone. */

ownDatabase({ emptied: false });

const phone = { width: 375, height: 812 };
const paper = { width: 718, height: 1_000 };
/** The narrowest phone that people still read their mail on. */
const smallPhone = { width: 320, height: 568 };

let app: RunningApp;
let browser: Browser;
let market: Awaited<ReturnType<typeof openMarket>>;
let night: Awaited<ReturnType<typeof longNight>>;
const cookies: Partial<Record<Role, string>> = {};
beforeAll(async () => {
  const executablePath = await chromiumPath();
  [app, browser] = await Promise.all([
    startApp({
      databaseUrl: databaseUrl(),
      env: {
        SETRIP_DEMO: "on",
        NODE_OPTIONS: `--import=${join(import.meta.dirname, "../processes/pseudo-language.ts")}`,
      },
    }),
    chromium.launch({ executablePath, args: ["--disable-dev-shm-usage"] }),
  ]);
  market = await openMarket(clock(), app.dataDir);
  for (const role of ["ana", "hugo", "sari"] as const)
    cookies[role] = (await browserOf(app, market.people[role].email)).cookie;
  expect(await fillWithLongWords()).toEqual(expect.arrayContaining(["Trip.title", "User.name", "EmailJob.lastError"]));
  night = await longNight(longWord);
});
afterAll(() => Promise.all([browser?.close(), app?.stop(), night?.engine.stop()]));

it("no page is wider than a phone, nor than paper, whatever long words are in it", async () => {
  const page = await newPage(phone);
  const wide: string[] = [];
  for (const { path, role } of [...addresses(), ...addressesOfNight(), ...addressesAfterActions()]) {
    await page.setExtraHTTPHeaders({ cookie: cookies[role as "ana"] ?? "" });
    const response = await page.goto(app.url + path);
    expect.soft(response?.status(), path).toBeLessThan(400);
    if (path.includes("tanda=")) expect.soft(await page.getByRole("status").count(), path).toBeGreaterThan(0);
    await unfold(page);
    wide.push(...(await widerThan(page, phone, path)));
    if (/^\/(?:organizer\/trip|pesanan)\//.test(path)) wide.push(...(await onPaper(page, path)));
  }
  expect(wide).toEqual([]);
});

it("every text stands in a language's folder, and fits on a phone also where a language takes more room", async () => {
  const page = await newPage(phone);
  const found: string[] = [];
  let inBrackets = 0;
  for (const { path, role } of addresses()) {
    await page.context().clearCookies();
    const kept = [cookies[role as "ana"], `${localeCookie}=en`].flatMap((each) => each?.split("; ") ?? []);
    await page
      .context()
      .addCookies(
        kept.map((each) => ({ url: app.url, name: each.split("=")[0]!, value: each.slice(each.indexOf("=") + 1) })),
      );
    await page.goto(app.url + path);
    await unfold(page);
    found.push(...(await widerThan(page, phone, path)));
    const text = await page.evaluate(shownText);
    inBrackets += text.split("[").length - 1;
    if (!isEngines(path)) found.push(...forgotten(text).map((words) => `${path}: ${words}`));
  }
  expect(found).toEqual([]);
  expect(inBrackets).toBeGreaterThan(3_000);
});

it("no form that is refused is wider than a phone, whatever long words it gives back", async () => {
  const page = await newPage(phone);
  const wide: string[] = [];
  let refused = 0;
  for (const { path, role } of addresses()) {
    const visitor = { cookie: cookies[role as "ana"] ?? "", userId: null };
    const { html } = await visit(app, visitor, path);
    for (const form of formsOf(path, html, () => tooLong).filter(isTypedIn)) {
      const answer = await answerTo(app, visitor, form);
      if (answer.status >= 300) continue;
      refused += 1;
      await page.setContent(`<base href="${app.url}">${answer.html}`);
      await unfold(page);
      wide.push(...(await widerThan(page, phone, `${path}, refused`)));
    }
  }
  expect(wide).toEqual([]);
  expect(refused).toBeGreaterThan(10);
});

it("no page of the engine's own is wider than a phone, whatever long words are in it", async () => {
  const page = await newPage(phone);
  const wide: string[] = [];
  const { engine, runs, incidents } = night;
  const paths = ["", "/jobs/prune", "/jobs/cleanup-trip-images", "/runs", "/incidents", "/actions"];
  paths.push(...runs.map((id) => `/runs/${id}`), ...incidents.map((id) => `/incidents/${id}`));
  for (const path of paths) {
    const request = new Request(`https://shop.example/ronda${path}`);
    const response = await engine.page(request, { base: "/ronda", authorize: () => longWord });
    expect.soft(response.status, path).toBe(200);
    await page.setContent(await response.text());
    await unfold(page);
    wide.push(...(await widerThan(page, phone, `ronda.page ${path}`)));
  }
  expect(wide).toEqual([]);
});

it("no mail is wider than a small phone, whatever long words are in it", async () => {
  const page = await newPage(smallPhone);
  const wide: string[] = [];
  for (const { template, props } of samples) {
    const to = { email: "ana@setrip.test", locale: "id" };
    const { html } = await renderEmail({ template, props: longProps(props), dedupeKey: "x", to } as NewEmail);
    await page.setContent(html);
    wide.push(...(await widerThan(page, smallPhone, template)));
  }
  expect(wide).toEqual([]);
});

/** As a server sends it: what scripts change afterwards is the same text in the same places. */
async function newPage(viewport: { width: number; height: number }): Promise<Page> {
  const page = await browser.newPage({ viewport, javaScriptEnabled: false });
  await page.route(/\/foto\/|\/berkas\//, (route) => route.abort());
  return page;
}

type Address = { path: string; role: Role };

function addresses(): Address[] {
  const files = /\.(?:xlsx|csv|ics|webmanifest)(?:\?|$)|^\/(?:foto|kartu|berkas|api)\/|\/bank(?:\?|$)|\/counts$/;
  return Object.values(pages).flatMap(({ who, at }) => {
    const role = (["nobody", "ana", "hugo", "sari"] as const).find((each) => who.includes(each));
    const paths = at(market).filter((path) => !files.test(path));
    return role ? paths.map((path) => ({ path, role })) : [];
  });
}

/** Pages of runs and incidents, which the market itself has none of. */
function addressesOfNight(): Address[] {
  const { runs, incidents } = night;
  const paths = [
    ...runs.map((id) => `/admin/system/runs/${id}`),
    ...incidents.map((id) => `/admin/system/incidents/${id}`),
  ];
  return [...paths, "/admin/system/jobs/cleanup-trip-images"].map((path) => ({ path, role: "sari" }));
}

/** What stands on a page after an action and names somebody or something. */
function addressesAfterActions(): Address[] {
  const { users, emails, refunds, payouts, trips, bookings } = textsFor("id").admin;
  const about = longWord.slice(0, 80);
  return Object.entries({
    "/admin/users": users.flash,
    [`/admin/users/${market.people.hugo.id}`]: users.flash,
    "/admin/emails": emails.flash,
    [`/admin/emails/${market.mailId}`]: emails.flash,
    "/admin/refunds": refunds.flash,
    "/admin/payouts": payouts.flash,
    [`/admin/trips/${market.trips.upcoming.id}`]: trips.flash,
    [`/admin/bookings/${market.bookings.confirmed.booking.code}`]: bookings.flash,
  }).flatMap(([path, flash]) => {
    const key = Object.entries<unknown>(flash).find(([, sentence]) => typeof sentence === "function")?.[0];
    if (!key) return [];
    const tanda = flashMark({ adminId: market.people.sari.id, flash: key, about }, clock());
    return [{ path: `${path}?${new URLSearchParams({ kabar: key, tentang: about, tanda })}`, role: "sari" as const }];
  });
}

/** Pages whose sentences are the engine's, which speaks its own languages, or a document of one. */
const isEngines = (path: string) => path.startsWith("/admin/system");

const tooLong = longWord.repeat(30);
const isTypedIn = ({ fields }: { fields: [string, string][] }) => fields.some(([, value]) => value === tooLong);

/** Opens everything that is folded. */
function unfold(page: Page): Promise<void> {
  return page.evaluate(() => {
    for (const folded of document.querySelectorAll("details")) folded.setAttribute("open", "");
  });
}

async function onPaper(page: Page, path: string): Promise<string[]> {
  await page.setViewportSize(paper);
  await page.emulateMedia({ media: "print" });
  const wide = await widerThan(page, paper, `${path} on paper`);
  await page.emulateMedia({ media: "screen" });
  await page.setViewportSize(phone);
  return wide;
}

/** Says by how much a page is wider than the screen, and what in it reaches out. */
async function widerThan(page: Page, { width }: { width: number }, name: string): Promise<string[]> {
  const { tooWide, culprits } = await page.evaluate((width) => {
    const reachesOut = (element: Element) => element.getBoundingClientRect().right > width + 1;
    const reaching = [...document.querySelectorAll("body *")].filter(
      (element) => reachesOut(element) && ![...element.children].some(reachesOut),
    );
    return {
      tooWide: document.documentElement.scrollWidth - width,
      culprits: reaching.slice(0, 3).map(({ outerHTML }) => outerHTML.slice(0, 160)),
    };
  }, width);
  return tooWide > 0 ? [`${name}: ${tooWide} px: ${culprits.join(" | ")}`] : [];
}

/** The same props with a long word wherever somebody may have typed. */
function longProps(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) return value.map((each) => longProps(each, name));
  if (value instanceof Date || typeof value !== "object" || value === null)
    return typeof value === "string" && !/url|slug|Id$|date|Code|locale|path|reader/i.test(name)
      ? value + longWord
      : value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, longProps(each, key)]));
}
