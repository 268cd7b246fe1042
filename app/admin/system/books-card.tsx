import type { Route } from "next";
import Link from "next/link";
import type { Total } from "#domain/office/waiting.ts";
import { count, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Facts } from "#ui/facts.tsx";
import { Highlight } from "#ui/highlight.tsx";
import { Moment } from "#ui/moment.tsx";
import { Notice } from "#ui/notice.tsx";
import type { Books } from "./books.ts";

type BooksCardProps = {
  books: Books | null;
  /** Payouts that are ready to be transferred; nothing where they could not be counted in time. */
  ready: Total | undefined;
  locale: Locale;
};

/** What must be in the bank, of what it is made, what of it is to be transferred, and whether the books added up at the last check. */
export function BooksCard({ books, ready, locale }: BooksCardProps) {
  const texts = textsFor(locale).system.books;
  return (
    <section aria-labelledby="books" className="space-y-3">
      <div>
        <h2 id="books" className="text-lg font-extrabold">
          {texts.title}
        </h2>
        <p className="text-sm text-ink-soft">{texts.lead}</p>
      </div>
      {ready && ready.count > 0 && (
        <p className="text-[15px]">
          {texts.ready(count(ready.count, locale), rupiah(ready.amountRupiah))}{" "}
          <Link
            href={"/admin/payouts?daftar=released" as Route}
            prefetch={false}
            className="font-semibold underline underline-offset-4"
          >
            {texts.toPayouts}
          </Link>
        </p>
      )}
      {books?.checked ? <Figures checked={books.checked} locale={locale} /> : <Notice>{texts.none}</Notice>}
      {books && <LastCheck last={books.last} locale={locale} />}
      <Link
        href={"/admin/bank/months" as Route}
        prefetch={false}
        className="inline-block text-[15px] font-semibold underline underline-offset-4"
      >
        {textsFor(locale).admin.months.title}
      </Link>
    </section>
  );
}

function Figures({ checked: { balance, at }, locale }: { checked: NonNullable<Books["checked"]>; locale: Locale }) {
  const texts = textsFor(locale).system.books;
  return (
    <div className="space-y-2">
      <p>
        <strong className="block text-2xl font-extrabold tracking-tight tabular-nums">
          <Highlight value={rupiah(balance.bankRupiah)} />
        </strong>
        <span className="text-sm text-ink-soft">
          {texts.asOf} <Moment at={at} locale={locale} />
        </span>
      </p>
      <Facts
        facts={[
          { name: texts.participants, value: rupiah(balance.owedToParticipantsRupiah) },
          { name: texts.organizers, value: rupiah(balance.owedToOrganizersRupiah) },
          { name: texts.fees, value: rupiah(balance.feesRupiah) },
        ]}
      />
    </div>
  );
}

function LastCheck({ last: { id, status }, locale }: { last: Books["last"]; locale: Locale }) {
  const texts = textsFor(locale).system.books;
  const tone = status === "SUCCESS" ? "ok" : status === "RUNNING" ? "plain" : "failed";
  return (
    <Notice tone={tone}>
      {{ ok: texts.balanced, plain: texts.running, failed: texts.broken }[tone]}{" "}
      <Link href={`/admin/system/runs/${id}` as Route} prefetch={false} className="underline underline-offset-4">
        {texts.seeRun}
      </Link>
    </Notice>
  );
}
