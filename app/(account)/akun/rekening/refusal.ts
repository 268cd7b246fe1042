import type { BankAccountChanged } from "#domain/users/bank-account.ts";
import type { ProofKind } from "#domain/users/owner-proof.ts";
import { type Locale, textsFor } from "#texts/index.ts";

type Refusal = Extract<BankAccountChanged, { ok: false }>;

/** What a form says whose bank account was not kept: beside the field of the proof, or above everything. */
export function bankAccountRefusal(
  refusal: Refusal,
  locale: Locale,
): { formErrors: string[] } | { fieldErrors: { proof: string[] } } {
  const { profile, account, form } = textsFor(locale);
  switch (refusal.reason) {
    case "wrong-password":
      return { fieldErrors: { proof: [profile.password.wrong] } };
    case "wrong-code":
      return { fieldErrors: { proof: [profile.twoFactor.wrongCode] } };
    case "used":
      return { fieldErrors: { proof: [account.code.used] } };
    case "no-password":
      return { formErrors: [profile.bank.proof.noPassword] };
    case "unverified":
      return { formErrors: [profile.bank.proof.unverified] };
    case "too-many":
      return { formErrors: [form.tooMany(refusal.retryAfterSeconds)] };
  }
}

/** What the field asks for that proves who fills in an account. */
export type ProofField = { kind: Exclude<ProofKind, "none">; optional?: boolean };
