import type { Metadata } from "next";
import { one } from "#app/_http/one.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { orNotFound } from "#app/_shell/or-not-found.tsx";
import { clock } from "#clock.ts";
import { wibDay } from "#domain/calendar.ts";
import { accountsAsOf, type MonthFigures, monthsUntil } from "#domain/ledger/journal/journal.ts";
import { day as dayInWords, month as monthInWords, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { BackLink } from "#ui/back-link.tsx";
import { Button } from "#ui/button.tsx";
import { Facts } from "#ui/facts.tsx";
import { Field } from "#ui/field.tsx";
import { MonthBars } from "./month-bars.tsx";
import { accountInWords } from "./words.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).admin.months.title };
}

/** Twelve months of money, each with its journal, and all accounts as of any day. */
export default orNotFound(async function MonthsPage({ searchParams }: PageProps<"/admin/bank/months">) {
  const params = await searchParams;
  await requireAdmin("/admin/bank/months");
  const { locale } = await preferences();
  const today = wibDay(clock());
  const asked = one(params.day) ?? "";
  const day = /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(asked) && isDay(asked) ? asked : today;
  const months = await monthsUntil(today);
  const texts = textsFor(locale).admin.months;
  return (
    <div className="space-y-8">
      <header className="space-y-1">
        <BackLink href="/admin/bank">{texts.back}</BackLink>
        <h1 className="text-2xl font-extrabold tracking-tight sm:text-[1.75rem]">{texts.title}</h1>
        <p className="max-w-[70ch] text-ink-soft">{texts.lead}</p>
      </header>
      <MonthBars months={months} locale={locale} />
      <MonthsTable months={months.toReversed()} locale={locale} />
      <AsOf day={day} locale={locale} />
    </div>
  );
});

function isDay(text: string): boolean {
  return new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}

const figures = ["cameIn", "wentOut", "bankCharges", "ownMoney", "bank", "held", "earned"] as const;

/** What most months have none of, and then only is a line too many. */
const shownIf = (figure: (typeof figures)[number], rupiah: number) => figure !== "ownMoney" || rupiah !== 0;

function MonthsTable({ months, locale }: { months: MonthFigures[]; locale: Locale }) {
  const texts = textsFor(locale).admin.months;
  return (
    <ul className="grid gap-x-8 gap-y-6 lg:grid-cols-2">
      {months.map(({ month, ...amounts }) => {
        const name = monthInWords(month, locale);
        const shown = figures.filter((figure) => shownIf(figure, amounts[figure]));
        return (
          <li key={month} className="space-y-1">
            <div className="flex flex-wrap items-center justify-between gap-x-4">
              <h2 className="text-lg font-extrabold">{name}</h2>
              <span className="flex gap-1">
                {(["xlsx", "csv"] as const).map((kind) => (
                  <Button key={kind} asChild tone="bare" size="small">
                    <a href={`/admin/bank/months/journal.${kind}?month=${month}`} download>
                      <span className="sr-only">{texts.journalOf(name, kind.toUpperCase())}</span>
                      <span aria-hidden="true">
                        {texts.journal} {kind.toUpperCase()}
                      </span>
                    </a>
                  </Button>
                ))}
              </span>
            </div>
            <Facts facts={shown.map((figure) => ({ name: texts[figure], value: rupiah(amounts[figure]) }))} />
          </li>
        );
      })}
    </ul>
  );
}

async function AsOf({ day, locale }: { day: string; locale: Locale }) {
  const texts = textsFor(locale).admin.months.asOf;
  const accounts = await accountsAsOf(day);
  const sum = accounts.reduce((total, { balanceRupiah }) => total + balanceRupiah, 0);
  return (
    <section aria-labelledby="as-of" className="max-w-2xl space-y-3">
      <div>
        <h2 id="as-of" className="text-lg font-extrabold">
          {texts.title}: {dayInWords(day, locale)}
        </h2>
        <p className="text-sm text-ink-soft">{texts.lead}</p>
      </div>
      <form action="/admin/bank/months" className="flex flex-wrap items-end gap-3">
        <Field id="as-of-day" name="day" type="date" label={texts.day} defaultValue={day} />
        <Button type="submit" tone="quiet">
          {texts.show}
        </Button>
      </form>
      {accounts.length === 0 ? (
        <p className="text-ink-soft">{texts.none}</p>
      ) : (
        <Facts
          facts={[
            ...accounts.map(({ account, balanceRupiah }) => ({
              name: accountInWords(account, locale),
              value: rupiah(account.startsWith("bank:") ? balanceRupiah : -balanceRupiah),
            })),
            { name: texts.zero, value: rupiah(sum) },
          ]}
        />
      )}
    </section>
  );
}
