import { and, inArray, isNotNull, lte, sql } from "drizzle-orm";
import { transaction } from "#db/connection.ts";
import { change } from "#domain/audit/change.ts";
import { utcDay } from "#domain/calendar.ts";
import { policy } from "#domain/policy.ts";
import type { Sweep } from "#domain/sweep.ts";
import { organizerProfiles } from "./schema.ts";

/** So many organizers a transaction: their rows are locked briefly. */
const organizersPerBatch = 200;

/**
 * Forgets the identity cards of organizers who were rejected or suspended long ago (policy) and whose last trip ended as long
 * ago: no row names them any more, so that their files go with those that belong to nothing. Gives how many cards that were.
 * Rule: docs/domain.md#identity-cards-of-former-organizers
 */
export async function forgetIdentityCards({ now, signal, beat, note }: Sweep): Promise<number> {
  let forgotten = 0;
  while ((await beat()) && !signal.aborted) {
    const cards = await forgetSome(now);
    forgotten += cards;
    if (cards < organizersPerBatch) return forgotten;
  }
  note("stopped before all old identity cards were forgotten; the next run goes on");
  return forgotten;
}

function forgetSome(now: Date): Promise<number> {
  const before = new Date(now.getTime() - policy.identityCardKeptMs);
  return transaction(async (tx) => {
    const ended = await tx
      .select()
      .from(organizerProfiles)
      .where(
        and(
          isNotNull(organizerProfiles.idDocPath),
          inArray(organizerProfiles.status, ["REJECTED", "SUSPENDED"]),
          lte(organizerProfiles.reviewedAt, before),
          sql`not exists (select from "Trip" trip where trip."organizerId" = ${organizerProfiles.id}
            and coalesce(trip."endDate", trip."date") >= ${utcDay(before)}::date)`,
        ),
      )
      .limit(organizersPerBatch)
      .for("no key update", { skipLocked: true });
    const values = { idDocPath: null };
    const by = { actor: { type: "CRON", id: "prune" }, now } as const;
    await change(tx, organizerProfiles, ended, { values, action: "organizer.forget-identity", ...by });
    return ended.length;
  });
}
