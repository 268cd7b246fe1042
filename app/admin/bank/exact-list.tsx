import type { Route } from "next";
import Link from "next/link";
import { ActionForm } from "#app/admin/action-form.tsx";
import { BookingLink } from "#app/admin/links.tsx";
import { type Column, Records } from "#app/admin/records.tsx";
import type { ExactProposal, ExactProposals } from "#domain/bank-book/exact.ts";
import { count, day, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Empty } from "#ui/empty.tsx";
import { acceptExactAction } from "./actions.ts";

type ExactListProps = {
  exact: ExactProposals;
  accountKey: string;
  /** When the page was drawn: what came later is not accepted unseen. */
  seenAt: Date;
  back: string;
  locale: Locale;
};

/** Lines that are of exactly one thing, accepted together. */
export function ExactList({ exact, accountKey, seenAt, back, locale }: ExactListProps) {
  const texts = textsFor(locale).admin.bank.exact;
  const figure = (number: number) => count(number, locale);
  const columns: Column<ExactProposal>[] = [
    { name: texts.columns.target, cell: ({ target }) => <Target target={target} locale={locale} /> },
    { name: texts.columns.day, cell: ({ bookedOn }) => day(bookedOn, locale) },
    { name: texts.columns.description, cell: ({ description }) => <span className="break-words">{description}</span> },
    { name: texts.columns.amount, figure: true, cell: ({ amount }) => rupiah(amount) },
  ];
  return (
    <section aria-labelledby="exact" className="space-y-4">
      <h2 id="exact" className="text-lg font-extrabold">
        {texts.title}
      </h2>
      {exact.count === 0 ? (
        <Empty title={texts.none} lead={texts.noneLead} />
      ) : (
        <>
          <p className="text-ink-soft">{texts.lead}</p>
          <Records label={texts.title} rows={exact.rows} columns={columns} keyOf={({ lineId }) => lineId} />
          {exact.count > exact.rows.length && (
            <p className="text-ink-soft">{texts.more(figure(exact.count - exact.rows.length))}</p>
          )}
          <ActionForm
            id="accept-exact"
            action={acceptExactAction}
            hidden={{ accountKey, seenAt: seenAt.toISOString(), back }}
            submit={texts.accept(figure(exact.count))}
            pending={texts.accepting}
          />
        </>
      )}
    </section>
  );
}

function Target({ target, locale }: { target: ExactProposal["target"]; locale: Locale }) {
  const { kinds } = textsFor(locale).admin.bank.exact;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      {target.kind === "transfer" ? <TransferLink code={target.code} /> : <BookingLink code={target.code} />}
      {target.name && <span>{target.name}</span>}
      {target.kind !== "payment" && <span className="text-sm text-ink-soft">{kinds[target.kind]}</span>}
    </span>
  );
}

/** A transfer by its code. */
export function TransferLink({ code }: { code: string }) {
  return (
    <Link
      href={`/admin/transfers/${code}` as Route}
      prefetch={false}
      className="font-mono text-sm font-semibold whitespace-nowrap underline-offset-4 hover:underline"
    >
      {code}
    </Link>
  );
}
