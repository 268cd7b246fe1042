import { type Locale, textsFor } from "#texts/index.ts";
import { mailCause } from "./emails/cause.ts";

/** An error of one of our own jobs, as far as its message tells what it is. */
export type KnownError =
  /** The books do not add up; `rows` are the ids that the message names, of trips, bookings, payments and payouts. */
  | { kind: "books"; rows: string[] }
  /** The mail provider takes nothing for our account. */
  | { kind: "mails" }
  /** Some trips could not be worked on; the others were. */
  | { kind: "trips"; trips: number };

const brokenBooks = /^I\d: /;
const uuid = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g;
const refusedMails = /^HTTP \d{3} \w+: |\(the same answer to every mail\)|\(nothing else comes from RESEND_BASE_URL\)/;
const failedTrips = /^(\d{1,9}) trips? failed: /;

/** Which of our own errors a message is; nothing for every other one. */
export function knownError(message: string): KnownError | undefined {
  if (brokenBooks.test(message)) return { kind: "books", rows: [...new Set(message.match(uuid) ?? [])] };
  if (refusedMails.test(message)) return { kind: "mails" };
  const [, trips] = failedTrips.exec(message) ?? [];
  return trips ? { kind: "trips", trips: Number(trips) } : undefined;
}

/** What one of our own errors means, in one line without a full stop, and what to do about it; null for every other one. */
export function knownErrorInWords(message: string, locale: Locale): { says: string; whatToDo: string } | null {
  const known = knownError(message);
  const texts = textsFor(locale);
  const { books, mails, trips } = texts.system.knownErrors;
  switch (known?.kind) {
    case "books":
      return { says: books.says(known.rows.length), whatToDo: books.whatToDo };
    case "mails": {
      const { says, todo } = texts.admin.emails.causes[mailCause(message)];
      return { says: says.replace(/\.$/, ""), whatToDo: `${todo} ${mails.kept}` };
    }
    case "trips":
      return { says: trips.says(known.trips), whatToDo: trips.whatToDo };
    default:
      return null;
  }
}
