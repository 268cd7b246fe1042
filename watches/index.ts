import { payments } from "./payments.ts";
import { payouts } from "./payouts.ts";
import { refunds } from "./refunds.ts";

/** Every rule about stuck money, in the order in which the morning page shows them. */
export const watches = [payments, payouts, refunds];
