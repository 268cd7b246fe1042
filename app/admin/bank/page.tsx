import type { Metadata, Route } from "next";
import { one } from "#app/_http/one.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { orNotFound } from "#app/_shell/or-not-found.tsx";
import { MailOutageNotice } from "#app/admin/outage-notices.tsx";
import { paymentFlash } from "#app/admin/payments/flash.ts";
import { clock } from "#clock.ts";
import { accountBalance } from "#domain/bank-book/balance.ts";
import { exactProposals } from "#domain/bank-book/exact.ts";
import { decidedLines, openLines } from "#domain/bank-book/lines.ts";
import { type PlatformAccount, platformAccounts } from "#domain/bookings/payments/accounts.ts";
import { listImports } from "#domain/statements/undo.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Empty } from "#ui/empty.tsx";
import { Notice } from "#ui/notice.tsx";
import { Pages } from "#ui/pages.tsx";
import { Tabs } from "#ui/tabs.tsx";
import { TextLink } from "#ui/text-link.tsx";
import { BalanceCard } from "./balance-card.tsx";
import { DecidedTable } from "./decided-table.tsx";
import { ExactList } from "./exact-list.tsx";
import { FilesTable } from "./files-table.tsx";
import { bankFlash } from "./flash.ts";
import { ImportForm } from "./import-form.tsx";
import { OpenLineCard } from "./open-line-card.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).admin.bank.title };
}

const path = "/admin/bank";

/** The accounts as the bank and as the book have them, and what is still to be matched. */
export default orNotFound(async function BankPage({ searchParams }: PageProps<"/admin/bank">) {
  const params = await searchParams;
  const accounts = platformAccounts();
  const account = accounts.find(({ key }) => key === one(params.rekening)) ?? accounts[0];
  const shown: Shown = {
    list: lists.find((list) => list === one(params.daftar)) ?? "open",
    after: one(params.setelah),
    refusal: one(params.gagal),
  };
  await requireAdmin(account ? addressOf(account, shown) : path);
  const { locale } = await preferences();
  const texts = textsFor(locale).admin.bank;
  const flash = (await paymentFlash(params, clock(), locale)) ?? (await bankFlash(params, locale));
  return (
    <div className="space-y-8">
      <header className="space-y-2">
        <h1 className="text-2xl font-extrabold tracking-tight sm:text-[1.75rem]">{texts.title}</h1>
        <p className="max-w-[70ch] text-ink-soft">{texts.lead}</p>
        <p>
          <TextLink href="/admin/bank/months">{texts.months}</TextLink>
        </p>
      </header>
      {flash && (
        <Notice tone="ok" role="status">
          {flash}
        </Notice>
      )}
      <MailOutageNotice locale={locale} />
      {account ? (
        <>
          {accounts.length > 1 && <AccountTabs accounts={accounts} here={account} locale={locale} />}
          <AccountPart account={account} shown={shown} locale={locale} />
        </>
      ) : (
        <Empty title={texts.noAccounts} lead={texts.noAccountsLead} />
      )}
    </div>
  );
});

const lists = ["open", "decided", "files"] as const;

type Shown = { list: (typeof lists)[number]; after: string | undefined; refusal: string | undefined };

function addressOf({ key }: Pick<PlatformAccount, "key">, { list, after }: Partial<Shown> = {}): string {
  const query = new URLSearchParams({ rekening: key });
  if (list && list !== "open") query.set("daftar", list);
  if (after) query.set("setelah", after);
  return `${path}?${query}`;
}

type AccountTabsProps = { accounts: PlatformAccount[]; here: PlatformAccount; locale: Locale };

function AccountTabs({ accounts, here, locale }: AccountTabsProps) {
  const tabs = accounts.map((account) => ({
    href: addressOf(account) as Route,
    label: `${account.bank} ${account.number}`,
    here: account.key === here.key,
  }));
  return <Tabs label={textsFor(locale).admin.bank.accounts} tabs={tabs} />;
}

type AccountPartProps = { account: PlatformAccount; shown: Shown; locale: Locale };

async function AccountPart({ account, shown, locale }: AccountPartProps) {
  const texts = textsFor(locale).admin;
  const balance = await accountBalance(account.key);
  const back = addressOf(account, shown);
  return (
    <>
      <div className="grid grid-cols-1 gap-8 lg:grid-cols-2">
        <BalanceCard balance={balance} back={back} locale={locale} />
        <ImportForm account={account} refusal={shown.refusal} locale={locale} />
      </div>
      <Tabs
        label={texts.list.lists}
        tabs={lists.map((list) => ({
          href: addressOf(account, { list }) as Route,
          label: texts.bank.lists[list],
          count: list === "open" ? balance.open.count || undefined : undefined,
          here: shown.list === list,
        }))}
      />
      {shown.list === "open" && (
        <OpenPart account={account} shown={shown} isImported={balance.firstDay !== undefined} locale={locale} />
      )}
      {shown.list === "decided" && <DecidedPart account={account} shown={shown} locale={locale} />}
      {shown.list === "files" && <FilesPart account={account} shown={shown} locale={locale} />}
    </>
  );
}

/** So many exact lines are shown; all of them are accepted together. */
const exactShown = 15;

async function OpenPart({ account, shown, isImported, locale }: AccountPartProps & { isImported: boolean }) {
  const now = clock();
  const [exact, open] = await Promise.all([
    exactProposals({ accountKey: account.key, now, limit: exactShown }),
    openLines(account.key, shown.after, now),
  ]);
  const texts = textsFor(locale).admin;
  const back = addressOf(account, shown);
  return (
    <>
      <ExactList exact={exact} accountKey={account.key} seenAt={now} back={addressOf(account)} locale={locale} />
      <section aria-labelledby="open" className="space-y-4">
        <h2 id="open" className="text-lg font-extrabold">
          {texts.bank.open.title}
        </h2>
        {open.rows.length === 0 ? (
          <Empty
            title={isImported ? texts.bank.open.none : texts.bank.open.notImported}
            lead={isImported ? texts.bank.open.noneLead : texts.bank.open.notImportedLead}
          />
        ) : (
          <div className="space-y-6">
            <p className="text-ink-soft">{texts.bank.open.lead}</p>
            {open.rows.map((row) => (
              <OpenLineCard key={row.line.id} row={row} back={back} locale={locale} />
            ))}
          </div>
        )}
        <Pages
          before={shown.after ? (addressOf(account) as Route) : undefined}
          after={open.next ? (addressOf(account, { after: open.next }) as Route) : undefined}
          texts={{ before: texts.list.first, after: texts.list.next, label: texts.list.pages }}
        />
      </section>
    </>
  );
}

async function DecidedPart({ account, shown, locale }: AccountPartProps) {
  const { rows, next } = await decidedLines(account.key, shown.after);
  const texts = textsFor(locale).admin;
  if (rows.length === 0) return <Empty title={texts.bank.decided.none} />;
  const list = "decided" as const;
  return (
    <>
      <DecidedTable rows={rows} back={addressOf(account, shown)} locale={locale} />
      <Pages
        before={shown.after ? (addressOf(account, { list }) as Route) : undefined}
        after={next ? (addressOf(account, { list, after: next }) as Route) : undefined}
        texts={{ before: texts.list.first, after: texts.list.next, label: texts.list.pages }}
      />
    </>
  );
}

async function FilesPart({ account, shown, locale }: AccountPartProps) {
  const { rows, next } = await listImports(account.key, shown.after);
  const texts = textsFor(locale).admin;
  if (rows.length === 0) return <Empty title={texts.bank.files.none} />;
  const list = "files" as const;
  return (
    <>
      <FilesTable rows={rows} back={addressOf(account, shown)} locale={locale} />
      <Pages
        before={shown.after ? (addressOf(account, { list }) as Route) : undefined}
        after={next ? (addressOf(account, { list, after: next }) as Route) : undefined}
        texts={{ before: texts.list.first, after: texts.list.next, label: texts.list.pages }}
      />
    </>
  );
}
