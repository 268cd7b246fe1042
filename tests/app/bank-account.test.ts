import { afterAll, beforeAll, expect, it } from "vitest";
import { databaseUrl, db } from "#db/connection.ts";
import { bankAccountOf, saveBankAccount } from "#domain/bank-accounts/change.ts";
import { emailJobs } from "#domain/emails/schema.ts";
import { type Browser, browserOf, formsOf, isSignedIn, type SentForm, send, visit } from "#tests/access/visits.ts";
import { givenAccount, linkIn, password } from "#tests/accounts.ts";
import { type RunningApp, startApp } from "#tests/app.ts";
import { ownDatabase } from "#tests/database.ts";

ownDatabase();

let app: RunningApp;
beforeAll(async () => {
  app = await startApp({ databaseUrl: databaseUrl() });
});
afterAll(() => app.stop());

const anas = { bankName: "BCA", bankAccountNo: "1111111111", bankAccountName: "Ana" };
const eves = { bankName: "BRI", bankAccountNo: "6666666666", bankAccountName: "Eve" };

/** The form of a page that takes an account, filled in with Eve's and this proof. */
async function formWith(browser: Browser, path: string, proof: string): Promise<SentForm> {
  const { html } = await visit(app, browser, path);
  const form = formsOf(path, html).find(({ fields }) => fields.some(([name]) => name === "bankAccountNo"));
  if (!form) throw new Error(`${path} has no form for an account`);
  const typed: Record<string, string> = { ...eves, proof, whatsapp: "081234567890" };
  return { ...form, fields: form.fields.map(([name, value]) => [name, typed[name] ?? value]) };
}

it.each(["/akun/rekening", "/organizer/daftar"])(
  "at %s a session alone sends no money elsewhere; the password does",
  async (path) => {
    const ana = await givenAccount(anas);
    const browser = await browserOf(app, ana.email);
    for (const proof of ["", "tebakan", ana.email]) {
      expect(await send(app, browser, await formWith(browser, path, proof))).toBeLessThan(500);
      expect(await bankAccountOf(ana.id)).toEqual(anas);
    }
    await send(app, browser, await formWith(browser, path, password));
    expect(await bankAccountOf(ana.id)).toEqual(eves);
  },
);

it("a mail scanner that opens the link changes nothing; the button does, signed out, and signs everybody out", async () => {
  const ana = await givenAccount(anas);
  const thief = await browserOf(app, ana.email);
  await saveBankAccount(ana.id, eves, { now: new Date() });
  const [mail] = await db().select().from(emailJobs);
  const { pathname, search } = linkIn(mail!, "/hentikan-rekening");
  const path = pathname + search;
  for (const method of ["GET", "HEAD", "GET"])
    expect((await fetch(app.url + path, { method, redirect: "manual" })).status).toBe(200);
  expect(await bankAccountOf(ana.id)).toEqual(eves);

  const nobody: Browser = { cookie: "", userId: null };
  const { html } = await visit(app, nobody, path);
  expect(html).toContain("••••1111");
  expect(html).not.toContain(anas.bankAccountNo);
  const [form] = formsOf(path, html).filter(({ fields }) => fields.some(([name]) => name === "token"));
  expect(await send(app, nobody, form!)).toBe(303);
  expect(await bankAccountOf(ana.id)).toEqual(anas);
  expect(await isSignedIn(app, thief)).toBe(false);
  expect((await visit(app, nobody, path)).html).toContain("sudah dipakai atau sudah kedaluwarsa");
});
