import { afterAll, beforeAll, expect, it } from "vitest";
import { databaseUrl, pool } from "#db/connection.ts";
import { recentlyFailedPages } from "#domain/installation/failed-pages.ts";
import { type RunningApp, startApp } from "#tests/app.ts";
import { ownDatabase } from "#tests/database.ts";
import { failed } from "#watches/failed-pages.ts";

ownDatabase();

let app: RunningApp;
beforeAll(async () => {
  app = await startApp({ databaseUrl: databaseUrl() });
});
afterAll(() => app.stop());

// The first one: what fails later is written down later.
it("the code that a visitor reads is in the log with the time, the page and the cause; it is counted, and readiness names what is gone", async () => {
  await pool().query(`alter table "Trip" rename to "Trip_away"`);
  let code: string | undefined;
  try {
    const response = await fetch(`${app.url}/?q=somewhere-secret`, { headers: { accept: "text/html" } });
    expect(response.status).toBe(500);
    code = /digest\W+(\d+)/.exec(await response.text())?.[1];
    const ready = await fetch(`${app.url}/api/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([
      503,
      expect.objectContaining({ database: "it has lost the tables Trip: restore the backup" }),
    ]);
  } finally {
    await pool().query(`alter table "Trip_away" rename to "Trip"`);
  }
  const line = () =>
    app
      .logs()
      .split("\n")
      .find((text) => text.includes(`"code":"${code}"`)) ?? "{}";
  await expect
    .poll(() => JSON.parse(line()))
    .toEqual({
      ...{ level: "error", time: expect.any(String), scope: "page", code, method: "GET", path: "/", route: "/" },
      ...{ kind: "render", cause: 'relation "Trip" does not exist', msg: "page failed" },
    });
  expect(app.logs()).not.toContain("somewhere-secret");
  // What fails first in a process is written at once; what follows, a while later.
  await expect.poll(async () => (await recentlyFailedPages(new Date())).count).toBeGreaterThanOrEqual(1);
  const found = await failed.find({ now: new Date(), signal: new AbortController().signal });
  expect(found.count).toBeGreaterThanOrEqual(1);
});

it("a page whose query fails tells the log why, and neither the log nor the visitor what was asked for", async () => {
  const token = "the-session-token-of-somebody";
  await pool().query(`alter table "Session" rename to "Session_away"`);
  try {
    const answer = await fetch(`${app.url}/admin/system`, { headers: { cookie: await signed(token) } });
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toMatch(/Failed query|the-session-token/);
  } finally {
    await pool().query(`alter table "Session_away" rename to "Session"`);
  }
  await expect.poll(app.logs).toContain('relation "Session" does not exist');
  expect(app.logs()).not.toContain(token);
});

/** A session's cookie as the auth library signs it: the token, a dot and its HMAC-SHA256 under AUTH_SECRET. */
async function signed(token: string): Promise<string> {
  const secret = new TextEncoder().encode("a secret that only the tests know, 32+");
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const signature = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(token));
  const value = encodeURIComponent(`${token}.${Buffer.from(signature).toString("base64")}`);
  return `setrip.session_token=${value}`;
}
