import { ActionForm } from "#app/admin/action-form.tsx";
import { importAction } from "#app/admin/bank/actions.ts";
import type { ChangedLine, Comparison } from "#domain/statements/compare.ts";
import type { Chosen } from "#domain/statements/import.ts";
import type { StatementUpload } from "#domain/statements/uploads.ts";
import { count, day, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";

type SaveFormProps = {
  upload: StatementUpload;
  chosen: Chosen;
  comparison: Comparison;
  /** The file says no balance: it may be typed. */
  asksBalance: boolean;
  back: string;
  locale: Locale;
};

/** Saves the file as it was shown, once every line that the bank wrote anew was decided. */
export function SaveForm({ upload, chosen, comparison, asksBalance, back, locale }: SaveFormProps) {
  const texts = textsFor(locale).admin.bank.preview;
  const { added, changed } = comparison;
  const figure = (number: number) => count(number, locale);
  return (
    <ActionForm
      id="save-statement"
      action={importAction}
      hidden={{ uploadId: upload.id, accountKey: upload.accountKey, chosen: JSON.stringify(chosen), back }}
      fields={
        asksBalance
          ? [{ name: "closing", label: texts.closingBalance, hint: texts.closingHint, kind: "rupiah" }]
          : undefined
      }
      submit={added.length > 0 ? texts.save(figure(added.length)) : texts.saveKnown}
      pending={texts.saving}
      mails={false}
    >
      {changed.length > 0 && (
        <div className="space-y-4">
          <div>
            <h2 className="text-lg font-extrabold">{texts.changed(figure(changed.length))}</h2>
            <p className="text-ink-soft">{texts.changedLead}</p>
          </div>
          {changed.map((pair, at) => (
            <ChangedChoice key={pair.known.id} pair={pair} name={`answers[${at}]`} locale={locale} />
          ))}
        </div>
      )}
    </ActionForm>
  );
}

function ChangedChoice({ pair: { known, line }, name, locale }: { pair: ChangedLine; name: string; locale: Locale }) {
  const texts = textsFor(locale).admin.bank.preview;
  const choices = [
    { value: `${known.id}:same`, label: texts.same },
    { value: `${known.id}:other`, label: texts.other },
  ];
  return (
    <fieldset className="space-y-2 rounded-card border border-line p-4">
      <legend className="px-1 font-semibold tabular-nums">{rupiah(line.amount)}</legend>
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        <Side title={texts.inBook} line={known} locale={locale} />
        <Side title={texts.inFile} line={line} locale={locale} />
      </div>
      <div className="flex flex-wrap gap-x-6">
        {choices.map(({ value, label }) => (
          <label key={value} className="inline-flex min-h-11 cursor-pointer items-center gap-3">
            <input type="radio" name={name} value={value} required className="size-5 accent-(--sea)" />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

type SideProps = { title: string; line: { bookedOn: string; description: string }; locale: Locale };

function Side({ title, line, locale }: SideProps) {
  return (
    <p className="min-w-0 break-words">
      <span className="block text-sm text-ink-soft">
        {title}, {day(line.bookedOn, locale)}
      </span>
      {line.description}
    </p>
  );
}
