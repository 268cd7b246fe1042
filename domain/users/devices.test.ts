import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { newId } from "#db/columns.ts";
import { db } from "#db/connection.ts";
import { limits } from "#limits.ts";
import { givenAccount, newVisitor, password, withCookies } from "#tests/accounts.ts";
import { ownDatabase } from "#tests/database.ts";
import { audits } from "#tests/stories.ts";
import { devicesOf, endOtherSessions, endSession } from "./devices.ts";
import { sessions } from "./schema.ts";
import { visitorOf } from "./session.ts";
import { signIn } from "./sign-in.ts";

ownDatabase();

const firefox = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0";
const edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0";

async function browserOf({ email }: { email: string }, userAgent: string): Promise<Headers> {
  const visitor = newVisitor();
  visitor.set("user-agent", userAgent);
  const signedIn = await signIn({ email, password }, visitor);
  return withCookies(visitor, signedIn.ok ? signedIn.cookies : []);
}

it("somebody sees where he is signed in, this browser first, and ends all the others", async () => {
  const ana = await givenAccount();
  const here = await browserOf(ana, firefox);
  const elsewhere = await browserOf(ana, edge);
  const eves = await browserOf(await givenAccount({ name: "Eve" }), "curl/8");
  const asked = { visitor: here, now: new Date() };
  expect(await devicesOf(ana.id, asked)).toMatchObject([
    { browser: "Firefox", system: "Android", here: true },
    { browser: "Edge", system: "Windows", here: false },
  ]);
  expect(await devicesOf(ana.id, { ...asked, now: new Date(Date.now() + 8 * 86_400_000) })).toEqual([]);
  expect(await endOtherSessions(ana.id, asked)).toBe(1);
  expect(await visitorOf(elsewhere)).toBeUndefined();
  expect(await visitorOf(here)).toMatchObject({ id: ana.id });
  expect(await visitorOf(eves)).toMatchObject({ name: "Eve" });
  expect(await audits("user.end-sessions")).toMatchObject([{ actorId: ana.id, after: { ended: 1 } }]);
});

it("nobody ends somebody else's sessions", async () => {
  const ana = await givenAccount();
  const anas = await browserOf(ana, firefox);
  const eves = await browserOf(await givenAccount({ name: "Eve" }), "curl/8");
  expect(await endOtherSessions(ana.id, { visitor: eves, now: new Date() })).toBe(0);
  expect(await visitorOf(anas)).toMatchObject({ id: ana.id });
});

it("somebody ends one session that he does not know, and keeps the others", async () => {
  const ana = await givenAccount();
  const here = await browserOf(ana, firefox);
  const phone = await browserOf(ana, edge);
  const cafe = await browserOf(ana, "curl/8");
  const asked = { visitor: here, now: new Date() };
  const unknown = (await devicesOf(ana.id, asked)).find(({ browser }) => !browser);
  const end = { ...asked, sessionId: unknown?.id ?? "" };
  expect(await endSession(ana.id, end)).toBe(true);
  expect(await visitorOf(cafe)).toBeUndefined();
  expect(await visitorOf(phone)).toMatchObject({ id: ana.id });
  expect(await visitorOf(here)).toMatchObject({ id: ana.id });
  expect(await endSession(ana.id, end)).toBe(false);
  expect(await audits("user.end-session")).toMatchObject([
    { actorId: ana.id, entityId: ana.id, before: { browser: null, system: null }, after: null },
  ]);
});

it("nobody ends one session of somebody else, nor the one that he asks from", async () => {
  const ana = await givenAccount();
  const anas = await browserOf(ana, firefox);
  const eve = await givenAccount({ name: "Eve" });
  const eves = await browserOf(eve, edge);
  const asked = { visitor: eves, now: new Date() };
  const [anaHere] = await devicesOf(ana.id, { ...asked, visitor: anas });
  const [eveHere] = await devicesOf(eve.id, asked);
  expect(await endSession(eve.id, { ...asked, sessionId: anaHere?.id ?? "" })).toBe(false);
  expect(await endSession(ana.id, { ...asked, sessionId: anaHere?.id ?? "" })).toBe(false);
  expect(await endSession(eve.id, { ...asked, sessionId: eveHere?.id ?? "" })).toBe(false);
  expect(await visitorOf(anas)).toMatchObject({ id: ana.id });
  expect(await visitorOf(eves)).toMatchObject({ id: eve.id });
  expect(await audits("user.end-session")).toEqual([]);
});

it("signing in once more than the bound ends the session that was used longest ago, of nobody else", async () => {
  const ana = await givenAccount();
  const here = await browserOf(ana, firefox);
  const eves = await browserOf(await givenAccount({ name: "Eve" }), "curl/8");
  const most = limits.session.mostOfOnePerson;
  const expiresAt = new Date(Date.now() + 86_400_000);
  const used = (ago: number) => new Date(Date.now() - ago * 60_000);
  await db()
    .insert(sessions)
    .values(
      Array.from({ length: most + 20 }, (_, ago) => ({
        id: newId(),
        token: `unused ${ago}`,
        userId: ana.id,
        expiresAt,
        createdAt: used(ago),
        updatedAt: used(ago + 1),
      })),
    );
  expect(await devicesOf(ana.id, { visitor: here, now: new Date() })).toHaveLength(most);
  const phone = await browserOf(ana, edge);
  const left = await db().select({ token: sessions.token }).from(sessions).where(eq(sessions.userId, ana.id));
  expect(left).toHaveLength(most);
  expect(left.map(({ token }) => token)).toContain("unused 0");
  expect(left.map(({ token }) => token)).not.toContain(`unused ${most - 2}`);
  expect(await visitorOf(phone)).toMatchObject({ id: ana.id });
  expect(await visitorOf(here)).toMatchObject({ id: ana.id });
  expect(await visitorOf(eves)).toMatchObject({ name: "Eve" });
});
