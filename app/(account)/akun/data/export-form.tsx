import { PasswordField } from "#app/_forms/password-field.tsx";
import { proofRefusal } from "#app/(account)/akun/account-refusal.ts";
import type { OwnerProved, ProofKind } from "#domain/users/owner-proof.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Button } from "#ui/button.tsx";
import { Field } from "#ui/field.tsx";
import { Notice } from "#ui/notice.tsx";

type ExportFormProps = { locale: Locale; proof: Exclude<ProofKind, "none">; refusal?: string; waitSeconds?: number };

/** Asks for the password or a code, and answers with a file. A plain form: what comes back is no page. */
export function ExportForm({ locale, proof, refusal, waitSeconds = 0 }: ExportFormProps) {
  const texts = textsFor(locale).profile;
  const { password, code } = texts.bank.proof;
  const isCode = proof === "code";
  const wrong = refusalOf(refusal, waitSeconds, locale);
  const error = wrong && "fieldErrors" in wrong ? wrong.fieldErrors.proof[0] : undefined;
  const field = { id: "export-proof", name: "proof", hint: texts.data.proofHint, error, required: true };
  return (
    <form method="post" action="/akun/data/unduh" encType="multipart/form-data" className="space-y-5">
      {wrong && "formErrors" in wrong && (
        <Notice tone="failed" role="alert">
          {wrong.formErrors[0]}
        </Notice>
      )}
      {isCode ? (
        <Field {...field} label={code} autoComplete="one-time-code" inputMode="numeric" />
      ) : (
        <PasswordField {...field} label={password} autoComplete="current-password" locale={locale} />
      )}
      <Button type="submit" tone="quiet" className="min-h-12">
        {texts.data.copy.submit}
      </Button>
    </form>
  );
}

type Refusal = Exclude<OwnerProved, { ok: true }>;

/** What the address says of a form that was refused; nothing for what is none of ours. */
function refusalOf(reason: string | undefined, retryAfterSeconds: number, locale: Locale) {
  if (reason === "too-many") return proofRefusal({ ok: false, reason, retryAfterSeconds }, locale);
  const known = ["wrong-password", "wrong-code", "used", "no-password"] as const;
  const found = known.find((one) => one === reason);
  return found && proofRefusal({ ok: false, reason: found } satisfies Refusal, locale);
}
