import type { Locale, Texts } from "#texts/index.ts";
import { accountExists, changeEmail, resetPassword, verifyEmail } from "./account.ts";
import { bookingConfirmed, bookingExpired, paymentInstructions } from "./bookings.ts";
import { bookingCancelled, bookingCancelledOrganizer, tripClosed } from "./cancellations.ts";
import { disputeDecided, disputeDecidedOrganizer } from "./decisions.ts";
import { organizerApproved, organizerRejected } from "./organizers.ts";
import { newParticipant, paymentReturned, proofRejected } from "./payments.ts";
import { payoutBounced, payoutPaid, payoutReleased } from "./payouts.ts";
import { participantUnpaid, paymentIncomplete, receiptVoided } from "./receipts.ts";
import { disputeOpened } from "./refunds.ts";
import { refundApproved, refundPaid } from "./refunds-owed.ts";
import { paymentReminder, tripReminder, tripReminderOrganizer } from "./reminders.ts";
import {
  accountDeleted,
  bankAccountChanged,
  bankAccountStopped,
  emailChangeAsked,
  passwordChanged,
  twoFactorOff,
  twoFactorOn,
} from "./security.ts";
import { systemAlert } from "./system.ts";
import type { Rendered, Template } from "./template.ts";
import { tripCompleted, tripCompletedOrganizer } from "./trips.ts";

/** For each letter (`texts/id/letters.ts`) a template that has values for its gaps, and none without a letter. */
export type Templates = {
  [Name in keyof Texts["letters"]]: {
    render: (props: never, locale: Locale, wording: Texts["letters"][Name]) => Promise<Rendered>;
  };
};

/** Every mail that SeTrip sends, by the name that stands in `EmailJob.template`. Rule: docs/domain.md#the-mails */
export const templates = {
  "verify-email": verifyEmail,
  "reset-password": resetPassword,
  "account-exists": accountExists,
  "change-email": changeEmail,
  "email-change-asked": emailChangeAsked,
  "account-deleted": accountDeleted,
  "password-changed": passwordChanged,
  "two-factor-on": twoFactorOn,
  "two-factor-off": twoFactorOff,
  "bank-account-changed": bankAccountChanged,
  "bank-account-stopped": bankAccountStopped,
  "payment-instructions": paymentInstructions,
  "payment-reminder": paymentReminder,
  "booking-confirmed": bookingConfirmed,
  "booking-expired": bookingExpired,
  "trip-reminder": tripReminder,
  "trip-reminder-organizer": tripReminderOrganizer,
  "trip-completed": tripCompleted,
  "trip-completed-organizer": tripCompletedOrganizer,
  "payout-released": payoutReleased,
  "dispute-opened": disputeOpened,
  "dispute-decided": disputeDecided,
  "dispute-decided-organizer": disputeDecidedOrganizer,
  "organizer-approved": organizerApproved,
  "organizer-rejected": organizerRejected,
  "new-participant": newParticipant,
  "proof-rejected": proofRejected,
  "payment-incomplete": paymentIncomplete,
  "payment-returned": paymentReturned,
  "receipt-voided": receiptVoided,
  "participant-unpaid": participantUnpaid,
  "booking-cancelled": bookingCancelled,
  "booking-cancelled-organizer": bookingCancelledOrganizer,
  "trip-closed": tripClosed,
  "refund-approved": refundApproved,
  "refund-paid": refundPaid,
  "payout-paid": payoutPaid,
  "payout-bounced": payoutBounced,
  "system-alert": systemAlert,
} satisfies Templates;

/** A kind of mail, as `EmailJob.template` has it. */
export type TemplateName = keyof typeof templates;
/** What a kind of mail must be told. */
export type TemplateProps<Name extends TemplateName> =
  (typeof templates)[Name] extends Template<infer Props, infer _Gaps> ? Props : never;

/** Templates whose bodies hold one-time links. */
export const secretTemplates: string[] = Object.entries(templates)
  .filter(([, template]) => template.secret)
  .map(([name]) => name);

/** Who gets which mail and when, as a table in Markdown. */
export function mailsTable(): string {
  const rows = Object.entries(templates).map(([name, { to, when }]) => `| \`${name}\` | ${to} | ${when} |`);
  return ["| Mail | To | When |", "|---|---|---|", ...rows].join("\n");
}
