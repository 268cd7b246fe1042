import { defineWatch } from "ronda";
import { unexplainedLines } from "#domain/bank-book/lines.ts";
import { policy } from "#domain/policy.ts";
import { watchTexts } from "#texts/watches.ts";

/** Lines of the bank statement that nobody has explained: money whose owner may be waiting for it. */
export const statementLines = defineWatch({
  ...watchTexts("statement-lines-open", policy.staleStatementLineAfterMs),
  find: async ({ now }) => ({ ...(await unexplainedLines(now)), href: "/admin/bank" }),
});
