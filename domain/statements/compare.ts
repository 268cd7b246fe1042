import { daysBetween } from "#domain/calendar.ts";
import { policy } from "#domain/policy.ts";
import type { ReadLine } from "./format/statement.ts";

/** A line that the book has, as far as a file is compared with it. */
export type KnownLine = {
  id: string;
  bookedOn: string;
  amount: number;
  description: string;
  ordinal: number;
  pending: boolean;
  kind: string;
};

/** A line that is new to the book. */
export type NewLine = ReadLine & { ordinal: number };

/** A line of the book that the file does not have, and one of the file that may be it with other words. */
export type ChangedLine = { known: KnownLine; line: NewLine };

/** What a file would bring. */
export type Comparison = {
  added: NewLine[];
  /** Lines that are there already, as many as there are. */
  known: number;
  /** Of these, lines that the bank had not booked yet and now has. */
  booked: KnownLine[];
  changed: ChangedLine[];
  /** Lines of the file's days that it does not have, and that nothing in it may be. */
  missing: KnownLine[];
};

const keyOf = ({ bookedOn, amount, description }: Pick<KnownLine, "bookedOn" | "amount" | "description">) =>
  `${bookedOn}|${amount}|${description}`;

/**
 * Compares a file with the lines of the book around its days. Equal lines of a day are counted, so that two are two, one that
 * is there is not added again, and a day that was exported before it was over gets its rest. A line of the book that the
 * file should have and does not is laid beside a new one of the same amount on about that day.
 * Rule: docs/domain.md#a-line-is-there-once
 */
export function compareLines(lines: readonly ReadLine[], book: readonly KnownLine[]): Comparison {
  const known = Map.groupBy(decidedFirst(book), keyOf);
  const inFile = Map.groupBy(lines, keyOf);
  const fresh = [...inFile].flatMap(([key, same]) => withOrdinals(same, known.get(key) ?? []));
  const unseen = [...known].flatMap(([key, same]) => same.slice(inFile.get(key)?.length ?? 0));
  const days = lines.map(({ bookedOn }) => bookedOn).sort();
  const [first, last] = [days[0] ?? "", days.at(-1) ?? ""];
  const missing = unseen.filter(({ bookedOn }) => bookedOn >= first && bookedOn <= last);
  const pendingBefore = unseen.filter(({ bookedOn, pending }) => pending && bookedOn < first);
  const changed = pairs([...missing, ...pendingBefore], fresh);
  const asked = new Set<object>(changed.flatMap(({ known: old, line }) => [old, line]));
  return {
    added: fresh.filter((line) => !asked.has(line)),
    known: lines.length - fresh.length,
    booked: [...known].flatMap(([key, same]) => nowBooked(same, inFile.get(key) ?? [])),
    changed,
    missing: missing.filter((line) => !asked.has(line)),
  };
}

/** What somebody has decided is what the file has, where it has fewer of equal lines than the book. */
function decidedFirst(book: readonly KnownLine[]): KnownLine[] {
  return [...book].sort((one, other) => Number(one.kind === "OPEN") - Number(other.kind === "OPEN"));
}

function nowBooked(known: readonly KnownLine[], inFile: readonly ReadLine[]): KnownLine[] {
  const seen = known.slice(0, inFile.length).filter(({ pending }) => pending);
  return seen.slice(0, inFile.filter(({ pending }) => !pending).length);
}

/** Of equal lines those that the book has not yet, each with a number that none of them has. */
function withOrdinals(same: readonly ReadLine[], known: readonly KnownLine[]): NewLine[] {
  const used = new Set(known.map(({ ordinal }) => ordinal));
  let ordinal = 0;
  return same.slice(known.length).map((line) => {
    do ordinal++;
    while (used.has(ordinal));
    return { ...line, ordinal };
  });
}

function pairs(missing: readonly KnownLine[], fresh: readonly NewLine[]): ChangedLine[] {
  const left = new Set(fresh);
  return missing.flatMap((known) => {
    const apart = (line: NewLine) => Math.abs(daysBetween(known.bookedOn, line.bookedOn));
    const nearest = [...left]
      .filter((line) => line.amount === known.amount && apart(line) <= policy.statementChangedDays)
      .sort((one, other) => apart(one) - apart(other) || one.row - other.row)[0];
    if (!nearest) return [];
    left.delete(nearest);
    return [{ known, line: nearest }];
  });
}
