import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { newId } from "#db/columns.ts";
import { db, transaction } from "#db/connection.ts";
import { auditLogs } from "#domain/audit/schema.ts";
import { givenAccount, password } from "#tests/accounts.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenUser, madeAt } from "#tests/rows.ts";
import { addAdministrator, linkLifetimeMs } from "./administrators.ts";
import { newResetToken } from "./links.ts";
import { setPassword as setPasswordBy } from "./passwords.ts";
import { sessions, users, verifications } from "./schema.ts";
import { signIn } from "./sign-in.ts";

ownDatabase();

const now = new Date();
const visitor = new Headers({ "x-real-ip": "10.0.0.1" });
const setPassword = (asked: { token: string; password: string }) => setPasswordBy(asked, { visitor, now });

async function added(email = "sari@example.com") {
  const outcome = await addAdministrator(email, { now });
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome;
}

describe("adding an administrator", () => {
  it("makes an account where there is none, and the link sets its password", async () => {
    const { outcome, token } = await added(" Sari@Example.com ");
    expect(outcome).toBe("created");
    expect(await setPassword({ token, password: "ronda malam" })).toMatchObject({ ok: true });
    expect(await signIn({ email: "sari@example.com", password: "ronda malam" }, visitor)).toMatchObject({ ok: true });
  });

  it("promotes somebody who has an account, and ends the sessions he had without that power", async () => {
    const ana = await givenUser({ email: "ana@example.com" });
    const stamps = { createdAt: madeAt, updatedAt: madeAt };
    await db()
      .insert(sessions)
      .values({ id: newId(), token: "t", userId: ana.id, expiresAt: now, ...stamps });
    expect((await added("ana@example.com")).outcome).toBe("promoted");
    expect(await db().select().from(sessions)).toEqual([]);
    expect(await db().select({ role: users.role }).from(users)).toEqual([{ role: "ADMIN" }]);
  });

  it.each([
    ["whose address was never verified", { emailVerified: false }],
    ["who has an account", {}],
    ["who is an administrator already", { role: "ADMIN" as const }],
  ])("ends the old password, the sessions and the links of somebody %s", async (_, values) => {
    const sari = await givenAccount({ email: "sari@example.com", ...values });
    const stamps = { createdAt: madeAt, updatedAt: madeAt };
    await db()
      .insert(sessions)
      .values({ id: newId(), token: "t", userId: sari.id, expiresAt: now, ...stamps });
    const older = await transaction((tx) =>
      newResetToken(tx, sari.id, { expiresAt: new Date(now.getTime() + 3_600_000), now }),
    );
    const { token } = await added();
    expect(await signIn({ email: "sari@example.com", password }, visitor)).toEqual({ ok: false, reason: "wrong" });
    expect(await db().select().from(sessions)).toEqual([]);
    expect(await setPassword({ token: older, password: "ronda malam" })).toEqual({ ok: false, reason: "expired" });
    expect(await setPassword({ token, password: "ronda malam" })).toMatchObject({ ok: true });
    expect(await signIn({ email: "sari@example.com", password: "ronda malam" }, visitor)).toMatchObject({ ok: true });
    expect(await db().select({ emailVerified: users.emailVerified }).from(users)).toEqual([{ emailVerified: true }]);
  });

  it("takes the second step away only from somebody who is said to have lost it", async () => {
    await givenUser({ email: "sari@example.com", role: "ADMIN", twoFactorEnabled: true });
    const enabled = async () => (await db().select({ on: users.twoFactorEnabled }).from(users))[0]?.on;
    await added();
    expect(await enabled()).toBe(true);
    await addAdministrator("sari@example.com", { now, lostAuthenticator: true });
    expect(await enabled()).toBe(false);
  });

  it("gives an administrator a new link, and the older one stops working", async () => {
    const first = await added();
    const second = await added();
    expect(second.outcome).toBe("already");
    expect(await setPassword({ token: first.token, password: "ronda malam" })).toMatchObject({
      reason: "expired",
    });
    expect(await setPassword({ token: second.token, password: "ronda malam" })).toMatchObject({ ok: true });
  });

  it("writes down who became one", async () => {
    await added();
    await added();
    const rows = await db().select().from(auditLogs);
    expect(rows).toMatchObject([
      { action: "user.add-admin", before: null, after: { role: "ADMIN", outcome: "created" } },
      { action: "user.add-admin", before: { role: "ADMIN" }, after: { role: "ADMIN", outcome: "already" } },
    ]);
  });

  it("reads an address that was copied with what nobody sees in it", async () => {
    await addAdministrator("\u202ASari@exa\u200Bmple.com\u202C\u00A0", { now });
    expect(await db().select().from(users)).toMatchObject([{ email: "sari@example.com", name: "sari" }]);
  });

  it.each(["sari", "sari@", "", "a b@example.com"])("refuses what is no address: %j", async (email) => {
    expect(await addAdministrator(email, { now })).toEqual({ ok: false, reason: "bad-email" });
    expect(await db().select().from(users)).toEqual([]);
  });

  it("refuses somebody suspended", async () => {
    await givenUser({ email: "eve@example.com", suspendedAt: madeAt });
    expect(await addAdministrator("eve@example.com", { now })).toEqual({ ok: false, reason: "suspended" });
  });
});

describe("the link", () => {
  it("works once", async () => {
    const { token } = await added();
    await setPassword({ token, password: "ronda malam" });
    expect(await setPassword({ token, password: "ronda siang" })).toEqual({ ok: false, reason: "expired" });
  });

  it("works once also when it is used twice at the same moment", async () => {
    const { token } = await added();
    const uses = await Promise.all(["ronda malam", "ronda siang"].map((password) => setPassword({ token, password })));
    expect(uses.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("works for 24 hours", async () => {
    const { token, expiresAt } = await added();
    expect(expiresAt.getTime() - now.getTime()).toBe(linkLifetimeMs);
    await db()
      .update(verifications)
      .set({ expiresAt: new Date(Date.now() - 1) });
    expect(await setPassword({ token, password: "ronda malam" })).toEqual({ ok: false, reason: "expired" });
  });

  it("survives a password that is too short", async () => {
    const { token } = await added();
    expect(await setPassword({ token, password: "pendek" })).toEqual({ ok: false, reason: "too-short" });
    expect(await setPassword({ token, password: "ronda malam" })).toMatchObject({ ok: true });
  });

  it("stands in the database only as a hash", async () => {
    const { token } = await added();
    const [row] = await db().select().from(verifications);
    expect(row?.identifier).not.toContain(token);
  });

  it("ends every session of its owner when the password changes", async () => {
    const { token } = await added();
    await setPassword({ token, password: "ronda malam" });
    await signIn({ email: "sari@example.com", password: "ronda malam" }, visitor);
    const again = await added();
    await setPassword({ token: again.token, password: "ronda siang" });
    const [sari] = await db().select().from(users);
    expect(
      await db()
        .select()
        .from(sessions)
        .where(eq(sessions.userId, sari?.id ?? "")),
    ).toEqual([]);
  });
});
