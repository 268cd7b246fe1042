import type { Queryable } from "ronda/types";

/** How many rows to load. Of `trips`, at most a tenth may be `due`; `releasable` and a tenth of `due` are among the `payouts`. */
export type Scale = {
  trips: number;
  due: number;
  payouts: number;
  releasable: number;
  /** Bookings without payment on the due trips, at most one each. */
  unpaid?: number;
};

/** When the night falls that everything in here waits for. */
export const night = new Date("2026-05-20T18:00:00Z");

const made = `'2026-01-01T00:00:00Z'::timestamptz`;
const organizers = 500;
/** Twice as many: those who paid and those who did not. */
const participants = 5_000;
/** Every releasable trip has this many paid bookings, as many trips have. */
const bookingsPerTrip = 3;

/**
 * Loads a marketplace into an empty migrated database, all by SQL, so that a million rows take seconds. The due trips
 * ended some days ago and lie evenly among the others, one in ten of them with a paid booking; the releasable payouts
 * wait on completed trips, the other ones were released long ago.
 */
export async function loadMarketplace(database: Queryable, scale: Scale): Promise<void> {
  const { trips, due, payouts, releasable, unpaid = 0 } = scale;
  const every = Math.floor(trips / due);
  const statements = [
    `insert into "User" ("id", "email", "emailVerified", "name", "createdAt", "updatedAt")
     select 'u' || n, 'u' || n || '@example.com', true, 'Ana ' || n, ${made}, ${made}
     from generate_series(1, ${organizers + 2 * participants}) n`,

    `insert into "OrganizerProfile" ("id", "userId", "slug", "displayName", "bio", "city", "whatsapp", "status", "idDocPath",
       "createdAt", "updatedAt")
     select 'o' || n, 'u' || n, 'o' || n, 'Hugo ' || n, '', 'Bandung', '+62', 'APPROVED', 'id.webp', ${made}, ${made}
     from generate_series(1, ${organizers}) n`,

    // Ids sort by creation, like the application's own. Of each ten: one due, one releasable, the others over or to come.
    `insert into "Trip" ("id", "organizerId", "slug", "title", "destination", "description", "itinerary", "includes",
       "excludes", "meetingPoint", "meetingTime", "date", "endDate", "closesOn", "pricePerPax", "quota", "status",
       "closedAt", "completedAt", "createdAt", "updatedAt")
     select ${tripId("n")}, 'o' || 1 + n % ${organizers}, 'trip-' || n, 'Gunung Prau ' || n, 'Dieng', repeat('Indah. ', 30),
       '[{"day":1,"title":"Naik","detail":"Lewat Patak Banteng"}]', '{Tenda}', '{Makan}', 'Alun-alun', '05:30 WIB',
       day, case when n % 3 = 0 then day + 1 end, day - 3, 300000, 20, status,
       case status when 'CLOSED' then ${made} end, case status when 'COMPLETED' then ${made} end, ${made}, ${made}
     from (
       select n,
         case when n % ${every} = 0 then date '2026-05-18' - (n / ${every}) % 5
              when n % ${every} = 1 then date '2026-05-09'
              when n % ${every} < 6 then date '2026-04-01' else date '2026-08-01' end as day,
         case when n % ${every} = 0 then 'OPEN' when n % ${every} = 1 then 'COMPLETED'
              when n % ${every} < 5 then 'COMPLETED' when n % ${every} = 5 then 'CLOSED' else 'OPEN' end as status
       from generate_series(0, ${trips - 1}) n) t`,

    // Booking k: the first belong to releasable trips, then come one in ten of the due ones, the rest are history.
    `create temporary table plan as
     select k, k < ${releasable} as releasable, k >= ${releasable} and k < ${releasable + due / 10} as due,
       case when k < ${releasable} then (k / ${bookingsPerTrip}) * ${every} + 1
            when k < ${releasable + due / 10} then (k - ${releasable}) * 10 * ${every}
            else ((k - ${releasable}) / ${bookingsPerTrip}) % ${due} * ${every} + 2 end as trip
     from generate_series(0, ${payouts - 1}) k`,

    `insert into "Booking" ("id", "code", "tripId", "userId", "pax", "pricePerPax", "totalAmount", "status", "contactPhone",
       "createdAt", "updatedAt")
     select 'b' || k, 'ST-' || k, ${tripId("trip")}, 'u' || ${organizers} + 1 + k % ${participants}, 2, 300000, 600000,
       'CONFIRMED', '+62', ${made}, ${made} from plan`,

    `insert into "Payment" ("id", "bookingId", "method", "status", "bankAccountKey", "uniqueCode", "amount", "expiresAt",
       "receivedAmount", "paidAt", "createdAt", "updatedAt")
     select 'p' || k, 'b' || k, 'MANUAL_TRANSFER', 'PAID', 'bca', 123, 600123, ${made}, 600123, ${made}, ${made}, ${made}
     from plan`,

    `insert into "Payout" ("id", "bookingId", "tripId", "organizerId", "amount", "feeAmount", "status", "heldUntil",
       "releasedAt", "createdAt", "updatedAt")
     select 'x' || k, 'b' || k, ${tripId("trip")}, 'o' || 1 + trip % ${organizers}, 570000, 30123,
       case when releasable or due then 'HELD' else 'RELEASED' end,
       case when releasable then timestamptz '2026-05-13T00:00:00Z' when due then timestamptz '2026-05-22T00:00:00Z'
         else ${made} end,
       case when not (releasable or due) then ${made} end, ${made}, ${made} from plan`,

    `insert into "Booking" ("id", "code", "tripId", "userId", "pax", "pricePerPax", "totalAmount", "status", "contactPhone",
       "createdAt", "updatedAt")
     select 'w' || k, 'STW-' || k, ${tripId(`k * ${every}`)}, 'u' || ${organizers + participants} + 1 + k % ${participants}, 1, 300000,
       300000, 'PENDING_PAYMENT', '+62', ${made}, ${made} from generate_series(0, ${unpaid - 1}) k`,

    `insert into "Payment" ("id", "bookingId", "method", "status", "bankAccountKey", "uniqueCode", "amount", "expiresAt",
       "createdAt", "updatedAt")
     select 'wp' || k, 'w' || k, 'MANUAL_TRANSFER', 'AWAITING', 'bca-' || k / 999, 1 + k % 999, 300001 + k % 999,
       ${made}, ${made}, ${made} from generate_series(0, ${unpaid - 1}) k`,

    "drop table plan",
    "vacuum analyze",
  ];
  for (const statement of statements) await database.query(statement);
}

function tripId(number: string): string {
  return `'01990000-0000-7000-8000-' || lpad((${number})::text, 12, '0')`;
}
