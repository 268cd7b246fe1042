import { expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { givenAccount, newVisitor, password } from "#tests/accounts.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenUser } from "#tests/rows.ts";
import { cookieOf } from "#tests/signed-in.ts";
import { audits, mails } from "#tests/stories.ts";
import { removeSecondStep } from "./lost-authenticator.ts";
import { sessions, users } from "./schema.ts";
import { signIn } from "./sign-in.ts";

ownDatabase();

const now = new Date("2026-05-02T03:00:00Z");

it("who lost the authenticator signs in with the password again, everywhere anew, and is told", async () => {
  const sari = await givenUser({ name: "Sari", role: "ADMIN" });
  const ana = await givenAccount({ twoFactorEnabled: true });
  await cookieOf(sari);
  const removal = { userId: ana.id, adminId: sari.id, now };
  expect(await removeSecondStep(removal)).toBe(true);
  expect(await signIn({ email: ana.email, password }, newVisitor())).toMatchObject({ ok: true, secondStep: false });
  expect(await audits("user.two-factor-off")).toMatchObject([{ actorType: "ADMIN", actorId: sari.id }]);
  expect(await mails("two-factor-off")).toMatchObject([{ toEmail: ana.email }]);
  expect(await removeSecondStep(removal)).toBe(false);
  expect(await removeSecondStep({ ...removal, userId: "nowhere" })).toBe(false);
});

it("nobody stays signed in", async () => {
  const sari = await givenUser({ name: "Sari", role: "ADMIN" });
  await cookieOf(sari);
  await removeSecondStep({ userId: sari.id, adminId: sari.id, now });
  expect(await db().select().from(sessions)).toEqual([]);
  expect(await db().select({ on: users.twoFactorEnabled }).from(users)).toEqual([{ on: false }]);
});
