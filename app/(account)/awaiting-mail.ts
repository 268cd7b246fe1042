import { cookies } from "next/headers";
import { z } from "zod";

/** Whom a mail was sent to, and where its link shall lead: kept in the browser for as long as somebody waits for it. */
export type AwaitingMail = { email: string; wanted?: string };

const name = "setrip-awaiting-mail";
const shape = z.object({ email: z.string(), wanted: z.string().optional() });

/** Remembers it for an hour. Not in the address of the page, which would stand in logs and histories. */
export async function awaitMail(awaiting: AwaitingMail): Promise<void> {
  const options = { path: "/", maxAge: 3_600, sameSite: "lax", httpOnly: true } as const;
  (await cookies()).set(name, JSON.stringify(awaiting), options);
}

/** What {@link awaitMail} remembered, or nothing. A browser can send anything: this proves nothing about anybody. */
export async function awaitedMail(): Promise<AwaitingMail | undefined> {
  const kept = (await cookies()).get(name)?.value;
  try {
    return shape.safeParse(JSON.parse(kept ?? "null")).data;
  } catch {
    return undefined;
  }
}
