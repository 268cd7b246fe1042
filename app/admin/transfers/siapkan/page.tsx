import type { Metadata, Route } from "next";
import { one } from "#app/_http/one.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { orNotFound } from "#app/_shell/or-not-found.tsx";
import { Account } from "#app/admin/account.tsx";
import { PersonLink } from "#app/admin/links.tsx";
import { BooksWarning } from "#app/admin/outage-notices.tsx";
import { kindIn, prepareAddress } from "#app/admin/transfers/links.tsx";
import { PrepareForm } from "#app/admin/transfers/prepare-form.tsx";
import { clock } from "#clock.ts";
import { platformAccounts } from "#domain/bookings/payments/accounts.ts";
import { type Due, type DueRow, dueFor } from "#domain/transfers/due.ts";
import { accountMark } from "#domain/transfers/rules.ts";
import { count } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { BackLink } from "#ui/back-link.tsx";
import { Empty } from "#ui/empty.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).admin.transfers.prepare };
}

/** What a transfer is made of: everything that waits, ticked, but what goes where somebody should look first. */
export default orNotFound(async function PreparePage({ searchParams }: PageProps<"/admin/transfers/siapkan">) {
  const kind = kindIn(one((await searchParams).jenis));
  await requireAdmin(prepareAddress(kind));
  const { locale } = await preferences();
  const due = await dueFor(kind, clock());
  const texts = textsFor(locale).admin.transfers;
  const from = kind === "PAYOUT" ? "payouts" : "refunds";
  return (
    <div className="max-w-4xl space-y-6">
      <header>
        <BackLink href={`/admin/${from}` as Route}>{textsFor(locale).admin[from].title}</BackLink>
        <h1 className="text-2xl font-extrabold tracking-tight sm:text-[1.75rem]">
          {kind === "PAYOUT" ? texts.preparePayouts : texts.prepareRefunds}
        </h1>
        <p className="mt-2 max-w-[70ch] text-ink-soft">{texts.prepareLead}</p>
      </header>
      <BooksWarning locale={locale} />
      {due.rows.length === 0 ? (
        <Empty title={texts.nothingDue} lead={texts.nothingDueLead} />
      ) : (
        <Prepare kind={kind} due={due} locale={locale} />
      )}
    </div>
  );
});

function Prepare({ kind, due, locale }: { kind: "PAYOUT" | "REFUND"; due: Due; locale: Locale }) {
  const texts = textsFor(locale).admin.transfers;
  const groups = [...Map.groupBy(due.rows, ({ owner, account }) => `${owner.id} ${accountMark(account)}`).entries()];
  const isLookedAt = ({ newForMs, bouncedThere }: DueRow) => newForMs === undefined && !bouncedThere;
  const missing = due.count - due.rows.length;
  return (
    <>
      {due.rows.some((row) => !isLookedAt(row)) && <p className="text-sm text-ink-soft">{texts.newUnticked}</p>}
      {missing > 0 && <p className="text-sm text-ink-soft">{texts.more(count(missing, locale))}</p>}
      <PrepareForm
        kind={kind}
        accounts={platformAccounts().map(({ key, bank, number }) => ({ key, label: `${bank} ${number}` }))}
        groups={groups.map(([key, rows]) => ({
          key,
          head: <Recipient row={rows[0]!} locale={locale} />,
          ticked: rows.every(isLookedAt),
          rows: rows.map((row) => ({
            value: `${row.id}:${row.amountRupiah}:${row.updatedAt.getTime()}:${accountMark(row.account)}`,
            code: row.booking.code,
            trip: row.trip.title,
            amount: row.amountRupiah,
          })),
        }))}
        texts={{
          from: texts.from,
          chosen: texts.chosen,
          note: texts.note,
          submit: texts.submit,
          pending: texts.preparing,
        }}
      />
    </>
  );
}

function Recipient({ row: { owner, account, newForMs, bouncedThere }, locale }: { row: DueRow; locale: Locale }) {
  return (
    <>
      <PersonLink person={owner} />
      <Account account={account} newForMs={newForMs} locale={locale} />
      {bouncedThere && (
        <span className="block text-sm text-stale">{textsFor(locale).admin.transfers.bouncedThere}</span>
      )}
    </>
  );
}
