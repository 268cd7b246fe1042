import { policy } from "#domain/policy.ts";
import type { AboutNumbers } from "#texts/id/about.ts";

/** The policy as the pages about money name it. */
export const aboutNumbers: AboutNumbers = {
  payHours: policy.paymentDeadlineMs / 3_600_000,
  fullDays: policy.fullRefundFromDays,
  halfDays: policy.halfRefundFromDays,
  holdDays: policy.payoutHoldDays,
  fee: `${policy.feeBasisPoints / 100}%`,
  leadDays: policy.tripLeadDays,
};
