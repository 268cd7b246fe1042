"use client";

import { TokenForm } from "#app/(account)/token-form.tsx";
import { accountTexts } from "#texts/account.ts";
import type { Locale } from "#texts/format.ts";
import { confirmEmailAction } from "./actions.ts";

/** Confirms an address. */
export function ConfirmForm({ locale, token }: { locale: Locale; token: string }) {
  const texts = accountTexts(locale).confirm;
  return <TokenForm id="confirm-email" action={confirmEmailAction} token={token} texts={texts} />;
}
