import { policy } from "#domain/policy.ts";
import { eventsOf, firstOf, movesOf, type PressRange, pressedIn } from "./events.ts";
import { accountOfKind } from "./standing.ts";

/**
 * The journal: double entry as a view of what the tables and the audit log say, no second truth. Each receipt, share, promise,
 * release, transfer, bounce and line of the bank makes postings that add up to zero; more than zero is a debit. What is taken
 * back later is posted again with the opposite sign on the day of that press: nothing that was posted changes or goes.
 * Rules: docs/domain.md#the-journal, docs/domain.md#a-month-is-closed
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
export const postingKinds = [
  "receipt",
  "void",
  "share",
  "promise",
  "release",
  "recall",
  "transfer",
  "bounce",
  "bank",
] as const;

/** See {@link postingKinds}. */
export type PostingKind = (typeof postingKinds)[number];

/** The day in Jakarta on which something was written down. */
const dayOf = (moment: string) => `(${moment} at time zone 'Asia/Jakarta')::date`;

/** Whether the month of `day` is still open at a press: SQL. */
const isOpen = (day: string, press: string) =>
  `${dayOf(press)} < (date_trunc('month', (${day})::timestamp) + interval '1 month' + interval '${policy.monthClosesAfterDays} days')::date`;

/** Where it is posted what was at the bank on `day`: there, unless that month is closed already, and never before that day has come. */
const postedOn = (day: string, press: string) =>
  `case when ${isOpen(day, press)} then least(${day}, ${dayOf(press)}) else ${dayOf(press)} end`;

type Posted = Record<"day" | "kind" | "of" | "id" | "press", string>;

/** What is read: the presses of a range, or all; with whose each posting is, or, where that is not `named`, as sums of each day. */
type Reading = { range?: PressRange | undefined; named: boolean };

/** One event with its postings, each `(account, amount)`. */
function posted(
  { range, named }: Reading,
  from: string,
  { day, kind, of, id, press }: Posted,
  ...postings: [string, string][]
): string {
  const values = (amount: (place: number) => string) =>
    postings.map(([account], place) => `(${named ? account : `account${place}`}, ${amount(place)})`).join(", ");
  if (!named)
    return `
  select "day", "kind", null::text as "of", null::text as "id", posting."account", posting."amount"::bigint as "amount" from (
    select ${day} as "day", ${kind} as "kind", ${postings.map(([account, amount], place) => `${account} as account${place}, sum(${amount}) as amount${place}`).join(", ")}
    from ${from} where ${pressedIn(range, press)} group by 1, 2, ${postings.map((_, place) => 3 + 2 * place).join(", ")}) summed
  cross join lateral (values ${values((place) => `amount${place}`)}) posting ("account", "amount") where posting."amount" <> 0`;
  return `
  select ${day} as "day", ${kind} as "kind", ${of} as "of", ${id} as "id", posting."account", posting."amount"::bigint as "amount"
  from ${from}
  cross join lateral (values ${values((place) => postings[place]![1])}) posting ("account", "amount")
  where posting."amount" <> 0 and ${pressedIn(range, press)}`;
}

const isPromised = `case when event."status" in ('APPROVED', 'PAID') then event."amount"::bigint else 0 end`;
const isReleased = `case when event."status" in ('RELEASED', 'PAID') then event."amount"::bigint else 0 end`;

/** Paid or released is one to the journal: what the bank did with it has its own postings. */
const isFreeTwice = ["before", "after"]
  .map((side) => `log."${side}" ->> 'status' in ('RELEASED', 'PAID')`)
  .join(" and ");
const changesPayout = `(${isFreeTwice}) is not true or log."before" ?| array['amount', 'feeAmount']`;

/** What each event of a payout changed. */
const steps = (range?: PressRange) => `
  select "id", "of", at, ${before("share")} as share, ${before("net")} as net, ${before("rounding")} as rounding,
    ${before("released")} as released
  from (
    select event."id", event.at, event.place, b."code" as "of", event."amount"::bigint as share,
      event."amount"::bigint + event."feeAmount"::bigint as net,
      greatest(event."amount"::bigint + event."feeAmount"::bigint - b."totalAmount", 0) as rounding, ${isReleased} as released
    from (${eventsOf("Payout", ["status", "amount", "feeAmount"], range, changesPayout)}) event
    join "Payout" o on o."id" = event."id" join "Booking" b on b."id" = o."bookingId") told
  window turn as (partition by "id" order by place)`;

function before(figure: string): string {
  return `${figure} - lag(${figure}, 1, 0::bigint) over turn`;
}

/** What each event of a refund changed. */
const promises = (range?: PressRange) => `
  select "id", "bookingId", place, at, ${before("promised")} as promised
  from (
    select event."id", event.at, event.place, r."bookingId", ${isPromised} as promised
    from (${eventsOf("Refund", ["status", "amount"], range)}) event join "Refund" r on r."id" = event."id") told
  window turn as (partition by "id" order by place)`;

/** What each event of a line of the statement made of it: the account that it stands against, none while it is open or of something else. */
const decisions = (range?: PressRange) => `
  select "id", at, lag("against") over turn as was, "against" as "is", bool_or("against" is not null) over former as "isAgain"
  from (
    select event."id", event.at, event.place, ${accountOfKind(`event."kind"`)} as "against"
    from (${eventsOf("StatementLine", ["kind"], range)}) event) told
  window turn as (partition by "id" order by place),
    former as (turn rows between unbounded preceding and 1 preceding)`;

const sentAs = (...outcomes: string[]) => `"TransferItem" i join "Transfer" f on f."id" = i."transferId"
  and f."status" = 'CONFIRMED' and i."outcome" in (${outcomes.map((outcome) => `'${outcome}'`).join(", ")})
  left join "Payout" o on o."id" = i."payoutId" left join "Refund" r on r."id" = i."refundId"`;
const sent = sentAs("PAID", "BOUNCED");
const sentTo = `case when i."payoutId" is null then 'participants' else 'organizers' end`;

/** Lines of the statement that showed another receipt, and since when that one is void: the bank has their money on its day already. */
const formerly = `select "statementLineId", min("voidedAt") as until from "Receipt"
  where "voidedAt" is not null and "statementLineId" is not null group by 1`;

/**
 * SQL for the postings whose press was within `range`, or all: `day`, `kind`, `of` (a booking's code, or the bank's account),
 * `id` of the row, `account` and `amount`.
 */
export function postings(range?: PressRange, { named = true } = {}): string {
  const reading = { range, named };
  const codeOf = (bookingId: string) => `(select b."code" from "Booking" b where b."id" = ${bookingId})`;
  const sentOf = codeOf(`coalesce(o."bookingId", r."bookingId")`);
  const receipt = `"Receipt" r join "Payment" p on p."id" = r."paymentId"`;
  const ofReceipt = { of: codeOf(`p."bookingId"`), id: `r."id"` };
  const cameIn = (sign: "" | "-"): [string, string][] => [
    [`'bank:' || r."accountKey"`, `${sign}r."amount"`],
    [`'unapplied'`, sign ? `r."amount"` : `-r."amount"`],
  ];
  const wentOut = (sign: "" | "-"): [string, string][] => [
    [sentTo, `${sign}i."amount"`],
    [`'bank:' || f."accountKey"`, sign ? `i."amount"` : `-i."amount"`],
  ];
  const ofSent = { of: sentOf, id: `i."id"` };
  const moved = (table: "Receipt" | "Transfer", row: string) => `(${movesOf(table, range)}) m on m."id" = ${row}."id"
    and ${isOpen("m.was", "m.at")} and ${isOpen(`m."is"`, "m.at")}`;
  return `with step as materialized (${steps(range)})${[
    posted(
      reading,
      `${receipt} left join (${firstOf("Receipt")}) first on first."id" = r."id"
        left join (${formerly}) former on former."statementLineId" = r."statementLineId"`,
      {
        day: `case when former.until <= r."createdAt" then ${dayOf(`r."createdAt"`)} else ${postedOn(`coalesce(first.day, r."bookedOn")`, `r."createdAt"`)} end`,
        kind: `'receipt'`,
        press: `r."createdAt"`,
        ...ofReceipt,
      },
      ...cameIn(""),
    ),
    ...(["was", "is"] as const).map((side) =>
      posted(
        reading,
        `${receipt} join ${moved("Receipt", "r")}`,
        { day: `m."${side}"`, kind: `'receipt'`, press: "m.at", ...ofReceipt },
        ...cameIn(side === "was" ? "-" : ""),
      ),
    ),
    posted(
      reading,
      `${receipt} and r."voidedAt" is not null`,
      { day: dayOf(`r."voidedAt"`), kind: `'void'`, press: `r."voidedAt"`, ...ofReceipt },
      ...cameIn("-"),
    ),
    posted(
      reading,
      "step c",
      { day: dayOf("c.at"), kind: `'share'`, of: `c."of"`, id: `c."id"`, press: "c.at" },
      [`'unapplied'`, "c.net"],
      [`'held'`, "-c.share"],
      [`'fees'`, "-(c.net - c.share - c.rounding)"],
      [`'rounding'`, "-c.rounding"],
    ),
    posted(
      reading,
      "step c",
      {
        day: dayOf("c.at"),
        kind: `case when c.released > 0 then 'release' else 'recall' end`,
        of: `c."of"`,
        id: `c."id"`,
        press: "c.at",
      },
      [`'held'`, "c.released"],
      [`'organizers'`, "-c.released"],
    ),
    posted(
      reading,
      `(${promises(range)}) c`,
      { day: dayOf("c.at"), kind: `'promise'`, of: codeOf(`c."bookingId"`), id: `c."id"`, press: "c.at" },
      [`'unapplied'`, "c.promised"],
      [`'participants'`, "-c.promised"],
    ),
    posted(
      reading,
      `${sent} left join (${firstOf("Transfer")}) first on first."id" = f."id"`,
      {
        day: postedOn(`coalesce(first.day, f."bookedOn")`, `f."confirmedAt"`),
        kind: `'transfer'`,
        press: `f."confirmedAt"`,
        ...ofSent,
      },
      ...wentOut(""),
    ),
    ...(["was", "is"] as const).map((side) =>
      posted(
        reading,
        `${sent} join ${moved("Transfer", "f")}`,
        { day: `m."${side}"`, kind: `'transfer'`, press: "m.at", ...ofSent },
        ...wentOut(side === "was" ? "-" : ""),
      ),
    ),
    posted(
      reading,
      sentAs("BOUNCED"),
      {
        day: postedOn(`coalesce(i."bouncedOn", ${dayOf(`i."bouncedAt"`)})`, `i."bouncedAt"`),
        kind: `'bounce'`,
        press: `i."bouncedAt"`,
        ...ofSent,
      },
      ...wentOut("-"),
    ),
    posted(
      reading,
      `"StatementLine" l join (${decisions(range)}) c on c."id" = l."id" and c."is" is distinct from c.was`,
      {
        day: `case when c."isAgain" then ${dayOf("c.at")} else ${postedOn(`l."bookedOn"`, "c.at")} end`,
        kind: `'bank'`,
        of: `l."accountKey"`,
        id: `l."id"`,
        press: "c.at",
      },
      [`'bank:' || l."accountKey"`, `case when c."is" is null then 0 else l."amount" end`],
      [`c."is"`, `case when c."is" is null then 0 else -l."amount" end`],
      [`'bank:' || l."accountKey"`, `case when c.was is null then 0 else -l."amount" end`],
      [`c.was`, `case when c.was is null then 0 else l."amount" end`],
    ),
  ].join("\n  union all ")}`;
}
