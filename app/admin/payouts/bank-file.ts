import { type FileKind, sendTable } from "#app/_downloads/download.ts";
import { type Cell, columnsOf } from "#app/_downloads/table.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { clock } from "#clock.ts";
import { type DueOrganizer, dueOrganizer, listDueOrganizers } from "#domain/bookings/payouts/listed.ts";
import { newAccountAgeMs } from "#domain/users/new-account.ts";
import { limits } from "#limits.ts";
import { type Locale, textsFor } from "#texts/index.ts";

/**
 * One row an organizer to transfer to, as a table for the bank or for people: everybody's, or with `?organizer=…` one's,
 * and of theirs only the payouts that `&payouts=…` names. Who has no account is left out,
 * and of everybody's file who has a new one: those are chosen by themselves.
 */
export async function sendTransfers(request: Request, kind: FileKind): Promise<Response> {
  const { id: userId } = await requireAdmin("/admin/payouts");
  const { locale } = await preferences();
  const query = new URL(request.url).searchParams;
  const organizerId = query.get("organizer");
  const due = organizerId ? [await dueOrganizer(organizerId)] : await everybody(clock());
  const chosen = query.get("payouts")?.split(",");
  const rows = due.flatMap((organizer) => (organizer ? transferOf(organizer, chosen, locale) : []));
  const { csvHeader, title } = textsFor(locale).admin.payouts;
  const table = { sheet: title, columns: columnsOf(csvHeader, { 3: "rupiah" }), rows };
  const download = { kind, name: "setrip-payouts", locale, userId, signal: request.signal, now: clock() };
  return sendTable(table, download);
}

/** At most one more than a file holds. */
async function everybody(now: Date): Promise<DueOrganizer[]> {
  const all: DueOrganizer[] = [];
  let cursor: string | undefined;
  do {
    const { rows, next } = await listDueOrganizers({ cursor });
    all.push(...rows.filter(({ accountChangedAt }) => newAccountAgeMs(accountChangedAt, now) === undefined));
    cursor = next;
  } while (cursor && all.length <= limits.spreadsheet.mostRows);
  return all;
}

function transferOf(due: DueOrganizer, chosen: string[] | undefined, locale: Locale): Cell[][] {
  const { account, displayName } = due;
  const paid = due.payouts.filter(({ payout }) => chosen?.includes(payout.id) ?? true);
  if (!account || paid.length === 0) return [];
  const amount = paid.reduce((sum, { payout }) => sum + payout.amount, 0);
  const reference = textsFor(locale).admin.payouts.csvReference(displayName, paid.length);
  return [[account.bankAccountName, account.bankName, account.bankAccountNo, amount, reference]];
}
