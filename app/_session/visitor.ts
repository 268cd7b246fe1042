import type { Route } from "next";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { clock } from "#clock.ts";
import type { OrganizerProfile } from "#domain/users/organizers.ts";
import { organizerOf } from "#domain/users/queries.ts";
import { logRefusal } from "#domain/users/security-log.ts";
import { type Visitor, visitorOf } from "#domain/users/session.ts";
import { signInPath, withWanted } from "./wanted-path.ts";

/**
 * Who may see what. Each guard must stand first in every page, route and action that needs it, above anything that
 * suspends, because an answer that has begun to stream is a 200 already. `wanted` is where signing in leads on to.
 */

/** Who is asking; read once a request. */
export const visitor = cache(async (): Promise<Visitor | undefined> => visitorOf(await visitorHeaders()));

/**
 * The visitor's own headers, with the cookies as an action of this very request may have left them: the page that is
 * drawn after it must know the session that took the place of the old one.
 */
export async function visitorHeaders(): Promise<Headers> {
  const asked = new Headers(await headers());
  asked.set("cookie", (await cookies()).toString());
  return asked;
}

/**
 * Where somebody goes on to after signing in: to the page that sent them here, else to where their work is: administrators
 * and organizers to their desks, and anybody else back to the page on which they pressed "sign in", or to the front page.
 */
export async function afterSigningIn({ wanted, from }: { wanted?: Route; from?: Route }): Promise<Route> {
  if (wanted) return wanted;
  // Read anew: the session has only just begun.
  const asking = await visitorOf(await visitorHeaders());
  if (asking?.role === "ADMIN" || asking?.lacksSecondStep) return "/admin";
  const profile = asking && (await organizerOf(asking.id));
  return leadsTrips(profile) ? "/organizer" : (from ?? "/");
}

/** Whether this organizer has trips and money here: approved, or suspended and still with both. */
export function leadsTrips(profile: OrganizerProfile | undefined): profile is OrganizerProfile {
  return profile?.status === "APPROVED" || profile?.status === "SUSPENDED";
}

/** The organizer's profile of whoever is asking, in whatever state; read once a request. */
export const organizer = cache(async (): Promise<OrganizerProfile | undefined> => {
  const asking = await visitor();
  return asking && organizerOf(asking.id);
});

/** Lets only signed-in people on. */
export async function requireUser(wanted: string): Promise<Visitor> {
  return (await visitor()) ?? redirect(signInPath(wanted));
}

/** Lets approved and suspended organizers on, whose trips and money go on; anybody else is led to apply. */
export async function requireOrganizer(wanted: string): Promise<Visitor & { organizer: OrganizerProfile }> {
  const asking = await requireUser(wanted);
  const profile = await organizer();
  if (!leadsTrips(profile)) redirect("/organizer/daftar" as Route);
  return { ...asking, organizer: profile };
}

/** Lets only administrators on: one without a second step is led to turn it on, others get a 404, as if there were nothing. */
export async function requireAdmin(wanted: string): Promise<Visitor> {
  const asking = await requireUser(wanted);
  if (asking.lacksSecondStep) redirect(withWanted("/akun/keamanan", wanted));
  if (asking.role !== "ADMIN") {
    logRefusal("admin page refused", { account: asking.id, what: partOf(wanted) }, clock());
    notFound();
  }
  return asking;
}

/** The part of the back office that an address belongs to: what follows may name a person. */
function partOf(wanted: string): string {
  return wanted.split(/[/?]/).slice(0, 3).join("/");
}
