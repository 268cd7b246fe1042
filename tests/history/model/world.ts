/**
 * The marketplace once more, as small as the rules allow: written from the tables of the domain's rules, sharing no code
 * with `domain/`. Every verb is a function that says why it would be refused, all the reasons that hold, and what it
 * would change. A history that the real verbs and this one do not live through alike has found a mistake in one of them.
 */

/** Days are `YYYY-MM-DD`, moments milliseconds since 1970, money whole rupiah. */
export type Trip = {
  id: string;
  organizerId: string;
  date: string;
  endDate: string | null;
  closesOn: string;
  price: number;
  quota: number;
  status: "OPEN" | "FULL" | "COMPLETED" | "CLOSED";
  /** Its organizer has got the manifest. */
  manifest: boolean;
};

/** What somebody has to transfer for their seats. */
export type Payment = {
  status: "AWAITING" | "PAID" | "EXPIRED" | "CANCELLED";
  amount: number;
  createdAt: number;
  expiresAt: number;
  /** When the proof came that lies there. */
  proof: number | null;
  /** Whether one was ever sent, rejected or not. */
  sentProof: boolean;
  /** What came by the receipts that are not void; null where nothing did. */
  received: number | null;
  receipts: Receipt[];
  /** The deadline of which they were reminded last. */
  remindedOf: number | undefined;
};

/** One sum that came; `proof` is that of a part whose rest is waited for. */
export type Receipt = { amount: number; isVoid: boolean; proof: number | null };

/** The organizer's share of a booking, and the platform's. */
export type Payout = {
  status: "HELD" | "RELEASED" | "PAID" | "CANCELLED";
  amount: number;
  fee: number;
  heldUntil: number;
  /** An admin holds it back. */
  heldBack: boolean;
};

/** Money that goes back, or is asked back. */
export type Refund = {
  status: "REQUESTED" | "APPROVED" | "REJECTED" | "PAID" | "CANCELLED";
  amount: number;
  reason: string;
  /** The receipt that it came from, of what cannot be used or is too much. */
  from?: Receipt | undefined;
  /** The account number that it goes to. */
  account: string | null;
};

/** Seats with all that hangs on them. */
export type Booking = {
  id: string;
  trip: Trip;
  /** The trip's days when they booked. */
  agreed: { date: string; endDate: string | null };
  userId: string;
  pax: number;
  total: number;
  status: "PENDING_PAYMENT" | "CONFIRMED" | "EXPIRED" | "CANCELLED";
  payment: Payment;
  payout: Payout | null;
  refunds: Refund[];
  /** It was cancelled because too little had come. */
  returned?: boolean;
  /** Who booked gave the unpaid seats back. */
  givenBack?: boolean;
  /** Its participant was told where to meet. */
  ticket: boolean;
};

/** A payout or refund in a transfer, with what was frozen of it. */
export type Item = {
  booking: Booking;
  of: { payout: Payout; refund?: never } | { refund: Refund; payout?: never };
  amount: number;
  account: string;
  outcome: "PAID" | "LEFT_OUT" | "BOUNCED" | null;
};

/** What an admin prepared. */
export type Transfer = {
  kind: "PAYOUT" | "REFUND";
  status: "PREPARED" | "CONFIRMED" | "UNDONE";
  ref: string | null;
  items: Item[];
};

/** Somebody who leads trips, or wants to. */
export type Organizer = { id: string; userId: string; status: "PENDING" | "APPROVED" | "REJECTED" | "SUSPENDED" };

/** Everything there is, and what the bank and the mail queue have seen. */
export type World = {
  now: number;
  organizers: Map<string, Organizer>;
  trips: Map<string, Trip>;
  bookings: Map<string, Booking>;
  /** Where people want their money, by their ids. */
  accounts: Map<string, string>;
  /** What was prepared to leave the account, by its id. */
  transfers: Map<string, Transfer>;
  /** What a bank statement would say. */
  bank: number;
  /** Who decides and transfers. */
  adminId: string;
  /** The mails of the step at hand, each as its template and its reader's id. */
  mails: string[];
};

/** What a verb would do: nothing where there are `reasons`, else what `apply` does. */
export type Verdict<Given extends unknown[] = []> = { reasons: string[]; apply: (...given: Given) => void };

/** Names of the reasons that hold. */
export const those = (reasons: Record<string, boolean>): string[] =>
  Object.entries(reasons).flatMap(([reason, holds]) => (holds ? [reason] : []));

const hour = 3_600_000;
/** Hours and days in milliseconds. */
export const hours = (count: number): number => count * hour;
export const days = (count: number): number => count * 24 * hour;

/** A mail to somebody. */
export const mail = (world: World, template: string, userId: string): void => {
  world.mails.push(`${template} ${userId}`);
};

/** The one who leads a trip, by their user's id. */
export const leaderOf = (world: World, { organizerId }: Trip): string => world.organizers.get(organizerId)!.userId;

/** 00:00 UTC of a day, and 00:00 WIB, which is seven hours earlier. */
export const utc = (day: string): number => Date.parse(`${day}T00:00:00Z`);
export const wib = (day: string): number => utc(day) - hours(7);
/** The day that a moment falls on, in UTC and in WIB; and the day `count` days later. */
export const utcDayOf = (moment: number): string => new Date(moment).toISOString().slice(0, 10);
export const wibDayOf = (moment: number): string => utcDayOf(moment + hours(7));
export const later = (day: string, count: number): string => utcDayOf(utc(day) + days(count));

/** The last day of a trip, and 00:00 WIB of its first. */
export const lastDay = ({ date, endDate }: Trip): string => endDate ?? date;
export const start = (trip: Trip): number => wib(trip.date);
/** Whether a booking holds its seats; whether a trip is not over. */
export const isLive = ({ status }: Booking): boolean => status === "PENDING_PAYMENT" || status === "CONFIRMED";
export const isOn = ({ status }: Trip): boolean => status === "OPEN" || status === "FULL";

/** The bookings of a trip, the seats that they hold, and whether somebody has some of them. */
export const bookingsOf = (world: World, trip: Trip): Booking[] =>
  [...world.bookings.values()].filter((booking) => booking.trip === trip);
export const taken = (world: World, trip: Trip): number =>
  bookingsOf(world, trip).reduce((sum, booking) => sum + (isLive(booking) ? booking.pax : 0), 0);
export const isLiveOn = (world: World, trip: Trip, userId: string): boolean =>
  bookingsOf(world, trip).some((booking) => isLive(booking) && booking.userId === userId);

/** What is left of a booking's money. */
export function net({ payment, refunds }: Booking): number {
  const given = refunds.filter(({ status }) => status === "APPROVED" || status === "PAID");
  return (payment.received ?? 0) - given.reduce((sum, { amount }) => sum + amount, 0);
}

/** The report that waits for a decision. */
export const dispute = ({ refunds }: Booking): Refund | undefined =>
  refunds.find(({ status }) => status === "REQUESTED");

/** 95 % of what the organizer keeps, rounded up for them; the platform has the rest of what is left. */
export function share(booking: Booking): { amount: number; fee: number } {
  const left = net(booking);
  const kept = Math.min(booking.total, left);
  const amount = kept - Math.floor((kept * 5) / 100);
  return { amount, fee: left - amount };
}

/** After money was promised back: the payout is what is left of it, or none. */
export function resplit(booking: Booking): void {
  const { payout } = booking;
  if (payout?.status !== "HELD") return;
  Object.assign(payout, share(booking));
  if (net(booking) === 0) payout.status = "CANCELLED";
}

/** Money is promised back, to the account that its owner has now. Nothing is promised where it is none. */
export function owe(world: World, booking: Booking, amount: number, reason: string, from?: Receipt): void {
  const account = world.accounts.get(booking.userId) ?? null;
  if (amount > 0) booking.refunds.push({ status: "APPROVED", amount, reason, account, from });
}

/** Money that cannot be used goes back, and its owner is told. */
export function returnMoney(world: World, booking: Booking, amount: number, from?: Receipt): void {
  owe(world, booking, amount, "UNAPPLIED", from);
  mail(world, "payment-returned", booking.userId);
}

/** The rest of a part is waited for no longer: what came goes back. */
export function endPart(world: World, booking: Booking): void {
  booking.payment.status = "PAID";
  returnMoney(world, booking, booking.payment.received!);
}

/** FULL exactly when all seats are taken. */
export function sync(world: World, trip: Trip): void {
  if (isOn(trip)) trip.status = taken(world, trip) >= trip.quota ? "FULL" : "OPEN";
}

/** Nobody paid, or only a part: the seats are free again, and the participant is told. */
export function expire(world: World, booking: Booking): void {
  booking.status = "EXPIRED";
  if (booking.payment.received !== null) endPart(world, booking);
  else {
    booking.payment.status = "EXPIRED";
    mail(world, "booking-expired", booking.userId);
  }
  sync(world, booking.trip);
}

/** Whether a booking waits for its transfer, with no proof of one. */
export const isUnpaid = ({ status, payment }: Booking): boolean =>
  status === "PENDING_PAYMENT" && payment.status === "AWAITING" && !payment.proof;
