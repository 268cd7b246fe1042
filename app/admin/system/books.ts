import type { RunSummary } from "ronda";
import type { Balance } from "#domain/ledger/reconcile.ts";

/** What must be in the bank as the last good check of the books found it, and how the last check of all went. */
export type Books = {
  /** Null where no check has succeeded. */
  checked: { balance: Balance; at: Date } | null;
  last: Pick<RunSummary, "id" | "status">;
};

const parts: (keyof Balance)[] = ["bankRupiah", "owedToParticipantsRupiah", "owedToOrganizersRupiah", "feesRupiah"];

/** Reads it from the runs of `money-reconcile`, the newest first; null where there are none that ever began. */
export function booksOf(
  runs: Pick<RunSummary, "id" | "status" | "startedAt" | "createdAt" | "payload">[],
): Books | null {
  const began = runs.filter(({ startedAt }) => startedAt !== null);
  const [last] = began;
  if (!last) return null;
  const good = began.find(({ status, payload }) => status === "SUCCESS" && isBalance(payload));
  const checked = good && { balance: good.payload as unknown as Balance, at: good.startedAt ?? good.createdAt };
  return { checked: checked ?? null, last: { id: last.id, status: last.status } };
}

function isBalance(payload: RunSummary["payload"]): boolean {
  return parts.every((part) => typeof payload?.[part] === "number");
}
