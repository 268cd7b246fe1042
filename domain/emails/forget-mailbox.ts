import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connection.ts";
import { policy } from "#domain/policy.ts";
import { nobodysAddress } from "./nobody.ts";
import { emailJobs } from "./schema.ts";

/**
 * Takes somebody's mails out of the queue and their addresses off the mails that were sent: what was not handed to the provider
 * never will be, and what was keeps its row and its key. A batch that is on its way keeps its words until there is an answer; its
 * addresses go with the weekly `prune`.
 */
export async function forgetMailbox(
  tx: Transaction,
  { userId, addresses, now }: { userId: string; addresses: string[]; now: Date },
): Promise<void> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const unsent = sql`"status" in ('PENDING', 'FAILED') and "deadAt" is null`;
  await tx.execute(sql`
    update ${emailJobs} set "toEmail" = ${nobodysAddress(userId)}, "html" = '', "text" = '', "updatedAt" = ${at},
      "status" = case when ${unsent} then 'FAILED' else "status" end,
      "attempts" = case when ${unsent} then greatest("attempts", ${policy.emailMaxAttempts}) else "attempts" end,
      "deadAt" = case when ${unsent} then ${at} else "deadAt" end,
      "discardedAt" = case when "status" = 'SENT' then "discardedAt" else coalesce("discardedAt", ${at}) end
    where "toEmail" = any(${sql.param(addresses)}::text[]) and not ("batchKey" is not null and ${unsent})`);
}
