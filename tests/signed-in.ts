import { hashPassword } from "better-auth/crypto";
import { newId } from "#db/columns.ts";
import { db } from "#db/connection.ts";
import { accounts } from "#domain/users/schema.ts";
import { signIn } from "#domain/users/sign-in.ts";
import { madeAt } from "#tests/rows.ts";

const password = "ronda malam di desa";
let hashed: Promise<string> | undefined;
let visitors = 0;

/** Signs a person of {@link givenUser} in and gives the header that the browser sends from then on. */
export async function cookieOf(user: { id: string; email: string }): Promise<{ cookie: string }> {
  hashed ??= hashPassword(password);
  const login = { id: newId(), userId: user.id, accountId: user.id, providerId: "credential", password: await hashed };
  await db()
    .insert(accounts)
    .values({ ...login, createdAt: madeAt, updatedAt: madeAt });
  visitors += 1;
  const outcome = await signIn({ email: user.email, password }, new Headers({ "x-real-ip": `10.1.0.${visitors}` }));
  if (!outcome.ok) throw new Error(`${user.email} could not sign in: ${outcome.reason}`);
  return { cookie: outcome.cookies.map(({ name, value }) => `${name}=${value}`).join("; ") };
}
