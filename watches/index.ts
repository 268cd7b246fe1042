import { emails } from "./emails.ts";
import { papers } from "./papers.ts";
import { payments } from "./payments.ts";
import { payouts } from "./payouts.ts";
import { photos } from "./photos.ts";
import { refunds } from "./refunds.ts";

/** Every rule about stuck money, lost files and dead mails, in the order in which the morning page shows them. */
export const watches = [payments, payouts, refunds, photos, papers, emails];
