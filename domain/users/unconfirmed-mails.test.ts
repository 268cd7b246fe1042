import { describe, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { saveBankAccount } from "#domain/bank-accounts/change.ts";
import { type TemplateName, templates } from "#domain/emails/templates/index.ts";
import { givenAccount, newVisitor, password, withCookies } from "#tests/accounts.ts";
import { ownDatabase } from "#tests/database.ts";
import { mails } from "#tests/stories.ts";
import { changePassword, requestReset } from "./passwords.ts";
import { users } from "./schema.ts";
import { signIn } from "./sign-in.ts";
import { signUp } from "./sign-up.ts";
import { requestEmailChange, resendVerification } from "./verification.ts";

ownDatabase();

/**
 * Anybody can sign up with a stranger's address and type an advertisement wherever we ask for something. Until the link in
 * the first mail is opened, no mail may carry any of it.
 */

const now = new Date();
const hostile = {
  name: "MENANG 10 juta https://evil.example/hadiah",
  wanted: "/trip/menang-hadiah-evil?teks=https://evil.example",
  newEmail: "klik.evil.example.menang@evil.example",
  bank: { bankName: "evil.example MENANG", bankAccountNo: "66666666", bankAccountName: "klik evil.example" },
};
const typed = /evil|menang|hadiah|klik|666666/i;

type Victim = Awaited<ReturnType<typeof givenAccount>>;

const unconfirmed = () => givenAccount({ name: hostile.name, email: "korban@example.com", emailVerified: false });

async function browserOf({ email }: Victim): Promise<Headers> {
  const visitor = newVisitor();
  const signedIn = await signIn({ email, password }, visitor);
  return withCookies(visitor, signedIn.ok ? signedIn.cookies : []);
}

/**
 * What makes us write to an address that nobody has confirmed, by the template that goes there. The others never do: booking,
 * applying as an organizer, a bank account and the second step need a confirmed address, and alerts go to confirmed admins.
 */
const writes: Partial<Record<TemplateName, () => Promise<unknown>>> = {
  "verify-email": () =>
    signUp(
      { ...hostile, email: "korban@example.com", phone: "+6281234567890", password: "fajar di pantai", locale: "id" },
      { visitor: newVisitor(), now },
    ),
  "reset-password": async () => requestReset({ email: (await unconfirmed()).email }, { visitor: newVisitor(), now }),
  "account-exists": async () => {
    const { email } = await unconfirmed();
    const asked = { ...hostile, email, phone: "+6281234567890", password: "senja di pelabuhan", locale: "id" } as const;
    await signUp(asked, { visitor: newVisitor(), now });
  },
  "change-email": async () => {
    const eve = await givenAccount({ name: hostile.name });
    const asked = { userId: eve.id, email: "korban@example.com", proof: password };
    await requestEmailChange(asked, { visitor: newVisitor(), now });
  },
  "email-change-asked": async () => {
    const asked = { userId: (await unconfirmed()).id, email: hostile.newEmail, proof: password };
    await requestEmailChange(asked, { visitor: newVisitor(), now });
  },
  "password-changed": async () => {
    const person = await unconfirmed();
    const asked = { userId: person.id, old: password, password: "fajar di pantai" };
    await changePassword(asked, { visitor: await browserOf(person), now });
  },
};

it("every template that may go to such an address is written above: a new one must be thought about", () => {
  const toUnconfirmed = Object.entries(templates).filter(([, template]) => template.toUnconfirmed);
  expect(Object.keys(writes).sort()).toEqual(toUnconfirmed.map(([name]) => name).sort());
});

describe.each(Object.entries(writes))("%s to an address that nobody has confirmed", (template, write) => {
  it("carries nothing that a stranger typed, in its subject, its text or its links", async () => {
    await write();
    const sent = (await mails(template)).filter(({ toEmail }) => toEmail === "korban@example.com");
    expect(sent).toHaveLength(1);
    for (const { subject, html, text } of sent)
      for (const part of [subject, html, text]) expect(part).not.toMatch(typed);
  });
});

it("nothing else reaches it: a bank account that is saved all the same warns nobody, and the address that is asked for gets no name", async () => {
  const { id } = await unconfirmed();
  await saveBankAccount(id, hostile.bank, { now });
  await requestEmailChange({ userId: id, email: "lain@example.com", proof: password }, { visitor: newVisitor(), now });
  await resendVerification({ email: "korban@example.com", wanted: hostile.wanted }, { visitor: newVisitor(), now });
  const all = await mails();
  expect(all.map(({ template }) => template).sort()).toEqual(["change-email", "email-change-asked", "verify-email"]);
  expect(JSON.stringify(all.map(({ subject, html, text }) => [subject, html, text]))).not.toMatch(typed);
});

it("calls people by name once they have confirmed the address", async () => {
  const ana = await givenAccount({ name: "Ana Lestari" });
  await requestReset({ email: ana.email }, { visitor: newVisitor(), now });
  expect((await mails("reset-password"))[0]?.text).toContain("Halo Ana Lestari,");
  await db().update(users).set({ emailVerified: false });
  await requestReset({ email: ana.email }, { visitor: newVisitor(), now: new Date(now.getTime() + 1) });
  expect((await mails("reset-password"))[1]?.text).toMatch(/^Halo,$/m);
});
