import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { DownloadLinks } from "#app/_downloads/download-links.tsx";
import { one } from "#app/_http/one.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { orNotFound } from "#app/_shell/or-not-found.tsx";
import { flashIn } from "#app/admin/flash.ts";
import { History } from "#app/admin/history.tsx";
import { BooksWarning, MailOutageNotice } from "#app/admin/outage-notices.tsx";
import { Section } from "#app/admin/section.tsx";
import { bankCode } from "#app/admin/transfers/bank-codes.ts";
import { filesOf } from "#app/admin/transfers/bank-files.ts";
import { TransferState } from "#app/admin/transfers/state.tsx";
import { TransferActions } from "#app/admin/transfers/transfer-actions.tsx";
import { TransferLines } from "#app/admin/transfers/transfer-lines.tsx";
import { clock } from "#clock.ts";
import { platformAccount } from "#domain/bookings/payments/accounts.ts";
import { findTransfer, type ShownTransfer } from "#domain/transfers/items.ts";
import { count, day, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { BackLink } from "#ui/back-link.tsx";
import { Facts } from "#ui/facts.tsx";
import { Moment } from "#ui/moment.tsx";
import { Notice } from "#ui/notice.tsx";

/** The code alone, which is no secret, and no name. */
export async function generateMetadata({ params }: PageProps<"/admin/transfers/[code]">): Promise<Metadata> {
  return { title: (await params).code.slice(0, 20) };
}

/** One transfer: where it stands, its files, what is in it, what can be done and what was done. */
export default orNotFound(async function TransferPage({ params, searchParams }: PageProps<"/admin/transfers/[code]">) {
  const { code } = await params;
  const back = `/admin/transfers/${encodeURIComponent(code)}`;
  await requireAdmin(back);
  const { locale } = await preferences();
  const shown = (await findTransfer(code)) ?? notFound();
  const texts = textsFor(locale).admin.transfers;
  const search = await searchParams;
  const flash = await flashIn(search, texts.flash);
  return (
    <div className="space-y-8">
      <header>
        <BackLink href={"/admin/transfers" as Route}>{texts.title}</BackLink>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className="font-mono text-2xl font-extrabold tracking-tight sm:text-[1.75rem]">{shown.transfer.code}</h1>
          <TransferState status={shown.transfer.status} locale={locale} />
        </div>
      </header>
      {flash && (
        <Notice tone="ok" role="status">
          {flash}
        </Notice>
      )}
      <BooksWarning locale={locale} />
      <MailOutageNotice locale={locale} />
      <Standing shown={shown} locale={locale} />
      {shown.transfer.status === "PREPARED" && <Files shown={shown} back={back} locale={locale} />}
      <TransferActions shown={shown} back={back} at={clock()} locale={locale} />
      <TransferLines shown={shown} back={back} at={clock()} locale={locale} />
      <History of={{ about: storyOf(shown) }} path={back} cursor={one(search.riwayat)} locale={locale} />
    </div>
  );
});

type PartProps = { shown: ShownTransfer; locale: Locale };

/** What it is, who prepared it, who confirmed or undid it, each with the moment: what a second admin wants to know. */
function Standing({ shown: { transfer, lines, preparedBy, confirmedBy, undoneBy }, locale }: PartProps) {
  const texts = textsFor(locale).admin.transfers;
  const account = platformAccount(transfer.accountKey);
  const who = (name: string | null, at: Date | null) =>
    at && (
      <>
        {name && `${name}, `}
        <Moment at={at} locale={locale} />
      </>
    );
  return (
    <Facts
      facts={[
        { name: texts.columns.kind, value: texts.kinds[transfer.kind] },
        ...sumsOf(transfer.status === "CONFIRMED" ? "confirmed" : "prepared", lines).map(
          ({ what, people, rupiah: sum }) => ({
            name: what === "all" ? texts.columns.amount : texts[sumNames[what]],
            value: texts.sum(count(people, locale), rupiah(sum)),
          }),
        ),
        { name: texts.from, value: account ? `${account.bank} ${account.number}` : transfer.accountKey },
        {
          name: texts.preparedAt,
          value: transfer.preparedById ? who(preparedBy, transfer.createdAt) : texts.adopted,
        },
        { name: texts.confirmedAt, value: who(confirmedBy, transfer.confirmedAt) },
        { name: texts.undoneAt, value: who(undoneBy, transfer.undoneAt) },
        { name: texts.columns.reference, value: transfer.transferRef },
        { name: texts.bookedOn, value: transfer.bookedOn && day(transfer.bookedOn, locale) },
        { name: texts.noteOf, value: transfer.note },
      ]}
    />
  );
}

/** The transfer's own rows, and those of what was left out of it or came back; of one that was undone all was left out. */
function storyOf({ transfer, lines }: ShownTransfer): string[] {
  const items = transfer.status === "CONFIRMED" ? lines.flatMap((line) => line.items) : [];
  return [transfer.id, ...items.filter(({ outcome }) => outcome !== "PAID").map(({ id }) => id)];
}

const sumNames = { PAID: "paidSum", LEFT_OUT: "leftOutSum", BOUNCED: "bouncedSum" } as const;

/** What a transfer comes to: all of it while it is prepared, and by what became of it once the bank has made it. */
function sumsOf(state: "prepared" | "confirmed", lines: ShownTransfer["lines"]) {
  const of = (what: "all" | keyof typeof sumNames) => {
    const items = lines.flatMap((line) => line.items.map((item) => ({ ...item, line })));
    const counted = items.filter(({ outcome }) => what === "all" || outcome === what);
    const people = new Set(counted.map(({ line }) => line)).size;
    return { what, people, rupiah: counted.reduce((sum, { amount }) => sum + amount, 0) };
  };
  if (state === "prepared") return [of("all")];
  return (["PAID", "LEFT_OUT", "BOUNCED"] as const).map(of).filter(({ people }) => people > 0);
}

function Files({ shown, back, locale }: PartProps & { back: string }) {
  const texts = textsFor(locale).admin.transfers;
  const unknown = shown.lines.map(({ account }) => account.bankName).filter((name) => !bankCode(name));
  return (
    <Section title={texts.files}>
      <div className="space-y-3">
        <p className="text-ink-soft">{texts.filesLead}</p>
        <DownloadLinks
          files={filesOf(platformAccount(shown.transfer.accountKey)?.bank).map((file) => ({
            href: `${back}/berkas/${file}`,
            label: texts.fileNames[file],
          }))}
        />
        {unknown.length > 0 && (
          <p className="text-sm wrap-anywhere text-ink-soft">{texts.noCode([...new Set(unknown)].join(", "))}</p>
        )}
      </div>
    </Section>
  );
}
