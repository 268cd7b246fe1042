import type { Texts } from "#texts/id.ts";

/** States and reasons in words. */
export const words: Texts["admin"]["words"] = {
  payment: { AWAITING: "waiting", PAID: "received", EXPIRED: "expired", CANCELLED: "cancelled" },
  proof: "to check",
  booking: {
    PENDING_PAYMENT: "waiting for payment",
    CONFIRMED: "confirmed",
    EXPIRED: "expired",
    CANCELLED: "cancelled",
  },
  refund: {
    REQUESTED: "disputed",
    APPROVED: "not yet transferred",
    REJECTED: "rejected",
    PAID: "transferred",
    CANCELLED: "no longer owed",
  },
  payout: {
    HELD: "held",
    HELD_BACK: "held back by an admin",
    RELEASED: "ready to transfer",
    PAID: "transferred",
    CANCELLED: "cancelled",
  },
  disputed: "held by a dispute",
  transfer: { PREPARED: "prepared", CONFIRMED: "confirmed", UNDONE: "undone" },
  transferKind: { PAYOUT: "payouts", REFUND: "refunds" },
  trip: { OPEN: "open", FULL: "full", COMPLETED: "completed", CLOSED: "called off" },
  organizer: { PENDING: "to verify", APPROVED: "verified", REJECTED: "rejected", SUSPENDED: "suspended" },
  email: {
    waiting: "waiting",
    failed: "failed, trying again",
    dead: "failed",
    sent: "sent",
    discarded: "discarded",
  },
  reason: {
    PARTICIPANT_CANCEL: "cancelled by the participant",
    TRIP_CLOSED: "trip called off",
    UNAPPLIED: "money that could not be used",
    OVERPAID: "paid too much",
    DISPUTE: "reported problem",
    GOODWILL: "granted by an admin",
  },
  cancelledBy: { PARTICIPANT: "the participant", ORGANIZER: "the organizer", ADMIN: "an admin" },
  actor: { USER: "user", ADMIN: "admin", CRON: "job", WEBHOOK: "webhook" },
  suspended: "suspended",
  deleted: "account deleted",
  admin: "admin",
};
