"use client";

import { TokenForm } from "#app/(account)/token-form.tsx";
import type { Locale } from "#texts/format.ts";
import { profileTexts } from "#texts/profile.ts";
import { stopBankAccountAction } from "./actions.ts";

/** Stops a changed bank account. */
export function StopForm({ locale, token }: { locale: Locale; token: string }) {
  const texts = profileTexts(locale).bank.stop;
  return <TokenForm id="stop-bank-account" action={stopBankAccountAction} token={token} texts={texts} />;
}
