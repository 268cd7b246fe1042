import { policy } from "#domain/policy.ts";

/**
 * The journal: double entry as a view of what the tables say, no second truth. Each receipt, share, promise, release, transfer,
 * bounce and line of the bank makes postings that add up to zero; more than zero is a debit.
 * Rule: docs/domain.md#the-journal
 */

/** What an account of the journal is called; those of the bank carry the key of theirs: `bank:bca`. */
export const journalAccounts = [
  "bank",
  "unapplied",
  "participants",
  "held",
  "organizers",
  "fees",
  "rounding",
  "charges",
  "interest",
  "owner",
  "corrections",
] as const;

/** See {@link journalAccounts}. */
export type JournalAccount = (typeof journalAccounts)[number];

/** What a posting is of. */
export const postingKinds = ["receipt", "share", "promise", "release", "transfer", "bounce", "bank"] as const;

/** The day in Jakarta on which something was written down. */
const dayOf = (moment: string) => `(${moment} at time zone 'Asia/Jakarta')::date`;

const codeOf = (bookingId: string) => `(select b."code" from "Booking" b where b."id" = ${bookingId})`;

/** When a refund was first promised: one that bounced is promised anew. */
const promisedAt = `least(r."approvedAt",
  (select min(i."createdAt") from "TransferItem" i where i."refundId" = r."id"))`;

/** What came and went of every booking whose money is shared, in its order; the sharing itself is one of these. */
const events = `
  select r."createdAt" as at, 0 as place, r."id", p."bookingId", r."amount" as came, 0 as went
  from "Receipt" r join "Payment" p on p."id" = r."paymentId" where r."voidedAt" is null
  union all select ${promisedAt}, 1, r."id", r."bookingId", 0, r."amount" from "Refund" r where r."status" in ('APPROVED', 'PAID')
  union all select o."createdAt", 2, o."id", o."bookingId", 0, 0 from "Payout" o`;

/** What the shares are after each event; after the last one they are the payout's own figures. */
const shares = `
  select o."id", o."bookingId", b."code", b."totalAmount" as total, event.at,
    lead(event."id") over inorder is null as is_last, o."amount", o."feeAmount",
    coalesce(bool_or(event.place = 2) over sofar, false) as is_shared, sum(came) over sofar - sum(went) over sofar as net
  from (${events}) event join "Payout" o on o."bookingId" = event."bookingId" join "Booking" b on b."id" = o."bookingId"
  window inorder as (partition by o."id" order by event.at, place, event."id"),
    sofar as (inorder rows between unbounded preceding and current row)`;

const kept = "least(total, net)";

const split = `
  select "id", "code", at, inorder,
    case when is_last then "amount" when is_shared then ${kept} - ${kept} * ${policy.feeBasisPoints} / 10000 else 0 end as share,
    case when is_last then "amount" + "feeAmount" when is_shared then net else 0 end as net, total
  from (select *, row_number() over (partition by "id" order by at, is_last) as inorder from (${shares}) told) numbered`;

/** What each event changed: the organizer's share, the fee, and what came above the price. */
const changes = `
  select "id", "code", at, share - lag(share, 1, 0::bigint) over step as share, net - lag(net, 1, 0::bigint) over step as net,
    greatest(net - total, 0) - lag(greatest(net - total, 0), 1, 0::bigint) over step as rounding
  from (select "id", "code", at, inorder, share::bigint as share, net::bigint as net, total::bigint as total from (${split}) typed) split
  window step as (partition by "id" order by inorder)`;

/** One event with its postings, each `(account, amount)`. */
const posted = (
  from: string,
  { day, kind, of, id }: Record<"day" | "kind" | "of" | "id", string>,
  ...postings: [string, string][]
) => `
  select ${day} as "day", '${kind}' as "kind", ${of} as "of", ${id} as "id", posting."account", posting."amount"::bigint as "amount"
  from ${from}
  cross join lateral (values ${postings.map(([account, amount]) => `(${account}, ${amount})`).join(", ")}) posting ("account", "amount")`;

const sent = `"TransferItem" i join "Transfer" f on f."id" = i."transferId" and f."status" = 'CONFIRMED'
  left join "Payout" o on o."id" = i."payoutId" left join "Refund" r on r."id" = i."refundId"`;
const sentTo = `case when i."payoutId" is null then 'participants' else 'organizers' end`;
const sentOf = codeOf(`coalesce(o."bookingId", r."bookingId")`);

/** SQL for all postings: `day`, `kind`, `of` (a booking's code, or the bank's account), `id` of the row, `account` and `amount`. */
export const postings = `
  ${posted(
    `"Receipt" r join "Payment" p on p."id" = r."paymentId" and r."voidedAt" is null`,
    { day: `r."bookedOn"`, kind: "receipt", of: codeOf(`p."bookingId"`), id: `r."id"` },
    [`'bank:' || r."accountKey"`, `r."amount"`],
    [`'unapplied'`, `-r."amount"`],
  )}
  union all ${posted(
    `(${changes}) c`,
    { day: dayOf("c.at"), kind: "share", of: "c.code", id: "c.id" },
    [`'unapplied'`, "c.net"],
    [`'held'`, "-c.share"],
    [`'fees'`, "-(c.net - c.share - c.rounding)"],
    [`'rounding'`, "-c.rounding"],
  )}
  union all ${posted(
    `"Refund" r`,
    { day: dayOf(promisedAt), kind: "promise", of: codeOf(`r."bookingId"`), id: `r."id"` },
    [`'unapplied'`, `r."amount"`],
    [`'participants'`, `-r."amount"`],
  )} where r."status" in ('APPROVED', 'PAID')
  union all ${posted(
    `"Payout" o`,
    { day: dayOf(`o."releasedAt"`), kind: "release", of: codeOf(`o."bookingId"`), id: `o."id"` },
    [`'held'`, `o."amount"`],
    [`'organizers'`, `-o."amount"`],
  )} where o."status" in ('RELEASED', 'PAID')
  union all ${posted(
    sent,
    { day: `f."bookedOn"`, kind: "transfer", of: sentOf, id: `i."id"` },
    [sentTo, `i."amount"`],
    [`'bank:' || f."accountKey"`, `-i."amount"`],
  )} where i."outcome" in ('PAID', 'BOUNCED')
  union all ${posted(
    sent,
    { day: dayOf(`i."bouncedAt"`), kind: "bounce", of: sentOf, id: `i."id"` },
    [sentTo, `-i."amount"`],
    [`'bank:' || f."accountKey"`, `i."amount"`],
  )} where i."outcome" = 'BOUNCED'
  union all ${posted(
    `"StatementLine" l`,
    { day: `l."bookedOn"`, kind: "bank", of: `l."accountKey"`, id: `l."id"` },
    [`'bank:' || l."accountKey"`, `l."amount"`],
    [
      `case l."kind" when 'FEE' then 'charges' when 'INTEREST' then 'interest' when 'CORRECTION' then 'corrections' else 'owner' end`,
      `-l."amount"`,
    ],
  )} where l."kind" in ('FEE', 'INTEREST', 'WITHDRAWAL', 'DEPOSIT', 'CORRECTION')`;
