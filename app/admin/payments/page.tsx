import type { Metadata } from "next";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { orNotFound } from "#app/_shell/or-not-found.tsx";
import { BookingLink, PersonLink, TripLink } from "#app/admin/links.tsx";
import { ListFrame } from "#app/admin/list-frame.tsx";
import { MailOutageNotice } from "#app/admin/outage-notices.tsx";
import { type ListParams, listAddress, listParams } from "#app/admin/params.ts";
import { type Column, Records } from "#app/admin/records.tsx";
import { State } from "#app/admin/states.tsx";
import { waiting } from "#app/admin/waiting.ts";
import { clock } from "#clock.ts";
import {
  type ListedPayment,
  listPayments,
  type PaymentSearch,
  paymentLists,
} from "#domain/bookings/payments/listed.ts";
import { receiptsByPayment } from "#domain/bookings/receipts/listed.ts";
import { rupiahOf } from "#domain/fields/typed-rupiah.ts";
import { policy } from "#domain/policy.ts";
import { rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Empty } from "#ui/empty.tsx";
import { Moment } from "#ui/moment.tsx";
import { paymentFlash } from "./flash.ts";
import { PaymentCard } from "./payment-card.tsx";
import { PaymentQueue } from "./payment-queue.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).admin.payments.title };
}

const path = "/admin/payments";

/** Proofs to check, and every other payment. `?cari=` shows those of one amount or code; people search in the frame. */
export default orNotFound(async function PaymentsPage({ searchParams }: PageProps<"/admin/payments">) {
  const params = await searchParams;
  const shown = listParams(params, paymentLists);
  await requireAdmin(listAddress(path, shown));
  const { locale } = await preferences();
  const now = clock();
  const search = shown.search === "" ? undefined : searchOf(shown.search);
  const [{ rows, next }, waits, flash] = await Promise.all([
    listPayments({ list: shown.list, search, cursor: shown.cursor }, now),
    waiting(),
    paymentFlash(params, now, locale),
  ]);
  const received = await receiptsByPayment(rows.map(({ payment }) => payment.id));
  const texts = textsFor(locale).admin.payments;
  return (
    <ListFrame
      path={path}
      title={texts.title}
      lead={leadOf(shown, locale)}
      locale={locale}
      flash={flash}
      shown={shown}
      lists={paymentLists.map((list) => ({
        list,
        label: texts.lists[list],
        count: list === "waiting" ? waits.proofs.count : undefined,
      }))}
      next={next}
    >
      <MailOutageNotice locale={locale} />
      {rows.length === 0 ? (
        <NoPayments shown={shown} locale={locale} />
      ) : search || shown.list === "waiting" || shown.list === "stuck" ? (
        <PaymentQueue ids={rows.map(({ payment }) => payment.id)}>
          {rows.map((listed) => (
            <PaymentCard
              key={listed.payment.id}
              listed={listed}
              receipts={received.get(listed.payment.id) ?? []}
              back={listAddress(path, shown)}
              at={now}
              locale={locale}
            />
          ))}
        </PaymentQueue>
      ) : (
        <PaymentsTable list={shown.list} rows={rows} locale={locale} />
      )}
    </ListFrame>
  );
});

type Shown = ListParams<(typeof paymentLists)[number]>;

/** A number of rupiah is looked for as an amount, anything else as a booking's code. */
function searchOf(search: string): PaymentSearch {
  const amountRupiah = rupiahOf(search);
  return amountRupiah === undefined ? { bookingCode: search } : { amountRupiah };
}

function leadOf({ list, search }: Shown, locale: Locale): string {
  const { leads } = textsFor(locale).admin.payments;
  if (search !== "") return leads.search;
  return list === "stuck" ? leads.stuck(policy.stalePaymentAfterMs / 3_600_000) : leads[list];
}

function NoPayments({ shown: { list, search }, locale }: { shown: Shown; locale: Locale }) {
  const { empty } = textsFor(locale).admin.payments;
  if (search !== "") return <Empty title={empty.search} lead={empty.searchLead} />;
  return <Empty title={empty[list]} lead={list === "waiting" && empty.waitingLead} />;
}

function PaymentsTable({ list, rows, locale }: { list: Shown["list"]; rows: ListedPayment[]; locale: Locale }) {
  const texts = textsFor(locale).admin.payments;
  const columns: Column<ListedPayment>[] = [
    { name: texts.columns.booking, cell: ({ booking }) => <BookingLink code={booking.code} /> },
    { name: texts.columns.trip, cell: (row) => <WhoAndWhere row={row} /> },
    {
      name: texts.columns.amount,
      figure: true,
      cell: ({ payment }) => rupiah(payment.receivedAmount ?? payment.amount),
    },
    {
      name: texts.columns.state,
      cell: ({ payment, verifiedBy }) => (
        <span className="inline-flex flex-wrap items-center gap-x-2">
          <State of="payment" status={payment.status} locale={locale} />
          {verifiedBy && <span className="text-sm text-ink-soft">{verifiedBy}</span>}
        </span>
      ),
    },
    {
      // What the list is ordered by: a column of days that jump would look like a mistake.
      name: list === "paid" ? texts.paidAt : texts.columns.at,
      cell: ({ payment }) => <Moment at={(list === "paid" && payment.paidAt) || payment.createdAt} locale={locale} />,
    },
  ];
  return <Records label={texts.title} rows={rows} columns={columns} keyOf={({ payment }) => payment.id} />;
}

function WhoAndWhere({ row: { participant, trip } }: { row: ListedPayment }) {
  return (
    <>
      <PersonLink person={participant} />
      <span className="text-ink-soft"> · </span>
      <TripLink trip={trip} />
    </>
  );
}
