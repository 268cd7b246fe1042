import { randomBytes } from "node:crypto";
import type { Queryable } from "../types.ts";

/** What stands in front of a statement, so that the server can be told which one is meant: behind a pooler nothing else tells. */
export type Mark = string;

/** Marks statements and ends marked ones on the server. */
export type Canceller = {
  next: () => Mark;
  /** Asks the server to end that statement, in its own time: it would go on waiting, and do its work when nobody expects it any more. */
  cancel: (mark: Mark) => void;
};

/** `query` sends a statement of its own, bounded, on any connection. One at a time is enough: where it fails, there is nobody to ask. */
export function canceller(query: Queryable["query"]): Canceller {
  const ofProcess = randomBytes(4).toString("hex");
  const waiting = new Set<Mark>();
  let marks = 0;
  let isAsking = false;

  async function ask(): Promise<void> {
    isAsking = true;
    try {
      while (waiting.size > 0) {
        const asked = [...waiting];
        await query(cancelMarked, [asked]);
        for (const mark of asked) waiting.delete(mark);
      }
    } catch {
      waiting.clear();
    } finally {
      isAsking = false;
    }
  }

  return {
    next() {
      marks += 1;
      return `/* ronda ${ofProcess}-${marks} */ `;
    },
    cancel(mark) {
      waiting.add(mark);
      if (!isAsking) void ask();
    },
  };
}

const cancelMarked = `select pg_catalog.pg_cancel_backend(pid) as "cancelled" from pg_catalog.pg_stat_activity
  where state = 'active' and exists (select from unnest($1::text[]) mark where starts_with(query, mark))`;
