import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { givenAccount, linkIn, newVisitor, password, withCookies } from "#tests/accounts.ts";
import { ownDatabase } from "#tests/database.ts";
import { mails } from "#tests/stories.ts";
import { addAdministrator } from "./administrators.ts";
import { requestReset, setPassword } from "./passwords.ts";
import { twoFactors, users } from "./schema.ts";
import { signIn } from "./sign-in.ts";
import { signUp } from "./sign-up.ts";
import { beginTwoFactor } from "./two-factor.ts";
import { confirmEmail, requestEmailChange } from "./verification.ts";

/** Two people, or one twice, who meet at the same unique row in the same moment: one gets it, and nobody an error. */

ownDatabase();

const now = new Date();
const times = <Result>(count: number, make: (place: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, place) => make(place)));

describe("one address", () => {
  const withEmail = (email: string) => db().$count(users, eq(users.email, email));

  it("is taken by one of those who confirm it at once; the others' links have expired", async () => {
    for (let round = 0; round < 5; round++) {
      const wanted = `baru.${round}@example.com`;
      const people = await times(4, (place) => givenAccount({ email: `p${place}.${round}@example.com` }));
      for (const { id } of people)
        await requestEmailChange({ userId: id, email: wanted, proof: password }, { visitor: newVisitor(), now });
      const tokens = (await mails("change-email"))
        .filter(({ toEmail }) => toEmail === wanted)
        .map((mail) => linkIn(mail, "/konfirmasi-email").searchParams.get("token") ?? "");
      const outcomes = await times(4, (place) => confirmEmail(tokens[place]!, { visitor: newVisitor(), now }));
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      expect(outcomes.filter((outcome) => !outcome.ok && outcome.reason === "expired")).toHaveLength(3);
      expect(await withEmail(wanted)).toBe(1);
    }
  });

  it("is one administrator's, however many windows add them, and whoever signs up with it meanwhile", async () => {
    const email = "sari.baru@example.com";
    const person = {
      name: "Sari",
      email,
      phone: "+6281234567890",
      password: "senja di pelabuhan",
      locale: "id",
    } as const;
    const [added, signedUp] = await Promise.all([
      times(4, () => addAdministrator(email, { now })),
      times(2, () => signUp(person, { visitor: newVisitor(), now })),
    ]);
    expect([...added, ...signedUp].map(({ ok }) => ok)).not.toContain(false);
    expect(await db().select({ role: users.role }).from(users)).toEqual([{ role: "ADMIN" }]);
  });
});

it("two reset links of one person in one moment set one password, and only that one says saved", async () => {
  const ana = await givenAccount();
  for (let round = 0; round < 5; round++) {
    const at = (place: number) => new Date(now.getTime() + round * 20 * 60_000 + place);
    for (const place of [0, 1]) await requestReset({ email: ana.email }, { visitor: newVisitor(), now: at(place) });
    const tokens = (await mails("reset-password"))
      .slice(-2)
      .map((mail) => linkIn(mail, "/atur-sandi").searchParams.get("token") ?? "");
    const passwords = [`fajar di pantai ${round}`, `senja di pelabuhan ${round}`];
    const outcomes = await times(2, (place) =>
      setPassword({ token: tokens[place]!, password: passwords[place]! }, { visitor: newVisitor(), now: at(2) }),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toEqual({ ok: false, reason: "expired" });
    const saved = passwords[outcomes.findIndex(({ ok }) => ok)]!;
    expect(await signIn({ email: ana.email, password: saved }, newVisitor())).toMatchObject({ ok: true });
  }
});

it("the second step, begun twice at once, is begun once", async () => {
  const ana = await givenAccount();
  const visitor = newVisitor();
  const signedIn = await signIn({ email: ana.email, password }, visitor);
  const browser = withCookies(visitor, signedIn.ok ? signedIn.cookies : []);
  const begun = await times(4, () =>
    beginTwoFactor({ password, emailVerified: true }, { userId: ana.id, visitor: browser, now }),
  );
  expect(begun.map(({ ok }) => ok)).toEqual([true, true, true, true]);
  expect(await db().$count(twoFactors)).toBe(1);
});
