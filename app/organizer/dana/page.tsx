import type { Metadata, Route } from "next";
import Link from "next/link";
import { DownloadLinks } from "#app/_downloads/download-links.tsx";
import { preferences } from "#app/_session/preferences.ts";
import { requireOrganizer } from "#app/_session/visitor.ts";
import { OrganizerPage } from "#app/organizer/organizer-page.tsx";
import { pageNumber } from "#app/organizer/page-number.ts";
import { clock } from "#clock.ts";
import { bankAccountOf } from "#domain/bank-accounts/change.ts";
import { listOwnPayouts, type PayoutSums, sumOwnPayouts } from "#domain/bookings/payouts/statement.ts";
import { policy } from "#domain/policy.ts";
import { percent, rupiah } from "#texts/format.ts";
import { textsFor } from "#texts/index.ts";
import { Button } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";
import { Notice } from "#ui/notice.tsx";
import { Pages } from "#ui/pages.tsx";
import { TripFunds } from "./trip-funds.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).organizer.funds.title };
}

/** An organizer's money: what is held, until when, what was transferred, and to which account. */
export default async function FundsPage({ searchParams }: PageProps<"/organizer/dana">) {
  const { id, organizer } = await requireOrganizer("/organizer/dana");
  const page = pageNumber((await searchParams).halaman);
  const { locale } = await preferences();
  const { organizer: texts, site } = textsFor(locale);
  const now = clock();
  const [sums, { trips, next }, account] = await Promise.all([
    sumOwnPayouts(organizer.id),
    listOwnPayouts(organizer.id, { page }),
    bankAccountOf(id),
  ]);
  const href = (page: number) => `/organizer/dana?halaman=${page + 1}` as Route;
  return (
    <OrganizerPage here="money" profile={organizer} locale={locale}>
      <p className="max-w-[65ch] text-ink-soft">
        {texts.funds.lead(policy.payoutHoldDays, percent(policy.feeBasisPoints, locale))}
      </p>
      <Sums sums={sums} texts={texts.funds} />
      <section className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        {account ? (
          <p className="text-[15px]">
            <span className="text-ink-soft">{texts.funds.account}</span>{" "}
            <span className="font-semibold wrap-anywhere">
              {account.bankName} {account.bankAccountNo}, {account.bankAccountName}
            </span>
          </p>
        ) : (
          <Notice tone="stale">{texts.funds.noAccount}</Notice>
        )}
        <div className="flex flex-wrap gap-3">
          <Button asChild tone="quiet" size="small">
            <Link href="/akun/rekening">{account ? texts.funds.changeAccount : texts.funds.fillAccount}</Link>
          </Button>
          <DownloadLinks
            files={[
              { href: "/organizer/dana/dana.xlsx", label: texts.funds.xlsx },
              { href: "/organizer/dana/dana.csv", label: texts.funds.csv },
            ]}
          />
        </div>
      </section>
      {trips.length === 0 && page === 0 && <Empty title={texts.funds.empty.title} lead={texts.funds.empty.lead} />}
      <div className="space-y-4">
        {trips.map((funds) => (
          <TripFunds key={funds.trip.id} {...funds} locale={locale} now={now} />
        ))}
      </div>
      <Pages
        before={page > 0 ? href(page - 1) : undefined}
        after={next === undefined ? undefined : href(next)}
        texts={{ before: site.newer, after: site.older, label: site.pages }}
      />
    </OrganizerPage>
  );
}

const order = ["held", "disputed", "released", "paid", "fee"] as const satisfies (keyof PayoutSums)[];

function Sums({ sums, texts }: { sums: PayoutSums; texts: ReturnType<typeof textsFor>["organizer"]["funds"] }) {
  const shown = order.filter((name) => name !== "disputed" || sums.disputed > 0);
  return (
    <dl className="grid grid-cols-1 divide-y divide-line border-y border-line sm:auto-cols-fr sm:grid-flow-col sm:grid-cols-none sm:divide-x sm:divide-y-0">
      {shown.map((name) => (
        <div
          key={name}
          className="flex items-baseline justify-between gap-4 py-3 sm:block sm:px-5 sm:py-4 sm:first:pl-0"
        >
          <dt>
            <span className="block text-sm font-semibold">{texts.sums[name]}</span>
            <span className="block text-sm text-ink-soft sm:hidden">{texts.sumHints[name]}</span>
          </dt>
          <dd className="text-lg font-extrabold whitespace-nowrap tabular-nums sm:mt-1 sm:text-xl">
            {rupiah(sums[name])}
          </dd>
          <dd className="hidden text-sm text-ink-soft sm:block">{texts.sumHints[name]}</dd>
        </div>
      ))}
    </dl>
  );
}
