import { sql } from "drizzle-orm";
import { db } from "#db/connection.ts";
import type { Payment } from "#domain/bookings/schema/payments.ts";
import { policy } from "#domain/policy.ts";
import type { StatementLine } from "#domain/statements/schema.ts";
import { payable } from "./exact.ts";
import { codesIn, namesIn } from "./names.ts";

/** Why a line may be of something, strongest first. */
export const nearReasons = ["code", "exact", "recorded", "part", "price", "near", "name", "twice"] as const;

/** See {@link nearReasons}: `exact` where several are, `price` without the code, `part` what is missing of a payment, `twice` a second transfer. */
export type NearReason = (typeof nearReasons)[number];

/** Something that a line may be of. */
export type Candidate = {
  reasons: NearReason[];
  /** Of a receipt that was recorded without the statement, its id: then nothing is recorded again. */
  receiptId: string | null;
  paymentId: string;
  code: string;
  name: string;
  participantId: string;
  tripId: string;
  tripTitle: string;
  amount: number;
  receivedAmount: number | null;
  status: Payment["status"];
  expiresAt: Date;
  hasProof: boolean;
  /** Of a receipt that was recorded without the statement, its day. */
  recordedOn: string | null;
  /** What recording the line for it comes to, beside a seat that is paid. */
  comesTo: { kind: "short" | "surplus" | "back"; rupiah: number } | undefined;
};

/** A transfer that a debit may be of. */
export type TransferCandidate = { transferId: string; code: string; status: string; amount: number };

/** What a line may be of, likeliest first; `more` where some are left out. */
export type Near = { candidates: Candidate[]; transfers: TransferCandidate[]; more: boolean };

/** So many are shown beside a line; whoever looks for another searches. */
const mostCandidates = 4;

/** What a page of lines may be of, in all, before the likeliest of each are picked. */
const mostFound = 5_000;

/** Without the code, or with a slip in it. */
const codeRupiah = 999;

/**
 * What each of these lines may be of. A page of lines takes a few queries, however many payments wait.
 * Rule: docs/domain.md#proposals
 */
export async function nearOf(lines: readonly StatementLine[], now: Date): Promise<Map<string, Near>> {
  const credits = lines.filter(({ amount }) => amount > 0);
  const [found, sent] = await Promise.all([paymentsNear(credits, now), transfersNear(lines)]);
  return new Map(
    lines.map(({ id, amount }) => {
      const all = rank(found.get(id) ?? [], amount);
      const candidates = all.slice(0, mostCandidates);
      return [id, { candidates, transfers: sent.get(id) ?? [], more: all.length > mostCandidates }];
    }),
  );
}

type Row = Omit<Candidate, "reasons" | "comesTo" | "expiresAt"> & {
  lineId: string;
  reason: NearReason;
  uniqueCode: number;
  expiresAt: string;
};

async function paymentsNear(lines: readonly StatementLine[], now: Date): Promise<Map<string, Row[]>> {
  if (lines.length === 0) return new Map();
  const { rows } = await db().execute<Row>(sql`
    with line as materialized (${linesAsRows(lines)}), word as materialized (${wordsAsRows(lines)}),
    found as (
      ${byAmount(now)} union all ${byWords(now)}
    )
    select found."lineId", found."reason", found."receiptId", payment."id" as "paymentId", booking."code", person."name",
      person."id" as "participantId", trip."id" as "tripId", trip."title" as "tripTitle", payment."amount", payment."uniqueCode", payment."receivedAmount",
      payment."status", payment."proofPath" is not null as "hasProof", payment."expiresAt", receipt."bookedOn" as "recordedOn"
    from found join "Payment" payment on payment."id" = found."paymentId"
    join "Booking" booking on booking."id" = payment."bookingId"
    join "Trip" trip on trip."id" = booking."tripId"
    join "User" person on person."id" = booking."userId"
    left join "Receipt" receipt on receipt."id" = found."receiptId" limit ${mostFound}`);
  return Map.groupBy(rows, ({ lineId }) => lineId);
}

function linesAsRows(lines: readonly StatementLine[]) {
  const json = JSON.stringify(
    lines.map(({ id, accountKey, bookedOn, amount }) => ({ id, accountKey, bookedOn, amount })),
  );
  return sql`select * from jsonb_to_recordset(${json}::jsonb)
    as row ("id" text, "accountKey" text, "bookedOn" date, "amount" bigint)`;
}

function wordsAsRows(lines: readonly StatementLine[]) {
  const words = lines.flatMap(({ id, description }) => {
    const { whole, beginnings } = namesIn(description);
    return [
      ...whole.map((text) => ({ id, kind: "name", text })),
      ...beginnings.map((text) => ({ id, kind: "beginning", text })),
      ...codesIn(description).map((text) => ({ id, kind: "code", text })),
    ];
  });
  return sql`select * from jsonb_to_recordset(${JSON.stringify(words)}::jsonb) as row ("id" text, "kind" text, "text" text)`;
}

/** Payments about as large as the line, what is missing of others, receipts of its amount, and second transfers. */
function byAmount(now: Date) {
  const days = sql.raw(String(policy.statementMatchDays));
  const paidAfter = new Date(now.getTime() - policy.statementExpiredDays * 86_400_000).toISOString();
  const code = sql.raw(String(codeRupiah));
  return sql`
    select line."id" as "lineId", payment."id" as "paymentId", null as "receiptId", 'near' as "reason"
    from line cross join lateral (
      select payment."id" from "Payment" payment
      where payment."bankAccountKey" = line."accountKey" and payment."receivedAmount" is null and (${payable(now)})
        and payment."amount" between line."amount" - ${code} and line."amount" + ${code}
        and (payment."createdAt" at time zone 'Asia/Jakarta')::date <= line."bookedOn"
      order by payment."amount" = line."amount" desc, payment."amount" - payment."uniqueCode" = line."amount" desc,
        payment."proofPath" is not null desc, payment."expiresAt" limit ${sql.raw(String(mostCandidates * 3))}
    ) payment
    union all
    select line."id", payment."id", null, 'part'
    from line join "Payment" payment on payment."bankAccountKey" = line."accountKey"
      and line."amount" between payment."amount" - payment."uniqueCode" - payment."receivedAmount"
        and payment."amount" - payment."receivedAmount"
    where payment."status" = 'AWAITING' and payment."receivedAmount" is not null
    union all
    select line."id", receipt."paymentId", receipt."id", 'recorded'
    from line join "Receipt" receipt on receipt."accountKey" = line."accountKey" and receipt."amount" = line."amount"
      and receipt."statementLineId" is null and receipt."voidedAt" is null
      and receipt."bookedOn" between line."bookedOn" - ${days}::integer and line."bookedOn" + ${days}::integer
    union all
    select line."id", payment."id", null, 'twice'
    from line join "Payment" payment on payment."bankAccountKey" = line."accountKey" and payment."amount" = line."amount"
    where payment."status" = 'PAID' and payment."method" = 'MANUAL_TRANSFER' and payment."paidAt" >= ${paidAfter}::timestamptz
      and not exists (select from "Receipt" receipt where receipt."paymentId" = payment."id" and receipt."amount" = line."amount"
        and receipt."statementLineId" is null and receipt."voidedAt" is null)`;
}

/** Payments whose booking's code, or whose participant, the bank's words name. */
function byWords(now: Date) {
  const account = sql`join line on line."id" = word."id"`;
  // Many of one name say nothing; and each word is looked up in the index.
  const few = sql`order by lower(person."name") using ~<~ limit ${sql.raw(String(mostCandidates * 3))}`;
  const paid = sql`join "Payment" payment on payment."bookingId" = booking."id" and payment."bankAccountKey" = line."accountKey"
    and (${payable(now)} or (payment."status" = 'PAID' and payment."amount" = line."amount"))
    and (payment."createdAt" at time zone 'Asia/Jakarta')::date <= line."bookedOn"`;
  return sql`
    select line."id" as "lineId", payment."id" as "paymentId", null as "receiptId", 'code' as "reason"
    from word ${account} join "Booking" booking on booking."code" = word."text" ${paid}
    where word."kind" = 'code'
    union all
    select line."id", payment."id", null, 'name'
    from word ${account} cross join lateral (
      select person."id" from "User" person where lower(person."name") = word."text" ${few}
    ) person join "Booking" booking on booking."userId" = person."id" ${paid}
    where word."kind" = 'name'
    union all
    select line."id", payment."id", null, 'name'
    from word ${account} cross join lateral (
      select person."id" from "User" person
      where lower(person."name") ~>~ word."text" and lower(person."name") ~<~ (word."text" || chr(1114109)) ${few}
    ) person join "Booking" booking on booking."userId" = person."id" ${paid}
    where word."kind" = 'beginning'`;
}

/** Each thing once, with all that speaks for it; what more speaks for comes first, then what waits for less longer. */
function rank(rows: Row[], lineAmount: number): Candidate[] {
  const things = Map.groupBy(rows, ({ paymentId, receiptId }) => receiptId ?? paymentId);
  const merged = [...things.values()].map((same) => {
    const { lineId: _line, reason: _reason, uniqueCode: _code, expiresAt, ...candidate } = same[0]!;
    const found = same.flatMap(({ reason }) => (reason === "near" ? [] : [reason]));
    const reasons = [...new Set([...found, ...amountReason(same[0]!, lineAmount)])].sort(byPlace);
    const comesTo = comesToOf(same[0]!, lineAmount);
    const waits = candidate.status === "AWAITING";
    return {
      candidate: { ...candidate, expiresAt: new Date(expiresAt), reasons, comesTo },
      weight: weightOf(reasons),
      waits,
      expiresAt,
    };
  });
  merged.sort(
    (one, other) =>
      other.weight - one.weight ||
      Number(other.waits) - Number(one.waits) ||
      byPlace(one.candidate.reasons[0]!, other.candidate.reasons[0]!) ||
      Number(other.candidate.hasProof) - Number(one.candidate.hasProof) ||
      (one.expiresAt < other.expiresAt ? -1 : 1),
  );
  return merged.map(({ candidate }) => candidate);
}

const byPlace = (one: NearReason, other: NearReason) => nearReasons.indexOf(one) - nearReasons.indexOf(other);

const isWord = (reason: NearReason) => reason === "name" || reason === "code";

/** What its words say and what its amount says count once each. */
const weightOf = (reasons: NearReason[]) => Number(reasons.some(isWord)) + Number(!reasons.every(isWord));

function amountReason({ receiptId, receivedAmount, amount, uniqueCode }: Row, lineAmount: number): NearReason[] {
  if (receiptId !== null || receivedAmount !== null) return [];
  if (amount === lineAmount) return ["exact"];
  if (amount - uniqueCode === lineAmount) return ["price"];
  return Math.abs(amount - lineAmount) <= codeRupiah ? ["near"] : [];
}

/** As the verb would find it; what it finds counts. */
function comesToOf(
  { receiptId, status, receivedAmount, amount, uniqueCode }: Row,
  lineAmount: number,
): Candidate["comesTo"] {
  if (receiptId !== null) return undefined;
  if (status === "PAID") return { kind: "back", rupiah: lineAmount };
  const received = (receivedAmount ?? 0) + lineAmount;
  const price = amount - uniqueCode;
  if (received < price - policy.shortToleranceRupiah) return { kind: "short", rupiah: price - received };
  const surplus = received - amount;
  return surplus >= policy.smallestRefundRupiah ? { kind: "surplus", rupiah: surplus } : undefined;
}

async function transfersNear(lines: readonly StatementLine[]): Promise<Map<string, TransferCandidate[]>> {
  const debits = lines.filter(({ amount }) => amount < 0);
  if (debits.length === 0) return new Map();
  const { rows } = await db().execute<TransferCandidate & { lineId: string }>(sql`
    with line as materialized (${linesAsRows(debits)})
    select line."id" as "lineId", transfer."id" as "transferId", transfer."code", transfer."status", sum(item."amount")::float8 as "amount"
    from line join "Transfer" transfer on transfer."accountKey" = line."accountKey" and transfer."statementLineId" is null
    join "TransferItem" item on item."transferId" = transfer."id"
    where (transfer."status" = 'PREPARED' and item."outcome" is null) or (transfer."status" = 'CONFIRMED'
      and item."outcome" in ('PAID', 'BOUNCED') and abs(transfer."bookedOn" - line."bookedOn") <= ${sql.raw(String(policy.statementMatchDays))})
    group by line."id", line."amount", transfer."id"
    having sum(item."amount") = -line."amount"
    order by transfer."code" limit 100`);
  return Map.groupBy(rows, ({ lineId }) => lineId);
}
