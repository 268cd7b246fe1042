import { verifyPassword } from "better-auth/crypto";
import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { ownDatabase } from "#tests/database.ts";
import { audits, mails } from "#tests/stories.ts";
import { importUser } from "./imported-users.ts";
import { accounts, users } from "./schema.ts";

ownDatabase();

const now = new Date("2026-05-01T03:00:00Z");
const ana = { name: "Ana", email: "Ana@SeTrip.example", phone: "+6281234567890" };

it("somebody whose address is known is there at once, verified and without a mail, and it is written down", async () => {
  const added = await importUser({ ...ana, password: "ombak-pagi" }, { now });
  const [user] = await db().select().from(users);
  expect(added).toEqual({ ok: true, userId: user?.id });
  expect(user).toMatchObject({ email: "ana@setrip.example", emailVerified: true, role: "USER", locale: "id" });
  const [account] = await db().select().from(accounts).where(eq(accounts.userId, user!.id));
  expect(await verifyPassword({ hash: account?.password ?? "", password: "ombak-pagi" })).toBe(true);
  expect(await audits("user.add")).toMatchObject([{ entityId: user?.id, before: null }]);
  expect(await mails()).toEqual([]);
});

it("without a password nobody can sign in as that person", async () => {
  await importUser(ana, { now });
  expect(await db().$count(accounts)).toBe(0);
});

it("an address is added once, however it is written", async () => {
  await importUser(ana, { now });
  expect(await importUser({ ...ana, email: "ANA@setrip.example" }, { now })).toEqual({
    ok: false,
    reason: "known",
  });
  expect(await db().$count(users)).toBe(1);
});
