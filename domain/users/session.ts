import { auth } from "./auth.ts";
import type { locales, roles } from "./schema.ts";

/** Who is asking. */
export type Visitor = {
  id: string;
  email: string;
  name: string;
  role: (typeof roles)[number];
  locale: (typeof locales)[number];
  /** False until he has opened the link of a verification mail; then he can neither book nor apply. */
  emailVerified: boolean;
  /** True where signing in takes a second step. */
  twoFactorEnabled: boolean;
};

/** The signed-in person of a request, or nothing. Somebody suspended meanwhile counts as signed out. */
export async function visitorOf(headers: Headers): Promise<Visitor | undefined> {
  const found = await auth().api.getSession({ headers });
  if (!found || found.user.suspendedAt) return undefined;
  const { id, email, name, role, locale, emailVerified, twoFactorEnabled } = found.user;
  return {
    id,
    email,
    name,
    role: role as Visitor["role"],
    locale: locale as Visitor["locale"],
    emailVerified,
    twoFactorEnabled: twoFactorEnabled === true,
  };
}
