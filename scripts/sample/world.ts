import { v7 } from "uuid";
import type { Actor } from "#domain/audit/audit.ts";
import type { auditLogs } from "#domain/audit/schema.ts";
import type { bookingParticipants, bookings } from "#domain/bookings/schema.ts";
import type { NewEmail } from "#domain/emails/emails.ts";
import type { tripImages } from "#domain/images/schema.ts";
import type { payments } from "#domain/payments/schema.ts";
import type { payouts } from "#domain/payouts/schema.ts";
import type { refunds } from "#domain/refunds/schema.ts";
import type { trips } from "#domain/trips/schema.ts";
import type { organizerProfiles, users } from "#domain/users/schema.ts";
import { dayMs } from "./nights.ts";
import { type Random, randomFrom } from "./random.ts";

export type UserRow = typeof users.$inferSelect;
export type OrganizerRow = typeof organizerProfiles.$inferSelect;
export type TripRow = typeof trips.$inferSelect;
export type ImageRow = typeof tripImages.$inferSelect;
export type BookingRow = typeof bookings.$inferSelect;
export type ParticipantRow = typeof bookingParticipants.$inferSelect;
export type PaymentRow = typeof payments.$inferSelect;
export type PayoutRow = typeof payouts.$inferSelect;
export type RefundRow = typeof refunds.$inferSelect;
export type AuditRow = typeof auditLogs.$inferSelect;
/** A mail that the market caused at some moment; when it went out is decided later. */
export type Letter = NewEmail & { at: Date };

type Tables = {
  users: UserRow[];
  organizers: OrganizerRow[];
  trips: TripRow[];
  images: ImageRow[];
  bookings: BookingRow[];
  participants: ParticipantRow[];
  payments: PaymentRow[];
  payouts: PayoutRow[];
  refunds: RefundRow[];
};

/** What a verb would have written to the audit log. */
export type Deed = Omit<AuditRow, "id" | "actorType" | "actorId" | "createdAt"> & { actor: Actor; at: Date };

/** The marketplace in memory, before it is written down. The same seed and moment make the same world. */
export type World = Tables & {
  now: Date;
  audit: AuditRow[];
  letters: Letter[];
  id: (at: Date) => string;
  daysAgo: (days: number) => Date;
  add: <Name extends keyof Tables>(table: Name, row: Tables[Name][number]) => Tables[Name][number];
  record: (deed: Deed) => void;
  send: (letter: Letter) => void;
};

export function emptyWorld(seed: number, now: Date): World {
  const id = idsFrom(randomFrom(seed, "ids"));
  const tables: Tables = {
    users: [],
    organizers: [],
    trips: [],
    images: [],
    bookings: [],
    participants: [],
    payments: [],
    payouts: [],
    refunds: [],
  };
  const audit: AuditRow[] = [];
  const letters: Letter[] = [];
  return {
    ...tables,
    now,
    audit,
    letters,
    id,
    daysAgo: (days) => new Date(now.getTime() - Math.round(days * dayMs)),
    add: (table, row) => {
      (tables[table] as unknown[]).push(row);
      return row;
    },
    record: ({ actor, at, ...deed }) => {
      audit.push({ id: id(at), actorType: actor.type, actorId: actor.id ?? null, ...deed, createdAt: at });
    },
    send: (letter) => {
      letters.push(letter);
    },
  };
}

/** UUIDv7s of given moments whose random part comes from the seed; the counter keeps them apart. */
function idsFrom(random: Random): (at: Date) => string {
  let seq = 0;
  return (at) => {
    seq += 1;
    const bytes = Uint8Array.from({ length: 16 }, () => random.whole(0, 255));
    return v7({ msecs: at.getTime(), seq, random: bytes });
  };
}
