import { and, eq, gt, inArray, type SQL, sql } from "drizzle-orm";
import { db } from "#db/connection.ts";
import { utcDay } from "#domain/calendar.ts";
import { unfinishedStatuses } from "./rules.ts";
import { trips } from "./schema.ts";

/** How many trips one transaction takes: enough to make its round trips cheap, few enough to hold their locks briefly. */
const tripsPerBatch = 500;

/** Written like the expression of the partial index over unfinished trips, which this must use. */
const lastDayColumn = sql<string>`coalesce(${trips.endDate}, ${trips.date})`;

/** Unfinished trips whose last day is over: `now` at 00:00 UTC of the next day or later. */
function due(now: Date): SQL | undefined {
  return and(inArray(trips.status, unfinishedStatuses), sql`${lastDayColumn} < ${utcDay(now)}::date`);
}

/** Reads the ids of the trips to complete, a batch a call, the oldest first; none once there are no more. Nothing is read twice. */
export function dueTripPages(now: Date): () => Promise<string[]> {
  let last = { day: "-infinity", id: "" };
  return async () => {
    const page = await db()
      .select({ id: trips.id, day: lastDayColumn })
      .from(trips)
      .where(and(due(now), sql`(${lastDayColumn}, ${trips.id}) > (${last.day}::date, ${last.id})`))
      .orderBy(lastDayColumn, trips.id)
      .limit(tripsPerBatch);
    last = page.at(-1) ?? last;
    return page.map((trip) => trip.id);
  };
}

/** How many trips {@link dueTripPages} would still bring. */
export function countDueTrips(now: Date): Promise<number> {
  return db().$count(trips, due(now));
}

/** Trips whose mails are written in one transaction: each may have a hundred travellers. */
const departuresPerBatch = 50;

/** Reads the ids of the trips that begin on `day` and are on, a batch a call; none once there are no more. */
export function departingPages(day: string): () => Promise<string[]> {
  let last = "";
  return async () => {
    const page = await db()
      .select({ id: trips.id })
      .from(trips)
      .where(and(inArray(trips.status, unfinishedStatuses), eq(trips.date, day), gt(trips.id, last)))
      .orderBy(trips.id)
      .limit(departuresPerBatch);
    last = page.at(-1)?.id ?? last;
    return page.map(({ id }) => id);
  };
}
