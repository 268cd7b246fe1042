import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { setPassword } from "#domain/users/passwords.ts";
import { accounts, users } from "#domain/users/schema.ts";
import { givenAccount } from "#tests/accounts.ts";
import { ownDatabase } from "#tests/database.ts";

ownDatabase();

/** What the command says on a terminal, and its exit code. */
async function adminAdd(args: string[], env: Record<string, string> = {}) {
  const options = { env: { ...process.env, ...env } as NodeJS.ProcessEnv };
  return promisify(execFile)(process.execPath, ["scripts/admin-add.ts", ...args], options).then(
    ({ stdout, stderr }) => ({ code: 0, text: stdout + stderr }),
    ({ code, stdout, stderr }) => ({ code, text: stdout + stderr }),
  );
}

it("prints a link with which the new administrator sets a password", async () => {
  const { code, text } = await adminAdd(["sari@example.com"]);
  expect(code).toBe(0);
  expect(text).toMatch(
    /sari@example\.com now has an account and is an administrator\.[\s\S]*It opens once, until .* WIB/,
  );
  const token = /http:\/\/localhost:3000\/atur-sandi\?token=(\S+)/.exec(text)?.[1] ?? "";
  expect(await db().select({ role: users.role }).from(users)).toEqual([{ role: "ADMIN" }]);
  const visitor = new Headers({ "x-real-ip": "10.0.0.1" });
  expect(await setPassword({ token, password: "ronda malam" }, { visitor, now: new Date() })).toMatchObject({
    ok: true,
  });
});

it("says what has ended where there was an account", async () => {
  const { id } = await givenAccount({ email: "sari@example.com", role: "ADMIN" });
  const { code, text } = await adminAdd(["sari@example.com"]);
  expect(code).toBe(0);
  expect(text).toContain(
    "sari@example.com was an administrator already. The old password, every session and every older link of this account have ended.",
  );
  expect(await db().$count(accounts, eq(accounts.userId, id))).toBe(0);
});

it.each([
  ["without an address", []],
  ["with two", ["a@example.com", "b@example.com"]],
  ["with something else", ["sari"]],
])("says how it is used %s", async (_case, args) => {
  const { code, text } = await adminAdd(args);
  expect(code).toBe(1);
  expect(text).toContain("Usage: npm run admin:add sari@setrip.example");
  expect(text).not.toContain("    at ");
});

it("says so when the database does not answer", async () => {
  const { code, text } = await adminAdd(["sari@example.com"], { DATABASE_URL: "postgresql://x@127.0.0.1:9/x" });
  expect(code).toBe(1);
  expect(text.trim()).toBe(
    "The database in DATABASE_URL does not answer: is it running, is the address right? (ECONNREFUSED)",
  );
});
