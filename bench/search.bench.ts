import type pg from "pg";
import { pool } from "#db/connection.ts";
import { type SearchGroup, search, searchGroups } from "#domain/search/search.ts";
import { withConnection } from "#tests/with-connection.ts";
import { type BenchContext, interleaved, type Row } from "./bench.ts";

const rounds = 5;
const bookings = 100_000;

/** Long enough to be noticed, too short to be waited for. */
const targetMs = 300;

/** What people type, each finding one row or a few of many. */
const typed = {
  "a part of a code": "ST-0A3",
  "a name": "Ana Wijaya 77",
  "a phone": "0812 0007 7777",
  "a part of an address": "ana77777@exam",
  "near amount": "300.000",
  "a day": "2026-03-05",
  "a bank reference": "BCA-0077777",
  "a trip's title": "Bromo 4321",
  "what nobody has": "zanzibar",
};

/** The back office's one search over 100,000 bookings, with and without the module pg_trgm. */
export async function bench({ databaseUrl, say }: BenchContext): Promise<Row[]> {
  say(`loading ${bookings.toLocaleString("en-US")} bookings`);
  await withConnection(databaseUrl, load);
  const withModule = await measure(say);
  await pool().query("drop extension if exists pg_trgm cascade");
  const without = await measure(say);
  return Object.keys(typed).map((name) => rowOf(name, withModule[name]!, without[name]!));
}

function rowOf(name: string, ms: number, withoutMs: number): Row {
  return {
    work: `find ${name} among 100,000 bookings, all kinds`,
    reference: "without pg_trgm",
    referenceFigure: `${Math.round(withoutMs)} ms`,
    ours: `${Math.round(ms)} ms`,
    ratio: withoutMs / ms,
    target: `≤ ${targetMs} ms, complete`,
    met: ms <= targetMs,
  };
}

function measure(say: BenchContext["say"]): Promise<Record<string, number>> {
  const candidates = Object.entries(typed).map(([name, words]) => [
    name,
    async () => {
      const start = performance.now();
      const result = await search(words, { now: new Date("2026-05-01T00:00:00Z") });
      const ms = performance.now() - start;
      const late = searchGroups.filter((group: SearchGroup) => result?.[group]?.late);
      if (late.length > 0) say(`${name}: ${late.join(", ")} took too long`);
      return ms;
    },
  ]);
  return interleaved(rounds, Object.fromEntries(candidates));
}

/** Travellers, one booking each, with its payment, payout, mails and audit rows, on 5,000 trips of 200 organizers. */
async function load(client: pg.Client): Promise<void> {
  await client.query("set session_replication_role = replica");
  for (const statement of statements) await client.query(statement, statement.includes("$1") ? [bookings] : []);
  await client.query("vacuum analyze");
}

const at = `'2026-01-01'::timestamptz + n * interval '100 seconds'`;
const statements = [
  `insert into "User" (id, name, email, "emailVerified", role, locale, phone, "twoFactorEnabled", "createdAt", "updatedAt")
   select 'u' || lpad(n::text, 7, '0'), 'Ana Wijaya ' || n, 'ana' || n || '@example.com', true, 'USER', 'id',
     '+62812' || lpad(n::text, 8, '0'), false, ${at}, ${at} from generate_series(1, $1::int) n`,
  `insert into "OrganizerProfile" (id, "userId", slug, "displayName", bio, city, whatsapp, status, "idDocPath", "createdAt", "updatedAt")
   select 'o' || n, 'u' || lpad(n::text, 7, '0'), 'o' || n, 'Hugo Trip ' || n, '', 'Malang', '+62813' || lpad(n::text, 8, '0'),
     'APPROVED', 'ktp' || n, ${at}, ${at} from generate_series(1, 200) n`,
  `insert into "Trip" (id, "organizerId", slug, title, destination, description, itinerary, includes, excludes,
     "meetingPoint", "meetingTime", date, "closesOn", "pricePerPax", quota, status, "createdAt", "updatedAt")
   select 't' || lpad(n::text, 7, '0'), 'o' || (n % 200 + 1), 't' || n, 'Bromo ' || n, 'Jawa Timur', repeat(md5(n::text), 40), '[]',
     '{}', '{}', 'Stasiun', '05:30 WIB', '2026-01-10'::date + n % 200, '2026-01-08'::date + n % 200, 300000, 100, 'OPEN',
     ${at}, ${at} from generate_series(1, 5000) n`,
  `insert into "Booking" (id, code, "tripId", "userId", pax, "pricePerPax", "totalAmount", status, "contactPhone", "createdAt", "updatedAt")
   select 'b' || lpad(n::text, 7, '0'), 'ST-' || upper(lpad(to_hex(n), 5, '0')), 't' || lpad((n % 5000 + 1)::text, 7, '0'),
     'u' || lpad(n::text, 7, '0'), 1, 300000, 300000, case when n % 100 = 0 then 'PENDING_PAYMENT' else 'CONFIRMED' end,
     '+62812' || lpad(n::text, 8, '0'), ${at}, ${at} from generate_series(1, $1::int) n`,
  `insert into "BookingParticipant" (id, "bookingId", "fullName", phone, "createdAt", "updatedAt")
   select 'p' || lpad(n::text, 7, '0'), 'b' || lpad(n::text, 7, '0'), 'Budi Santoso ' || n, '+62812' || lpad(n::text, 8, '0'),
     ${at}, ${at} from generate_series(1, $1::int) n`,
  `insert into "Payment" (id, "bookingId", method, status, "bankAccountKey", "uniqueCode", amount, "expiresAt", "receivedAmount",
     "paidAt", "createdAt", "updatedAt")
   select 'y' || lpad(n::text, 7, '0'), 'b' || lpad(n::text, 7, '0'), 'MANUAL_TRANSFER',
     case when n % 100 = 0 then 'AWAITING' else 'PAID' end, 'bca', n % 999, 300000 + n % 999 + case when n % 100 = 0 then n else 0 end,
     ${at}, case when n % 100 = 0 then null else 300000 + n % 999 end, case when n % 100 = 0 then null else ${at} end, ${at}, ${at}
   from generate_series(1, $1::int) n`,
  `insert into "Receipt" (id, "paymentId", "accountKey", amount, "bookedOn", source, "createdAt", "updatedAt")
   select 'r' || lpad(n::text, 7, '0'), 'y' || lpad(n::text, 7, '0'), 'bca', 300000 + n % 999, (${at})::date, 'PROOF', ${at}, ${at}
   from generate_series(1, $1::int) n where n % 100 > 0`,
  `insert into "Payout" (id, "bookingId", "tripId", "organizerId", amount, "feeAmount", status, "heldUntil", "releasedAt",
     "transferRef", "paidAt", "createdAt", "updatedAt")
   select 'x' || lpad(n::text, 7, '0'), 'b' || lpad(n::text, 7, '0'), 't' || lpad((n % 5000 + 1)::text, 7, '0'),
     'o' || (n % 5000 % 200 + 1), 285000, 15000 + n % 999, 'PAID', ${at}, ${at}, 'BCA-' || lpad(n::text, 7, '0'), ${at}, ${at}, ${at}
   from generate_series(1, $1::int) n where n % 100 > 0`,
  `insert into "Transfer" (id, code, kind, "accountKey", status, "transferRef", "bookedOn", "confirmedAt", "createdAt", "updatedAt")
   select 'f' || n, 'TF-' || upper(lpad(to_hex(n), 5, '0')), 'PAYOUT', 'bca', 'CONFIRMED', 'BCA-' || lpad(n::text, 7, '0'),
     (${at})::date, ${at}, ${at}, ${at} from generate_series(1, 5000) n`,
  `insert into "TransferItem" (id, "transferId", "payoutId", amount, "bankName", "bankAccountNo", "bankAccountName", outcome,
     "createdAt", "updatedAt")
   select 'i' || lpad(n::text, 7, '0'), 'f' || (n % 5000 + 1), 'x' || lpad(n::text, 7, '0'), 285000, 'BCA', '123', 'Hugo', 'PAID',
     ${at}, ${at} from generate_series(1, $1::int) n where n % 100 > 0`,
  `insert into "EmailJob" (id, "dedupeKey", "toEmail", "fromAddress", template, subject, html, text, status, attempts,
     "nextAttemptAt", "sentAt", "createdAt", "updatedAt")
   select 'm' || lpad(n::text, 7, '0'), 'booking-confirmed:b' || n, 'ana' || (n / 4) || '@example.com', 'SeTrip', 'booking-confirmed',
     'Pesanan', repeat(md5(n::text), 60), repeat(md5(n::text), 20), 'SENT', 1, ${at}, ${at}, ${at}, ${at}
   from generate_series(1, $1::int * 4) n`,
];
