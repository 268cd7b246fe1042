import { addDays, wibDay } from "#domain/calendar.ts";
import { journalOf, type Posting } from "#domain/ledger/journal/journal.ts";
import { policy } from "#domain/policy.ts";

/** Kinds that have their day from the bank; all others are posted on the day of the press. */
const dayOfBank = ["receipt", "transfer", "bounce", "bank"];

const ended = (day: string) => `${addDays(`${day.slice(0, 7)}-28`, 4).slice(0, 7)}-01`;

/** The journal as an accountant keeps it: every reading is compared with what was read before. */
export function recordJournal() {
  let [known, readOn] = [new Map<string, number>(), "0000-00-00"];
  return {
    /** What a posting of an earlier day has become another, or was added to a day that takes none any more; empty when all is well. */
    async read(now: Date): Promise<string[]> {
      const found = countsOf(await journalOf({ from: "2000-01-01", to: "2100-01-01" }));
      const lost = [...known].filter(([posting, count]) => posting < readOn && (found.get(posting) ?? 0) < count);
      const added = [...found].filter(([posting, count]) => posting < readOn && (known.get(posting) ?? 0) < count);
      const wrong = added.filter(([posting]) => {
        const [day = "", kind = ""] = posting.split(" ");
        return !dayOfBank.includes(kind) || addDays(ended(day), policy.monthClosesAfterDays) <= readOn;
      });
      const future = [...found.keys()].filter((posting) => posting.slice(0, 10) > wibDay(now));
      [known, readOn] = [found, wibDay(now)];
      return [
        ...lost.map(([posting]) => `${posting} is gone`),
        ...wrong.map(([posting]) => `${posting} came later`),
        ...future.map((posting) => `${posting} is not yet`),
      ];
    },
  };
}

function countsOf(postings: Posting[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { day, kind, of, account, amountRupiah } of postings) {
    const posting = `${day} ${kind} ${of} ${account} ${amountRupiah}`;
    counts.set(posting, (counts.get(posting) ?? 0) + 1);
  }
  return counts;
}
