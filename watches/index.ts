import { disputes } from "./disputes.ts";
import { emails } from "./emails.ts";
import { failed } from "./failed-pages.ts";
import { papers } from "./papers.ts";
import { payments } from "./payments.ts";
import { payouts } from "./payouts.ts";
import { payoutsHeldBack } from "./payouts-held-back.ts";
import { payoutsUnpaid } from "./payouts-unpaid.ts";
import { photos } from "./photos.ts";
import { proofs } from "./proofs.ts";
import { refunds } from "./refunds.ts";
import { statementLines } from "./statement-lines.ts";
import { transfers } from "./transfers.ts";

/**
 * Every rule about stuck money, lost files and dead mails, in the order in which the morning page shows them.
 * Rule: docs/domain.md#the-watches
 */
export const watches = [
  proofs,
  payments,
  payouts,
  payoutsUnpaid,
  payoutsHeldBack,
  refunds,
  disputes,
  statementLines,
  transfers,
  photos,
  papers,
  emails,
  failed,
];
