import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { one } from "#app/_http/one.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { orNotFound } from "#app/_shell/or-not-found.tsx";
import { payoutWords } from "#app/admin/cari/booking-words.ts";
import { flashIn } from "#app/admin/flash.ts";
import { History } from "#app/admin/history.tsx";
import { holdWords } from "#app/admin/hold-words.ts";
import { BookingLink, PersonLink, TripLines } from "#app/admin/links.tsx";
import { BooksWarning } from "#app/admin/outage-notices.tsx";
import { PayoutActions } from "#app/admin/payouts/payout-actions.tsx";
import { Section } from "#app/admin/section.tsx";
import { payoutState, State } from "#app/admin/states.tsx";
import { findPayout, type ListedPayout } from "#domain/bookings/payouts/listed.ts";
import { transfersOf } from "#domain/transfers/items.ts";
import { accountOf } from "#domain/users/people.ts";
import { rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { BackLink } from "#ui/back-link.tsx";
import { Facts } from "#ui/facts.tsx";
import { Moment } from "#ui/moment.tsx";
import { Notice } from "#ui/notice.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).admin.payouts.title };
}

/** One payout: whose it is, where its money is, and everything that was done to it. */
export default orNotFound(async function PayoutPage({ params, searchParams }: PageProps<"/admin/payouts/[id]">) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  const path = `/admin/payouts/${encodeURIComponent(id)}`;
  await requireAdmin(path);
  const { locale } = await preferences();
  const listed = (await findPayout(id)) ?? notFound();
  const texts = textsFor(locale).admin.payouts;
  const [transfers, flash] = await Promise.all([transfersOf([id]), flashIn(query, texts.flash)]);
  return (
    <div className="space-y-8">
      <header>
        <BackLink href={"/admin/payouts" as Route}>{texts.title}</BackLink>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className="text-2xl font-extrabold tracking-tight sm:text-[1.75rem]">
            {texts.titleOf(listed.booking.code)}
          </h1>
          <State of="payout" status={payoutState(listed.payout)} locale={locale} />
        </div>
        <p className="mt-1 max-w-[70ch] text-ink-soft tabular-nums">{payoutWords(listed.payout, locale)}</p>
      </header>
      {flash && (
        <Notice tone="ok" role="status">
          {flash}
        </Notice>
      )}
      <BooksWarning booking={listed.booking.code} locale={locale} />
      <Section title={texts.about}>
        <PayoutFacts listed={listed} locale={locale} />
        <div className="mt-4">
          <PayoutActions
            payout={listed.payout}
            code={listed.booking.code}
            transfer={transfers.get(id)}
            back={path}
            locale={locale}
          />
        </div>
      </Section>
      <History of={{ about: [id] }} path={path} cursor={one(query.riwayat)} locale={locale} />
    </div>
  );
});

function PayoutFacts({ listed, locale }: { listed: ListedPayout; locale: Locale }) {
  const { payout, booking, trip, organizer, paidBy } = listed;
  const texts = textsFor(locale).admin.payouts;
  const account = accountOf(payout);
  const at = (moment: Date | null) => moment && <Moment at={moment} locale={locale} precision="full" />;
  return (
    <Facts
      facts={[
        { name: texts.columns.booking, value: <BookingLink code={booking.code} /> },
        { name: texts.columns.trip, value: <TripLines trip={trip} locale={locale} /> },
        {
          name: texts.facts.owner,
          value: <PersonLink person={{ id: organizer.userId, name: organizer.displayName }} />,
        },
        { name: texts.columns.amount, value: rupiah(payout.amount) },
        { name: texts.columns.fee, value: rupiah(payout.feeAmount) },
        { name: texts.columns.until, value: payout.status === "HELD" && at(payout.heldUntil) },
        { name: texts.facts.release, value: at(payout.releasedAt) },
        {
          name: texts.facts.heldBack,
          value: payout.heldBackAt && (
            <>
              {at(payout.heldBackAt)}
              <span className="block font-normal text-ink-soft">{holdWords(payout, locale)}</span>
            </>
          ),
        },
        { name: texts.columns.paid, value: at(payout.paidAt) },
        { name: texts.paidBy, value: paidBy },
        { name: texts.columns.reference, value: payout.transferRef },
        {
          name: texts.account,
          value: account && `${account.bankName} ${account.bankAccountNo} · ${account.bankAccountName}`,
        },
      ]}
    />
  );
}
