import { eq } from "drizzle-orm";
import { db } from "#db/connection.ts";
import { users } from "#domain/users/schema.ts";
import { signIn } from "#domain/users/sign-in.ts";
import { givenPassword, newVisitor, password } from "./accounts.ts";

/**
 * Signs a person of {@link givenUser} in and gives the header that the browser sends from then on. An administrator
 * turns the second step on afterwards, without which they would be none.
 */
export async function cookieOf(user: { id: string; email: string; role?: string }): Promise<{ cookie: string }> {
  await givenPassword(user);
  const outcome = await signIn({ email: user.email, password }, newVisitor());
  if (!outcome.ok) throw new Error(`${user.email} could not sign in: ${outcome.reason}`);
  if (user.role === "ADMIN") await db().update(users).set({ twoFactorEnabled: true }).where(eq(users.id, user.id));
  return { cookie: outcome.cookies.map(({ name, value }) => `${name}=${value}`).join("; ") };
}
