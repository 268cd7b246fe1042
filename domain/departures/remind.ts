import type { Transaction } from "#db/connection.ts";
import { addDays, wibDay } from "#domain/calendar.ts";
import { enqueueEmails } from "#domain/emails/emails.ts";
import type { Sweep } from "#domain/sweep.ts";
import { sweepTrips, type TripFailure } from "#domain/trips/batches.ts";
import type { LockedTrip } from "#domain/trips/lock.ts";
import { departingPages } from "#domain/trips/queries.ts";
import { type Trip, unfinishedStatuses } from "#domain/trips/rules.ts";
import { readDeparting } from "./departing.ts";
import { manifests, ticketLetters } from "./remind-mails.ts";

/** How many mails a run queued: to participants, and to organizers; zeros when all had been queued before. */
export type Reminded = { participants: number; organizers: number };

/** The mails of some trips could not be queued. Those counted in `done` were. */
export class RemindersFailedError extends Error {
  override name = "RemindersFailedError";
  readonly done: Reminded;

  constructor(failures: TripFailure[], done: Reminded) {
    const named = failures.slice(0, 20).map(({ tripId, error }) => `${tripId} (${error.message})`);
    const more = failures.length > 20 ? ` and ${failures.length - 20} more` : "";
    const others = `${done.participants} participants and ${done.organizers} organizers reminded`;
    super(`${failures.length} trips failed: ${named.join(", ")}${more}; ${others}`, { cause: failures[0]?.error });
    this.done = done;
  }
}

/**
 * Tells everybody who travels tomorrow (WIB) where and when to meet, and each organizer who comes, with their phones.
 * A second run finds everything queued. A late one still helps until the day is over: "tomorrow" is counted from
 * `now`, and what has not been sent by 00:00 WIB of the trip's day is dropped. Throws {@link RemindersFailedError} once
 * everything else is done.
 */
export async function remindOfTrips(sweep: Sweep): Promise<Reminded> {
  const tomorrow = addDays(wibDay(sweep.now), 1);
  const swept = await sweepTrips(
    departingPages(tomorrow),
    (tx, locked) => remind(tx, locked, { tomorrow, now: sweep.now }),
    sweep,
  );
  const done = { participants: sum(swept.done, "participants"), organizers: sum(swept.done, "organizers") };
  if (swept.failures.length > 0) throw new RemindersFailedError(swept.failures, done);
  if (!swept.finished) sweep.note("stopped before everybody was reminded; run it again today");
  return done;
}

/** Under the trips' locks, so that nobody is told to come whose booking is being cancelled. */
async function remind(
  tx: Transaction,
  locked: LockedTrip[],
  { tomorrow, now }: { tomorrow: string; now: Date },
): Promise<Reminded[]> {
  const unfinished: readonly Trip["status"][] = unfinishedStatuses;
  const going = locked.filter(({ status, date }) => unfinished.includes(status) && date === tomorrow);
  if (going.length === 0) return [];
  const travellers = await readDeparting(
    tx,
    going.map(({ id }) => id),
  );
  const participants = await enqueueEmails(tx, ticketLetters(travellers), { now });
  return [{ participants, organizers: await enqueueEmails(tx, manifests(travellers), { now }) }];
}

function sum(all: Reminded[], of: keyof Reminded): number {
  return all.reduce((total, reminded) => total + reminded[of], 0);
}
