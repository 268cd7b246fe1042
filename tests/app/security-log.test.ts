import { afterAll, beforeAll, expect, it } from "vitest";
import { databaseUrl } from "#db/connection.ts";
import { browserOf, visit } from "#tests/access/visits.ts";
import { givenAccount } from "#tests/accounts.ts";
import { type RunningApp, startApp } from "#tests/app.ts";
import { ownDatabase } from "#tests/database.ts";

ownDatabase();

let app: RunningApp;
beforeAll(async () => {
  app = await startApp({ databaseUrl: databaseUrl() });
});
afterAll(() => app.stop());

/** The lines of the running app about a refusal, as an operator greps them. */
const lines = (about: string) =>
  app
    .logs()
    .split("\n")
    .filter((line) => line.includes('"scope":"security"') && line.includes(about));

it("a refused page of the back office and a failed sign-in leave a line each, without a name, an address or an id", async () => {
  const eve = await givenAccount({ name: "Eve", email: "eve.rahasia@example.com" });
  const browser = await browserOf(app, eve.email);
  expect((await visit(app, browser, `/admin/users/${eve.id}?cari=rahasia`)).status).toBe(404);
  await expect.poll(() => lines("admin page refused")).toHaveLength(1);
  expect(JSON.parse(lines("admin page refused")[0]!)).toMatchObject({ level: "warn", what: "/admin/users" });

  const answer = await fetch(`${app.url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: app.url },
    body: JSON.stringify({ email: eve.email, password: "tebakan-rahasia" }),
  });
  expect(answer.status).toBe(401);
  await expect.poll(() => lines("sign-in refused")).toHaveLength(1);
  for (const personal of ["rahasia", eve.id, "127.0.0.1"]) expect(lines("").join()).not.toContain(personal);
});
