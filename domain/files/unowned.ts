import { sql } from "drizzle-orm";
import { db } from "#db/connection.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { receipts } from "#domain/bookings/schema/receipts.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { removableBefore } from "#domain/installation/belonging.ts";
import { policy } from "#domain/policy.ts";
import type { Sweep } from "#domain/sweep.ts";
import { organizerProfiles } from "#domain/users/schema.ts";
import type { PrivateFiles } from "#gateways/storage/private-files.ts";

/**
 * Removes the private files that no row names and that are older than two days (policy): those whose process died before
 * its verb was done, what it left half written, rejected proofs, and identity cards that were replaced. Gives how many
 * files that were; 0 when every file has its row.
 *
 * A page of files is listed first and looked up after, and each file is looked at once more before it goes. A picture is
 * handed in by the request that saves it, seconds later, so none that is about to get its row is nearly that old. When the
 * database fails, nothing of the page at hand is removed.
 */
export async function removeUnownedPapers(sweep: Sweep & { files: PrivateFiles }): Promise<number> {
  const { now, files, signal, beat, note } = sweep;
  const modifiedBefore = await removableBefore({ now, ageMs: policy.unownedPaperKeptMs });
  let removed = 0;
  for await (const page of files.list({ signal })) {
    const old = page.filter((file) => file.modifiedAt < modifiedBefore).map((file) => file.name);
    const gone = await files.removeOld(await unowned(old), { modifiedBefore, signal });
    removed += gone;
    if (await beat()) continue;
    note("stopped before all private files were looked at; the next run goes on");
    break;
  }
  return removed;
}

/** Those of the files that no row names; names have no spaces, so they travel as one text. */
async function unowned(names: string[]): Promise<string[]> {
  if (names.length === 0) return [];
  const { rows } = await db().execute<{ name: string }>(sql`
    select asked.name
    from unnest(string_to_array(${names.join(" ")}, ' ')) as asked(name)
    where not exists (select from ${payments} where "proofPath" = asked.name)
      and not exists (select from ${receipts} where "proofPath" = asked.name)
      and not exists (select from ${organizerProfiles} where "idDocPath" = asked.name)
      and not exists (select from ${refunds} where "evidencePath" = asked.name)`);
  return rows.map(({ name }) => name);
}
