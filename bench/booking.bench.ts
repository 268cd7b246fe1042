import { randomUUID } from "node:crypto";
import pg from "pg";
import { pool } from "#db/connection.ts";
import { book } from "#domain/bookings/book.ts";
import { limits } from "#limits.ts";
import { type BenchContext, interleaved, median, perSecond, type Row } from "./bench.ts";

/**
 * How many bookings a second the real verb takes, beside the fewest statements that keep a seat from being sold twice:
 * one UPDATE of the trip as the lock, one INSERT of the booking, in one transaction of four. Everything else that a booking is
 * (who may, how many seats are left, a unique amount, the payment, the travellers, audit rows, the mail) is ours alone.
 */

const rounds = 3;
/** As many as the pool has connections: more would only wait for one. */
const buyersAtOnce = limits.database.mostConnections - 1;
const now = new Date("2026-05-01T03:00:00Z");

/** Hot: every buyer wants the same trip, a full one after the other. Spread: every buyer wants a trip of their own. */
const cases = {
  hot: { trips: 5, seats: 100, work: "500 bookings, all buyers on one trip at a time" },
  spread: { trips: 1_000, seats: 1, work: "1,000 bookings on 1,000 trips" },
} as const;

type Case = keyof typeof cases;
type Sale = { tripId: string; userId: string; pricePerPax: number };

export async function bench({ say }: BenchContext): Promise<Row[]> {
  await loadPeople();
  const rows: Row[] = [];
  for (const name of Object.keys(cases) as Case[]) {
    say(cases[name].work);
    const sent: number[] = [];
    const figures = await interleaved(rounds, {
      bare: async () => perSecondOf(await salesOf(name), bareSale),
      ours: async () => {
        const sales = await salesOf(name);
        const statements = watchStatements();
        const figure = await perSecondOf(sales, ourSale);
        sent.push(statements() / sales.length);
        return figure;
      },
    });
    rows.push(rowOf(name, figures, median(sent)));
  }
  await assertNothingOversold();
  return rows;
}

function rowOf(name: Case, { bare, ours }: { bare: number; ours: number }, statements: number): Row {
  const limit = name === "hot" ? "the trip's lock, held for all but the first and last" : "their round trips";
  return {
    work: `${cases[name].work}, ${buyersAtOnce} at once (${statements.toFixed(0)} statements each, limited by ${limit})`,
    reference: "UPDATE of the trip, INSERT of the booking, COMMIT",
    referenceFigure: perSecond(bare),
    ours: perSecond(ours),
    ratio: ours / bare,
    target: "at least 0.1",
    met: ours / bare >= 0.1,
  };
}

async function perSecondOf(sales: Sale[], sell: (sale: Sale) => Promise<void>): Promise<number> {
  const started = performance.now();
  const waiting = sales.values();
  const buyer = async () => {
    for (const sale of waiting) await sell(sale);
  };
  await Promise.all(Array.from({ length: buyersAtOnce }, buyer));
  return (sales.length / (performance.now() - started)) * 1_000;
}

async function ourSale({ tripId, userId, pricePerPax }: Sale): Promise<void> {
  const request = { tripId, userId, contactPhone: "+6281234567890", bankAccountKey: "bca", now };
  const agreed = { pricePerPax, date: "2026-08-01", endDate: null };
  const booked = await book({ ...request, travellers: [{ fullName: "Ana" }], agreed });
  if (!booked.ok) throw new Error(`not booked: ${booked.reason}`);
}

async function bareSale({ tripId, userId }: Sale): Promise<void> {
  const client = await pool().connect();
  try {
    await client.query("begin");
    await client.query(`update "Trip" set "version" = "version" + 1 where "id" = $1`, [tripId]);
    await client.query(
      `insert into "Booking" ("id", "code", "tripId", "userId", "pax", "pricePerPax", "totalAmount", "status",
         "contactPhone", "createdAt", "updatedAt")
       select $1, $1, t."id", $3, 1, t."pricePerPax", t."pricePerPax", 'PENDING_PAYMENT', '+62', $4, $4
       from "Trip" t where t."id" = $2`,
      [randomUUID(), tripId, userId, now],
    );
    await client.query("commit");
  } finally {
    client.release();
  }
}

/** Nobody may hold more than a few unpaid bookings, so that each is somebody else's. */
const people = 30_000;
let asked = 0;

async function loadPeople(): Promise<void> {
  await pool().query(
    `insert into "User" ("id", "email", "emailVerified", "name", "createdAt", "updatedAt")
     select 'u' || n, 'u' || n || '@example.com', true, 'Ana ' || n, $1, $1 from generate_series(0, ${people}) n`,
    [now],
  );
  await pool().query(
    `insert into "OrganizerProfile" ("id", "userId", "slug", "displayName", "bio", "city", "whatsapp", "status",
       "idDocPath", "createdAt", "updatedAt")
     values ('o', 'u${people}', 'o', 'Hugo', '', 'Bandung', '+62', 'APPROVED', 'id.webp', $1, $1)`,
    [now],
  );
}

let made = 0;

/** Fresh trips for one round, each at a price of its own, since an account has 999 codes for a price. */
async function salesOf(name: Case): Promise<Sale[]> {
  const { trips, seats } = cases[name];
  const first = made;
  made += trips;
  await pool().query(
    `insert into "Trip" ("id", "organizerId", "slug", "title", "destination", "description", "itinerary", "includes",
       "excludes", "meetingPoint", "meetingTime", "date", "closesOn", "pricePerPax", "quota", "status", "createdAt", "updatedAt")
     select 't' || n, 'o', 't' || n, 'Gunung Prau', 'Dieng', repeat('Indah. ', 300), '[]', '{}', '{}', 'Alun-alun',
       '05:30 WIB', '2026-08-01', '2026-07-20', 100000 + n * 1000, 100, 'OPEN', $1, $1
     from generate_series(${first}, ${made - 1}) n`,
    [now],
  );
  return Array.from({ length: trips * seats }, (_, at) => {
    const trip = first + Math.floor(at / seats);
    return { tripId: `t${trip}`, userId: `u${asked++ % people}`, pricePerPax: 100_000 + trip * 1_000 };
  });
}

/** Counts the statements that this process sends from now on. */
function watchStatements(): () => number {
  const query = pg.Client.prototype.query as (...values: unknown[]) => unknown;
  let sent = 0;
  pg.Client.prototype.query = function (this: pg.Client, ...values: unknown[]) {
    sent += 1;
    return query.apply(this, values);
  } as typeof pg.Client.prototype.query;
  return () => {
    pg.Client.prototype.query = query as typeof pg.Client.prototype.query;
    return sent;
  };
}

async function assertNothingOversold(): Promise<void> {
  const { rows } = await pool().query(
    `select t."id" from "Trip" t join "Booking" b on b."tripId" = t."id" group by t."id" having sum(b."pax") > t."quota"`,
  );
  if (rows.length > 0) throw new Error(`${rows.length} trips are oversold`);
}
