import type { RefundRow } from "../world.ts";
import type { Market, Seat } from "./market.ts";
import { shareOut } from "./shares.ts";

type NewRefund = { amount: number; reason: RefundRow["reason"]; note: string; at: Date };

/** Money that goes back without a question: APPROVED at once. */
export function owe(market: Market, seat: Seat, refund: NewRefund): RefundRow {
  return add(market, seat, { ...refund, status: "APPROVED", requestedById: null, approvedAt: refund.at });
}

/** A participant reports a problem: REQUESTED, and the payout waits for the answer. */
export function dispute(
  market: Market,
  seat: Seat,
  { amount, note, at }: { amount: number; note: string; at: Date },
): RefundRow {
  return add(market, seat, {
    amount,
    note,
    at,
    reason: "DISPUTE",
    status: "REQUESTED",
    requestedById: seat.user.id,
    approvedAt: null,
  });
}

/** Sari decides a dispute. */
export function decide(
  market: Market,
  seat: Seat,
  refund: RefundRow,
  { status, at }: { status: "APPROVED" | "REJECTED"; at: Date },
): void {
  const { sari } = market.people;
  Object.assign(refund, { status, decidedById: sari.id, approvedAt: status === "APPROVED" ? at : null, updatedAt: at });
  shareOut(seat, at);
  const action = status === "APPROVED" ? "refund.approve" : "refund.reject";
  market.world.record({
    actor: { type: "ADMIN", id: sari.id },
    action,
    entity: "Refund",
    entityId: refund.id,
    before: { status: "REQUESTED" },
    after: { status },
    at,
  });
}

/** Sari has transferred the money to the participant's account. */
export function payRefund(market: Market, seat: Seat, refund: RefundRow, at: Date): void {
  const { sari } = market.people;
  const { user } = seat;
  Object.assign(refund, {
    status: "PAID",
    bankName: user.bankName ?? "BCA",
    bankAccountNo: user.bankAccountNo ?? String(market.random.whole(1_000_000_000, 2_000_000_000)),
    bankAccountName: user.bankAccountName ?? user.name,
    transferRef: `TRF${market.random.whole(10_000_000, 99_999_999)}`,
    paidAt: at,
    paidById: sari.id,
    updatedAt: at,
  });
  market.world.record({
    actor: { type: "ADMIN", id: sari.id },
    action: "refund.pay",
    entity: "Refund",
    entityId: refund.id,
    before: { status: "APPROVED" },
    after: { status: "PAID", transferRef: refund.transferRef },
    at,
  });
}

function add(
  { world }: Market,
  seat: Seat,
  { at, ...values }: NewRefund & Pick<RefundRow, "status" | "requestedById" | "approvedAt">,
): RefundRow {
  const { user } = seat;
  const bank = { bankName: user.bankName, bankAccountNo: user.bankAccountNo, bankAccountName: user.bankAccountName };
  const refund = world.add("refunds", {
    id: world.id(at),
    bookingId: seat.booking.id,
    ...values,
    ...bank,
    evidencePath: null,
    decidedById: null,
    transferRef: null,
    paidAt: null,
    paidById: null,
    createdAt: at,
    updatedAt: at,
  });
  seat.refunds.push(refund);
  const action = values.status === "REQUESTED" ? "refund.request" : "refund.owe";
  world.record({
    actor: { type: "USER", id: user.id },
    action,
    entity: "Refund",
    entityId: refund.id,
    before: null,
    after: { status: values.status, amount: values.amount },
    at,
  });
  return refund;
}
