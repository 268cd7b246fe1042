import { pool } from "#db/connection.ts";
import { policy } from "#domain/policy.ts";
import type { Sweep } from "#domain/sweep.ts";
import { nobodysAddress } from "./nobody.ts";

/** So many mails a statement: its rows are locked briefly. */
const mailsPerBatch = 1_000;

/**
 * Forgets what mails said that were sent long ago: names, amounts, addresses. That they were sent, to whom
 * and when stays, and keeps them from being sent again. Returns how many mails that were; 0 when none is that old.
 * Rule: docs/domain.md#what-mails-say-is-forgotten
 */
export async function forgetOldMails({ now, signal, beat, note }: Sweep): Promise<number> {
  const sentBefore = new Date(now.getTime() - policy.emailBodyKeptMs);
  let forgotten = await forgetDeletedMailboxes(now, sentBefore);
  let last = { nextAttemptAt: new Date(0), id: "" };
  while ((await beat()) && !signal.aborted) {
    const page = await blank({ now, sentBefore, last });
    forgotten += page.length;
    if (page.length < mailsPerBatch) return forgotten;
    last = page.at(-1)!;
  }
  note("stopped before all old mails were forgotten; the next run goes on");
  return forgotten;
}

/**
 * The last mail of somebody who deleted their account, and what was on its way to them at that moment, lose their address as well.
 * Mails that went there later are of whoever has signed up with it since.
 */
async function forgetDeletedMailboxes(now: Date, sentBefore: Date): Promise<number> {
  const { rowCount } = await pool().query(
    `with gone as materialized (
       select "lastMail"."toEmail", "lastMail"."createdAt", person."id" || $3 as "nobody"
       from "User" person join "EmailJob" "lastMail" on split_part("lastMail"."dedupeKey", ':', 2) = person."id"
         and "lastMail"."template" = 'account-deleted'
       where person."deletedAt" <= $1 and "lastMail"."toEmail" <> person."email" limit ${mailsPerBatch}
     )
     update "EmailJob" job set "toEmail" = gone."nobody", "html" = '', "text" = '', "updatedAt" = $2
     from gone where job."toEmail" = gone."toEmail" and job."createdAt" <= gone."createdAt"
       and (job."status" = 'SENT' or job."deadAt" is not null)`,
    [sentBefore, now, nobodysAddress("")],
  );
  return rowCount ?? 0;
}

type Place = { nextAttemptAt: Date; id: string };

/** No mail is sent before its time, so the index by that time ends the walk where younger mails begin. */
async function blank({ now, sentBefore, last }: { now: Date; sentBefore: Date; last: Place }): Promise<Place[]> {
  const { rows } = await pool().query<Place>(
    `with old as materialized (
       select "id", "nextAttemptAt" from "EmailJob"
       where "status" = 'SENT' and "nextAttemptAt" <= $1 and ("nextAttemptAt", "id") > ($2, $3)
         and "sentAt" <= $1 and ("html" <> '' or "text" <> '')
       order by "nextAttemptAt", "id" limit ${mailsPerBatch}
     ), blanked as (
       update "EmailJob" job set "html" = '', "text" = '', "updatedAt" = $4 from old where job."id" = old."id"
     )
     select "id", "nextAttemptAt" from old order by "nextAttemptAt", "id"`,
    [sentBefore, last.nextAttemptAt, last.id, now],
  );
  return rows;
}
