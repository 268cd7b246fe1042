import type { BankAccountChanged } from "#domain/bank-accounts/change.ts";
import type { OwnerProved, ProofKind } from "#domain/users/owner-proof.ts";
import { type Locale, textsFor } from "#texts/index.ts";

type Refusal = Extract<BankAccountChanged, { ok: false }>;

type Refused = { formErrors: string[] } | { fieldErrors: { proof: string[] } };

/** What a form says whose bank account was not kept: beside the field of the proof, or above everything. */
export function bankAccountRefusal(refusal: Refusal, locale: Locale): Refused {
  if (refusal.reason !== "unverified") return proofRefusal(refusal, locale);
  return { formErrors: [textsFor(locale).profile.bank.proof.unverified] };
}

/** What a form says of somebody who did not show to be the owner: beside the field of the proof, or above everything. */
export function proofRefusal(refusal: Exclude<OwnerProved, { ok: true }>, locale: Locale): Refused {
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
    case "too-many":
      return { formErrors: [form.tooMany(refusal.retryAfterSeconds)] };
  }
}

/** What the field asks for that proves who fills in an account. */
export type ProofField = { kind: Exclude<ProofKind, "none">; optional?: boolean };
