import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { type Visitor, visitorOf } from "#domain/users/session.ts";
import { signInPath } from "./wanted-path.ts";

/** Who is asking; read once a request. */
export const visitor = cache(async (): Promise<Visitor | undefined> => visitorOf(await headers()));

/**
 * Lets only administrators on: others get a 404, as if there were nothing, and signed-out people the sign-in page and
 * then `wanted`. Must stand first in every page and every action below `/admin`, above anything that suspends, because
 * an answer that has begun to stream is a 200 already.
 */
export async function requireAdmin(wanted: string): Promise<Visitor> {
  const asking = await visitor();
  if (!asking) redirect(signInPath(wanted));
  if (asking.role !== "ADMIN") notFound();
  return asking;
}
