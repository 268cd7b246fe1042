import { forgetTripPapers } from "#domain/bookings/papers.ts";
import { forgetOldMails } from "#domain/emails/prune.ts";
import { removeUnownedPapers } from "#domain/files/unowned.ts";
import type { Sweep } from "#domain/sweep.ts";
import { forgetIdentityCards } from "#domain/users/identity-cards.ts";
import { type Removed, removeExpired } from "#domain/users/prune.ts";
import type { PrivateFiles } from "#gateways/storage/private-files.ts";

/** How much of each kind was forgotten; zeros when there was nothing. */
export type Pruned = { mailBodies: number } & Removed & Record<"tripPapers" | "identityCards" | "privateFiles", number>;

/**
 * Forgets what is of no use any more, one kind after the other; never an audit row, never money.
 * Rule: docs/domain.md#what-is-forgotten
 */
export async function prune(sweep: Sweep & { files: PrivateFiles }): Promise<Pruned> {
  const mailBodies = await forgetOldMails(sweep);
  const removed = await removeExpired(sweep);
  const tripPapers = await forgetTripPapers(sweep);
  const identityCards = await forgetIdentityCards(sweep);
  // Last: their files are among those that no row names any more.
  return { mailBodies, ...removed, tripPapers, identityCards, privateFiles: await removeUnownedPapers(sweep) };
}
