"use client";

import { type ReactNode, useActionState } from "react";
import { PasswordField } from "#app/_forms/password-field.tsx";
import type { Locale } from "#texts/format.ts";
import { profileTexts } from "#texts/profile.ts";
import { Field } from "#ui/field.tsx";
import { Submit } from "#ui/submit.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { ScanStep } from "./scan-step.tsx";
import { type TwoFactorStep, type TwoFactorWish, twoFactorAction } from "./two-factor-actions.ts";

type TwoFactorPanelProps = { locale: Locale; on: boolean; verified: boolean; admin: boolean; wanted?: string };

/** Turns the second step on (password, scan, codes), renews its recovery codes, and turns it off. */
export function TwoFactorPanel({ locale, on, verified, admin, wanted }: TwoFactorPanelProps) {
  const texts = profileTexts(locale).twoFactor;
  const [state, submit] = useActionState<TwoFactorStep, FormData>(twoFactorAction, { step: "rest" });
  if (state.step === "codes") return <RecoveryCodes locale={locale} codes={state.recoveryCodes} wanted={wanted} />;
  if (state.step === "scan") return <ScanStep locale={locale} submit={submit} {...state} />;
  const form = { submit, state, locale };
  if (!on) {
    return (
      <>
        <p className="text-ink-soft">{texts.lead}</p>
        {verified ? (
          <PasswordForm {...form} wish="begin" label={texts.begin} tone="action" />
        ) : (
          <p className="font-medium">{texts.unverified}</p>
        )}
      </>
    );
  }
  return (
    <div className="space-y-2">
      <p className="text-ink-soft">{texts.lead}</p>
      <Fold title={texts.renew} open={state.failed === "renew"}>
        <p className="text-ink-soft">{texts.renewLead}</p>
        <PasswordForm {...form} both wish="renew" label={texts.renew} tone="quiet" />
      </Fold>
      <Fold title={texts.turnOffTitle} open={state.failed === "turn-off"}>
        <p className="text-ink-soft">
          {texts.turnOffLead} {admin && texts.turnOffAdmin}
        </p>
        <PasswordForm {...form} both wish="turn-off" label={texts.turnOff} tone="quiet" />
      </Fold>
    </div>
  );
}

function Fold({ title, open, children }: { title: string; open: boolean; children: ReactNode }) {
  return (
    <details open={open || undefined}>
      <summary className="inline-flex min-h-11 cursor-pointer items-center font-semibold text-sea underline decoration-1 underline-offset-4">
        {title}
      </summary>
      <div className="space-y-4 pt-2 pb-4">{children}</div>
    </details>
  );
}

type PasswordFormProps = {
  wish: TwoFactorWish;
  /** Asks for the second step, too. */
  both?: boolean;
  label: string;
  tone: "action" | "quiet";
  locale: Locale;
  state: Extract<TwoFactorStep, { step: "rest" }>;
  submit: (form: FormData) => void;
};

/** Whoever finds an open browser must not be able to do this. */
function PasswordForm({ wish, both, label, tone, locale, state, submit }: PasswordFormProps) {
  const texts = profileTexts(locale).twoFactor;
  const error = state.failed === wish ? state.error : undefined;
  return (
    <form action={submit} className="space-y-4">
      <input type="hidden" name="do" value={wish} />
      <PasswordField
        id={`${wish}-password`}
        name="password"
        locale={locale}
        label={texts.password}
        error={state.at === "code" ? undefined : error}
        autoComplete="current-password"
        required
      />
      {both && (
        <Field
          id={`${wish}-code`}
          name="code"
          label={texts.bothCode}
          hint={texts.bothCodeHint}
          error={state.at === "code" ? error : undefined}
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          className="font-mono text-lg tracking-widest"
          required
        />
      )}
      <Submit tone={tone} pending={texts.working} className="min-h-12">
        {label}
      </Submit>
    </form>
  );
}
