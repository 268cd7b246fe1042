import { afterAll, beforeAll, expect, it } from "vitest";
import { databaseUrl } from "#db/connection.ts";
import { signIn } from "#domain/users/sign-in.ts";
import { beginTwoFactor, confirmTwoFactor, signInWithCode } from "#domain/users/two-factor.ts";
import { authenticatorCode, givenAccount, newVisitor, nextCode, password, withCookies } from "#tests/accounts.ts";
import { type RunningApp, startApp } from "#tests/app.ts";
import { ownDatabase } from "#tests/database.ts";

ownDatabase();

let app: RunningApp;
beforeAll(async () => {
  app = await startApp({ databaseUrl: databaseUrl() });
});
afterAll(() => app.stop());

const opens = (path: string, browser: Headers) =>
  fetch(app.url + path, { headers: { cookie: browser.get("cookie") ?? "" }, redirect: "manual" });

it("outside the demo an administrator sets up the second step before anything of the back office opens", async () => {
  const sari = await givenAccount({ name: "Sari", role: "ADMIN" });
  const visitor = newVisitor();
  const first = await signIn({ email: sari.email, password }, visitor);
  const browser = withCookies(visitor, first.ok ? first.cookies : []);
  const led = await opens("/admin/system?lipat=1", browser);
  expect(led.status).toBe(307);
  expect(led.headers.get("location")).toBe("/akun/keamanan?lanjut=%2Fadmin%2Fsystem%3Flipat%3D1");
  const page = await (await opens("/akun/keamanan?lanjut=%2Fadmin%2Fsystem", browser)).text();
  expect(page).toContain("Admin wajib memakai verifikasi dua langkah");

  const owner = { userId: sari.id, visitor: browser, now: new Date() };
  const begun = await beginTwoFactor({ password, emailVerified: true }, owner);
  const secret = begun.ok ? begun.secret : "";
  const confirmed = await confirmTwoFactor({ code: authenticatorCode(secret) }, owner);
  const secured = withCookies(browser, confirmed.ok ? confirmed.cookies : []);
  expect((await opens("/admin/system", secured)).status).toBe(200);
  expect((await opens("/admin/system", browser)).headers.get("location")).toMatch(/^\/masuk\?/);

  const half = newVisitor();
  const again = await signIn({ email: sari.email, password }, half);
  const waiting = withCookies(half, again.ok ? again.cookies : []);
  expect((await opens("/admin/system", waiting)).headers.get("location")).toMatch(/^\/masuk\?/);
  const code = await signInWithCode({ code: nextCode(secret), recovery: false }, waiting);
  expect((await opens("/admin/system", withCookies(waiting, code.ok ? code.cookies : []))).status).toBe(200);

  const secrets = [password, secret, ...(confirmed.ok ? confirmed.recoveryCodes : []), cookieValue(secured)];
  expect(secrets.filter((value) => value !== "" && app.logs().includes(value))).toEqual([]);
});

const cookieValue = (browser: Headers) => browser.get("cookie")?.split(/[=;]/)[1] ?? "";
