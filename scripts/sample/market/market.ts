import type { People } from "../people.ts";
import type { Random } from "../random.ts";
import type { BookingRow, PaymentRow, PayoutRow, RefundRow, TripRow, UserRow, World } from "../world.ts";

/** The account that the sample's participants pay to. */
export type BankAccount = { key: string; bank: string; number: string; holder: string };

/** What every step needs to know. */
export type Market = { world: World; people: People; random: Random; account: BankAccount };

/** A booking with all that hangs on it. */
export type Seat = {
  trip: TripRow;
  user: UserRow;
  booking: BookingRow;
  payment: PaymentRow;
  payout?: PayoutRow;
  refunds: RefundRow[];
};
