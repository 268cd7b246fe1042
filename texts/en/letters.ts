import type { Texts } from "#texts/id.ts";
import { account } from "./letters/account.ts";
import { bookings } from "./letters/bookings.ts";
import { cancellations } from "./letters/cancellations.ts";
import { decisions } from "./letters/decisions.ts";
import { organizers } from "./letters/organizers.ts";
import { payments } from "./letters/payments.ts";
import { payouts } from "./letters/payouts.ts";
import { receipts } from "./letters/receipts.ts";
import { refunds } from "./letters/refunds.ts";
import { refundsOwed } from "./letters/refunds-owed.ts";
import { reminders } from "./letters/reminders.ts";
import { security } from "./letters/security.ts";
import { system } from "./letters/system.ts";
import { trips } from "./letters/trips.ts";

/** The letters of all mails, by the names of their templates. */
export const letters: Texts["letters"] = {
  ...account,
  ...bookings,
  ...cancellations,
  ...decisions,
  ...organizers,
  ...payments,
  ...payouts,
  ...receipts,
  ...refunds,
  ...refundsOwed,
  ...reminders,
  ...security,
  ...system,
  ...trips,
};
