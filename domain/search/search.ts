import type { Transaction } from "#db/connection.ts";
import { wibDay } from "#domain/calendar.ts";
import { findMails } from "#domain/emails/listed.ts";
import type { ListedPerson } from "#domain/users/queries.ts";
import { limits } from "#limits.ts";
import { type FoundBooking, findBookings } from "./bookings.ts";
import { type Found, inTime } from "./in-time.ts";
import {
  type FoundPayout,
  type FoundRefund,
  type FoundTransfer,
  findPayouts,
  findRefunds,
  findTransfers,
} from "./money-out.ts";
import { findPeople } from "./people.ts";
import { type FoundTrip, findTrips } from "./trips.ts";
import { readSearch, type SearchedFor } from "./words.ts";

/** What may be found, in the order in which it is shown. */
export const searchGroups = ["bookings", "people", "trips", "payouts", "refunds", "transfers", "mails"] as const;

/** See {@link searchGroups}. */
export type SearchGroup = (typeof searchGroups)[number];

/** Everything that was found; a kind that was not asked for is absent. */
export type SearchResult = {
  bookings?: Found<FoundBooking>;
  people?: Found<ListedPerson>;
  trips?: Found<FoundTrip>;
  payouts?: Found<FoundPayout>;
  refunds?: Found<FoundRefund>;
  transfers?: Found<FoundTransfer>;
  mails?: Found<Awaited<ReturnType<typeof findMails>>[number]>;
};

/**
 * Looks in everything that the back office has for what an admin typed; undefined for what is too short. One group is looked
 * for after the other, each for a bounded time, on one connection: an admin's search takes nobody's place. With `only`, more of
 * one kind.
 * Rule: docs/domain.md#what-an-admin-finds
 */
export async function search(
  typed: string,
  { now, only, groupMs = limits.search.groupMs }: { now: Date; only?: SearchGroup; groupMs?: number },
): Promise<SearchResult | undefined> {
  const words = readSearch(typed, wibDay(now));
  if (!words) return undefined;
  const most = only ? limits.search.rowsOfOneGroup : limits.search.rowsOfAGroup;
  const endsMs = performance.now() + limits.search.totalMs;
  const within = <Row>(most: number, find: (tx: Transaction, most: number) => Promise<Row[]>) =>
    inTime(find, { most, ms: Math.floor(Math.min(groupMs, endsMs - performance.now())) });
  const people = await within(Math.max(most, limits.search.mostPeople), (tx, most) => findPeople(tx, words, most));
  const known = { words, people: people.rows };
  const result: SearchResult = {};
  for (const group of only ? [only] : searchGroups) {
    Object.assign(result, {
      [group]: group === "people" ? cut(people, most) : await within<unknown>(most, finders(known)[group]),
    });
  }
  return result;
}

type Known = { words: SearchedFor; people: ListedPerson[] };
type Finder = (tx: Transaction, most: number) => Promise<unknown[]>;

function finders({ words, people }: Known): Record<Exclude<SearchGroup, "people">, Finder> {
  const of = people.slice(0, limits.search.mostPeople).map(({ id }) => id);
  return {
    bookings: (tx, most) => findBookings(tx, { words, of, most }),
    trips: (tx, most) => findTrips(tx, words, most),
    payouts: (tx, most) => findPayouts(tx, { words, of, most }),
    refunds: (tx, most) => findRefunds(tx, words, most),
    transfers: (tx, most) => findTransfers(tx, words, most),
    mails: (tx, most) => findMails(tx, { part: words.address, addresses: people.map(({ email }) => email), most }),
  };
}

function cut<Row>({ rows, more, late }: Found<Row>, most: number): Found<Row> {
  return { rows: rows.slice(0, most), more: more || rows.length > most, late };
}
