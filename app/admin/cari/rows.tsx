import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { BookingLink, PersonLink, TripLines } from "#app/admin/links.tsx";
import { MailsList } from "#app/admin/mails-list.tsx";
import { State } from "#app/admin/states.tsx";
import type { SearchGroup, SearchResult } from "#domain/search/search.ts";
import { day, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Badge } from "#ui/badge.tsx";
import { bookingWords, payoutWords, refundWords } from "./booking-words.ts";

/** The rows of one group of what was found. */
export function rowsOf(group: SearchGroup, result: SearchResult, locale: Locale): ReactNode {
  switch (group) {
    case "bookings":
      return <Rows rows={result.bookings!.rows} keyOf={({ booking }) => booking.id} draw={booking(locale)} />;
    case "people":
      return <Rows rows={result.people!.rows} keyOf={({ id }) => id} draw={person(locale)} />;
    case "trips":
      return <Rows rows={result.trips!.rows} keyOf={({ id }) => id} draw={trip(locale)} />;
    case "payouts":
      return <Rows rows={result.payouts!.rows} keyOf={({ payout }) => payout.id} draw={payout(locale)} />;
    case "refunds":
      return <Rows rows={result.refunds!.rows} keyOf={({ refund }) => refund.id} draw={refund(locale)} />;
    case "transfers":
      return <Rows rows={result.transfers!.rows} keyOf={({ transfer }) => transfer.id} draw={transfer(locale)} />;
    case "mails":
      return (
        <MailsList mails={result.mails!.rows} label={textsFor(locale).admin.search.groups.mails} locale={locale} />
      );
  }
}

type RowsProps<Row> = { rows: Row[]; keyOf: (row: Row) => string; draw: (row: Row) => ReactNode };

function Rows<Row>({ rows, keyOf, draw }: RowsProps<Row>) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {rows.map((row) => (
        <li key={keyOf(row)} className="space-y-1 py-3">
          {draw(row)}
        </li>
      ))}
    </ul>
  );
}

const line = "flex flex-wrap items-center gap-x-3 gap-y-1";
const link = "font-semibold underline underline-offset-4";

type RowOf<Group extends SearchGroup> = NonNullable<SearchResult[Group]>["rows"][number];

const booking = (locale: Locale) => (found: RowOf<"bookings">) => {
  const { sentences, next } = bookingWords(found, locale);
  return (
    <>
      <p className={line}>
        <BookingLink code={found.booking.code} />
        <State of="booking" status={found.booking.status} locale={locale} />
        {found.isNear && <Badge tone="paused">{textsFor(locale).admin.search.near}</Badge>}
        <PersonLink person={found.participant} />
      </p>
      <TripLines trip={found.trip} locale={locale} />
      {sentences.map((sentence) => (
        <p key={sentence} className="tabular-nums">
          {sentence}
        </p>
      ))}
      <Link href={next.href} prefetch={false} className={`${link} inline-flex min-h-11 items-center sm:min-h-8`}>
        {next.label}
        <span className="sr-only">: {found.booking.code}</span>
      </Link>
    </>
  );
};

const person = (locale: Locale) => (found: RowOf<"people">) => {
  const { users: texts, words } = textsFor(locale).admin;
  return (
    <>
      <p className={line}>
        <PersonLink person={found} />
        {found.role === "ADMIN" && (
          <Badge tone="running" size="small">
            {words.admin}
          </Badge>
        )}
        {found.suspendedAt && (
          <Badge tone="failed" size="small">
            {words.suspended}
          </Badge>
        )}
        {!found.emailVerified && (
          <Badge tone="paused" size="small">
            {texts.unverified}
          </Badge>
        )}
      </p>
      <p className="text-ink-soft wrap-anywhere">{[found.email, found.phone].filter(Boolean).join(" · ")}</p>
      {found.organizer && (
        <p className={line}>
          {found.organizer.displayName}
          <State of="organizer" status={found.organizer.status} locale={locale} />
        </p>
      )}
    </>
  );
};

const trip = (locale: Locale) => (found: RowOf<"trips">) => (
  <>
    <TripLines trip={found} locale={locale} />
    <p className={line}>
      <State of="trip" status={found.status} locale={locale} />
      <PersonLink person={{ id: found.organizer.userId, name: found.organizer.displayName }} />
    </p>
  </>
);

const payout = (locale: Locale) => (found: RowOf<"payouts">) => (
  <>
    <p className={line}>
      <Link href={`/admin/payouts/${found.payout.id}` as Route} prefetch={false} className={link}>
        {textsFor(locale).admin.payouts.titleOf(found.code)}
      </Link>
      <State of="payout" status={found.payout.status} locale={locale} />
      <PersonLink person={{ id: found.organizer.userId, name: found.organizer.displayName }} />
    </p>
    <p className="tabular-nums">{payoutWords(found.payout, locale)}</p>
    <Prepared code={found.transferCode} locale={locale} />
  </>
);

const refund = (locale: Locale) => (found: RowOf<"refunds">) => (
  <>
    <p className={line}>
      <BookingLink code={found.code} />
      <State of="refund" status={found.refund.status} locale={locale} />
      <PersonLink person={found.participant} />
    </p>
    <p className="tabular-nums">{refundWords(found.refund, locale)}</p>
    <Prepared code={found.transferCode} locale={locale} />
  </>
);

const transfer = (locale: Locale) => (found: RowOf<"transfers">) => {
  const { words } = textsFor(locale).admin;
  const { code, kind, status, transferRef, bookedOn } = found.transfer;
  return (
    <>
      <p className={line}>
        <Link href={`/admin/transfers/${code}` as Route} prefetch={false} className={`${link} font-mono text-sm`}>
          {code}
        </Link>
        <State of="transfer" status={status} locale={locale} />
      </p>
      <p className="tabular-nums">
        {[words.transferKind[kind], rupiah(found.amountRupiah), bookedOn && day(bookedOn, locale), transferRef]
          .filter(Boolean)
          .join(" · ")}
      </p>
    </>
  );
};

function Prepared({ code, locale }: { code: string | null; locale: Locale }) {
  if (!code) return null;
  return (
    <p>
      <Link href={`/admin/transfers/${code}` as Route} prefetch={false} className={link}>
        {textsFor(locale).admin.search.prepared(code)}
      </Link>
    </p>
  );
}
