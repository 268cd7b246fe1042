"use client";

import type { Locale } from "#texts/format.ts";
import { profileTexts } from "#texts/profile.ts";
import { CopyButton } from "#ui/copy-button.tsx";
import { Field } from "#ui/field.tsx";
import { Submit } from "#ui/submit.tsx";
import type { QrCode } from "./qr-code.ts";

type ScanStepProps = { locale: Locale; qr: QrCode; secret: string; error?: string; submit: (form: FormData) => void };

/** The secret as a picture and as text, and the field for the first code. */
export function ScanStep({ locale, qr, secret, error, submit }: ScanStepProps) {
  const texts = profileTexts(locale).twoFactor;
  return (
    <div className="space-y-5">
      <h3 className="text-lg font-bold">{texts.scanTitle}</h3>
      <p className="text-ink-soft">{texts.scanLead}</p>
      {/* Dark on light in both themes: many cameras cannot read it the other way round. */}
      <svg
        viewBox={`0 0 ${qr.size} ${qr.size}`}
        role="img"
        aria-label={texts.qr}
        shapeRendering="crispEdges"
        className="size-56 rounded-card border border-line bg-white"
      >
        <path d={qr.path} fill="#000" />
      </svg>
      <div className="flex flex-wrap items-center gap-3">
        <p>
          <span className="block text-sm font-semibold">{texts.secret}</span>
          <code className="font-mono text-[15px] break-all" data-secret={secret}>
            {secret.match(/.{1,4}/g)?.join(" ")}
          </code>
        </p>
        <CopyButton text={secret} label={texts.copySecret} copied={texts.copied} />
      </div>
      <form action={submit} className="space-y-4">
        <input type="hidden" name="do" value="confirm" />
        <Field
          id="code"
          label={texts.code}
          error={error}
          inputMode="numeric"
          autoComplete="one-time-code"
          className="font-mono text-lg tracking-widest"
          required
        />
        <Submit pending={texts.working} className="min-h-12">
          {texts.confirm}
        </Submit>
      </form>
    </div>
  );
}
