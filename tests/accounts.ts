import { createHmac } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { newId } from "#db/columns.ts";
import { db } from "#db/connection.ts";
import { accounts, type users } from "#domain/users/schema.ts";
import type { SessionCookie } from "#domain/users/session-cookie.ts";
import { givenUser, madeAt } from "./rows.ts";

/** People with a password, their browsers and their authenticators. */

/** The password of {@link givenAccount}. */
export const password = "ronda malam di desa";
let hashed: Promise<string> | undefined;

/** A verified person who can sign in with {@link password}. */
export async function givenAccount(values: Partial<typeof users.$inferInsert> = {}) {
  const user = await givenUser(values);
  await givenPassword(user);
  return user;
}

/** Lets a person of `givenUser` sign in with {@link password}. */
export async function givenPassword({ id }: { id: string }): Promise<void> {
  hashed ??= hashPassword(password);
  const login = { id: newId(), userId: id, accountId: id, providerId: "credential", password: await hashed };
  await db()
    .insert(accounts)
    .values({ ...login, createdAt: madeAt, updatedAt: madeAt });
}

let visitors = 0;

/** A visitor with a network address of their own, so that only a limit by account can stop them. */
export const newVisitor = () => new Headers({ "x-real-ip": `10.0.${Math.floor(++visitors / 250)}.${visitors % 250}` });

/** The same visitor as `before` once their browser has kept these cookies. */
export function withCookies(before: Headers, cookies: SessionCookie[]): Headers {
  const jar = new Map((before.get("cookie") ?? "").split("; ").flatMap((pair) => (pair ? [splitPair(pair)] : [])));
  for (const { name, value, options } of cookies) {
    if (options.maxAge === 0 || value === "") jar.delete(name);
    else jar.set(name, encodeURIComponent(value));
  }
  const headers = new Headers(before);
  headers.set("cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
  return headers;
}

function splitPair(pair: string): [string, string] {
  const at = pair.indexOf("=");
  return [pair.slice(0, at), pair.slice(at + 1)];
}

/** What an authenticator shows for a secret at this moment (RFC 6238: 30 seconds, six digits, SHA-1). */
export function authenticatorCode(secret: string, at = Date.now()): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const digest = createHmac("sha1", fromBase32(secret)).update(counter).digest();
  const offset = digest[19]! & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** The code that comes after the one shown: it is accepted already, and no code taken before is as new. */
export const nextCode = (secret: string) => authenticatorCode(secret, Date.now() + 30_000);

function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"),
  );
  return Buffer.from((bits.join("").match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** The address in a mail's text that leads to a page of the app. */
export function linkIn({ text }: { text: string }, path: string): URL {
  const found = text.match(/https?:\/\/\S+/g)?.find((link) => new URL(link).pathname === path);
  if (!found) throw new Error(`no link to ${path}`);
  return new URL(found);
}
