import type { PlatformAccount } from "#domain/bookings/payments/accounts.ts";
import { limits } from "#limits.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Button } from "#ui/button.tsx";
import { ariaProps, FieldFrame } from "#ui/field.tsx";

type ImportFormProps = {
  account: PlatformAccount;
  /** Why the file that was just sent was not read. */
  refusal: string | undefined;
  locale: Locale;
};

/** Sends a file of the bank to be looked at. A plain form: it needs no script. */
export function ImportForm({ account, refusal, locale }: ImportFormProps) {
  const texts = textsFor(locale).admin.bank.import;
  const refusals: Readonly<Record<string, string>> = texts.refusals;
  const error = refusal !== undefined && Object.hasOwn(refusals, refusal) ? refusals[refusal] : undefined;
  const hint = texts.most(`${limits.statement.mostBytes / 1024 / 1024} MB`);
  return (
    <section aria-labelledby="impor" className="min-w-0 space-y-3">
      <h2 id="impor" className="text-lg font-extrabold">
        {texts.title}
      </h2>
      <p className="text-ink-soft">{texts.lead}</p>
      <form
        method="post"
        action={`/api/unggah/mutasi?rekening=${encodeURIComponent(account.key)}`}
        encType="multipart/form-data"
        className="space-y-3"
      >
        <FieldFrame id="berkas" label={texts.file} hint={hint} error={error}>
          <input
            id="berkas"
            type="file"
            name="berkas"
            required
            accept=".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            {...ariaProps("berkas", { hint, error })}
            className="block min-h-12 w-full min-w-0 rounded-control border border-line-strong bg-surface px-3.5 py-2.5 text-base"
          />
        </FieldFrame>
        <Button type="submit" className="w-full sm:w-auto">
          {texts.submit}
        </Button>
      </form>
    </section>
  );
}
