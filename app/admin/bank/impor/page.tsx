import type { Metadata, Route } from "next";
import { one } from "#app/_http/one.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { orNotFound } from "#app/_shell/or-not-found.tsx";
import { chosenIn } from "#app/admin/bank/layout-params.ts";
import { clock } from "#clock.ts";
import { type PlatformAccount, platformAccount, platformAccounts } from "#domain/bookings/payments/accounts.ts";
import { wibDay } from "#domain/calendar.ts";
import type { Layout } from "#domain/statements/format/format.ts";
import { otherAccountIn } from "#domain/statements/format/named-account.ts";
import { lastDayOf } from "#domain/statements/format/statement.ts";
import { findLayout } from "#domain/statements/formats.ts";
import { type Chosen, type Preview, previewImport } from "#domain/statements/import.ts";
import { findUpload, type StatementUpload } from "#domain/statements/uploads.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { BackLink } from "#ui/back-link.tsx";
import { Empty } from "#ui/empty.tsx";
import { Notice } from "#ui/notice.tsx";
import { TextLink } from "#ui/text-link.tsx";
import { LayoutForm } from "./layout-form.tsx";
import { PreviewNotices } from "./preview-notices.tsx";
import { PreviewSummary } from "./preview-summary.tsx";
import { SaveForm } from "./save-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).admin.bank.preview.title };
}

/** A file of the bank as it was understood, before anything of it is saved. */
export default orNotFound(async function ImportPage({ searchParams }: PageProps<"/admin/bank/impor">) {
  const params = await searchParams;
  const id = one(params.berkas) ?? "";
  await requireAdmin(`/admin/bank/impor?berkas=${encodeURIComponent(id)}`);
  const { locale } = await preferences();
  const texts = textsFor(locale).admin.bank.preview;
  const upload = await findUpload(id, clock());
  const back = upload ? `/admin/bank?rekening=${encodeURIComponent(upload.accountKey)}` : "/admin/bank";
  return (
    <div className="space-y-6">
      <header className="space-y-2">
        <BackLink href={back as Route}>{texts.back}</BackLink>
        <h1 className="text-2xl font-extrabold tracking-tight sm:text-[1.75rem]">{texts.title}</h1>
      </header>
      {upload ? (
        <Understood upload={upload} chosen={chosenIn(params)} back={back} locale={locale} />
      ) : (
        <Empty title={texts.gone} />
      )}
    </div>
  );
});

type UnderstoodProps = { upload: StatementUpload; chosen: Chosen | undefined; back: string; locale: Locale };

async function Understood({ upload, chosen, back, locale }: UnderstoodProps) {
  const texts = textsFor(locale).admin.bank.preview;
  const found = chosen ? { ...chosen, how: "chosen" as const } : await findLayout(upload.accountKey, upload.sheet);
  const now = clock();
  const today = wibDay(now);
  const preview = found && (await previewImport(upload, found, now));
  const year = Number(found ? lastDayOf(upload.sheet, { ...found, today }).slice(0, 4) : today.slice(0, 4));
  const account = platformAccount(upload.accountKey);
  return (
    <>
      <p className="break-words">
        <strong className="font-semibold">{upload.fileName}</strong>
        {account && ` · ${account.bank} ${account.number}`}
      </p>
      {found && account && <OtherAccount upload={upload} layout={found.layout} own={account} locale={locale} />}
      {found ? <p className="text-ink-soft">{texts.how[found.how]}</p> : <Notice tone="stale">{texts.unknown}</Notice>}
      {found && preview && (
        <>
          <PreviewNotices preview={preview} locale={locale} />
          <PreviewSummary preview={preview} locale={locale} />
          {isSavable(preview) && (
            <SaveForm
              upload={upload}
              chosen={{ layout: found.layout, year: "year" in found ? found.year : undefined }}
              comparison={preview.comparison}
              asksBalance={preview.statement.closing === undefined}
              back={back}
              locale={locale}
            />
          )}
        </>
      )}
      <LayoutForm
        upload={upload}
        layout={found?.layout}
        year={year}
        open={!found || !preview || !isSavable(preview) || preview.statement.problems.length > 0}
        locale={locale}
      />
    </>
  );
}

type OtherAccountProps = { upload: StatementUpload; layout: Layout; own: PlatformAccount; locale: Locale };

/** A file that says that it is of another account: the wrong tab was open, or the wrong file was chosen. */
function OtherAccount({ upload, layout, own, locale }: OtherAccountProps) {
  const other = otherAccountIn(upload.sheet, layout, own.number);
  if (!other) return null;
  const texts = textsFor(locale).admin.bank.preview;
  const ours = platformAccounts().find(({ number }) => number.replace(/\D/g, "") === other);
  return (
    <Notice tone="failed">
      {texts.otherAccount(other, own.number)}{" "}
      {ours && (
        <TextLink href={`/admin/bank?rekening=${encodeURIComponent(ours.key)}#impor` as Route}>
          {texts.importThere(`${ours.bank} ${ours.number}`)}
        </TextLink>
      )}
    </Notice>
  );
}

const isSavable = ({ statement, isTooLong }: Preview) =>
  statement.lines.length > 0 && statement.broken === undefined && !isTooLong;
