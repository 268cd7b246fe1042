import { afterAll, beforeAll, expect, it } from "vitest";
import { type RunningApp, startApp } from "#tests/app.ts";

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

it("a page's scripts all carry the nonce of its policy, and the next page has another", async () => {
  const [first, second] = [await page(), await page()];
  expect(first.scripts.length).toBeGreaterThan(0);
  expect(first.scripts.filter((script) => !script.includes(`nonce="${first.nonce}"`))).toEqual([]);
  expect(second.nonce).not.toBe(first.nonce);
});

it("nobody frames a page, guesses its types or loads scripts from elsewhere", async () => {
  const { headers } = await page();
  expect(headers.get("content-security-policy")).toContain("default-src 'self'; script-src 'self' 'nonce-");
  expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(headers.get("x-frame-options")).toBe("DENY");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("referrer-policy")).toBe("strict-origin-when-cross-origin");
  expect(headers.get("x-powered-by")).toBeNull();
});

it("HTTPS is promised only where the proxy in front speaks it", async () => {
  expect((await page()).headers.get("strict-transport-security")).toBeNull();
  const secure = await page({ "x-forwarded-proto": "https" });
  expect(secure.headers.get("strict-transport-security")).toBe("max-age=31536000; includeSubDomains");
});

it("an API answer is guarded too", async () => {
  const { headers } = await fetch(`${app.url}/api/health/live`);
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("cache-control")).toBe("no-store");
});

it("a private file is sandboxed, whoever asks and whatever there is", async () => {
  const { status, headers } = await fetch(`${app.url}/berkas/bukti/nobodys`);
  expect(status).toBe(404);
  expect(headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
});

it.each([
  "/admin/counts",
  "/admin/transfers/TF-22222/berkas/umum.csv",
  "/organizer/trip/x/peserta.csv",
  "/api/auth/ok",
  "/system.webmanifest",
  "/no-such-page.xlsx",
  "/api/no-such-route",
])("%s, whatever it says to a visitor, is kept by no cache for somebody else", async (path) => {
  const { headers } = await fetch(app.url + path, { redirect: "manual" });
  expect(headers.get("cache-control")).toMatch(/no-store|private|no-cache/);
});

it.each([
  "/admin/system/runs/%E0%A4%A",
  "/foto/%E0%A4%A",
  "/trip/%E0%A4%A",
  "/trip/%00",
  "/?tujuan=bro%00mo",
  "/admin/emails?cari=%00",
])("%s, which stands for no text that can be kept, is the asker's mistake", async (path) => {
  expect((await fetch(app.url + path)).status).toBe(400);
});

async function page(headers: Record<string, string> = {}) {
  const answer = await fetch(`${app.url}/no-such-page`, { headers });
  const nonce = /'nonce-([^']+)'/.exec(answer.headers.get("content-security-policy") ?? "")?.[1];
  const scripts = (await answer.text()).match(/<script[^>]*>/g) ?? [];
  return { headers: answer.headers, nonce, scripts };
}
