import { afterAll, beforeAll, expect, it } from "vitest";
import { databaseUrl, pool } from "#db/connection.ts";
import { type RunningApp, startApp } from "#tests/app.ts";
import { ownDatabase } from "#tests/database.ts";

ownDatabase();

let app: RunningApp;
beforeAll(async () => {
  app = await startApp({ databaseUrl: databaseUrl() });
});
afterAll(() => app.stop());

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
