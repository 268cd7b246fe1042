import type { Waiting } from "#domain/office/waiting.ts";
import { count } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";

/** How much waits in each part of the back office, by its address, as a figure and as words; nothing where nothing does. */
export type Counts = Record<string, { figure: string; words: string }>;

/** That no mail goes out, in the reader's words, and the way to why; nothing while they go out. */
export type MailsDownNote = { says: string; why: string; href: string } | null;

/** What the shell shows on every page: the counts, and whether mails go out. */
export type ShellCounts = { counts: Counts; mailsDown: MailsDownNote };

/** See {@link MailsDownNote}. */
export function mailsDownOf(outage: { runId: string } | null, locale: Locale): MailsDownNote {
  const { downHere, downWhy } = textsFor(locale).errors.mail;
  return outage && { says: downHere, why: downWhy, href: `/admin/system/runs/${outage.runId}` };
}

/** What the sidebar shows beside its entries. */
export function countsOf(waiting: Waiting, locale: Locale): Counts {
  const { proofs, disputes, refunds, payouts, transfers, statementLines, applications, deadMails } = waiting;
  const piles = {
    "/admin/payments": proofs.count,
    "/admin/refunds": disputes.count + refunds.count,
    "/admin/payouts": payouts.count,
    "/admin/transfers": transfers.count,
    "/admin/bank": statementLines.count,
    "/admin/users": applications,
    "/admin/emails": deadMails,
  };
  const texts = textsFor(locale).admin;
  return Object.fromEntries(
    Object.entries(piles).flatMap(([href, waits]) => {
      const figure = count(waits, locale);
      return waits > 0 ? [[href, { figure, words: texts.waitingCount(figure) }]] : [];
    }),
  );
}
