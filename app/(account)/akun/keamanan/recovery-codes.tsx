"use client";

import type { Route } from "next";
import { useEffect, useRef } from "react";
import type { Locale } from "#texts/format.ts";
import { profileTexts } from "#texts/profile.ts";
import { Button } from "#ui/button.tsx";
import { CopyButton } from "#ui/copy-button.tsx";
import { Download, Printer } from "#ui/icons.tsx";

type RecoveryCodesProps = { locale: Locale; codes: string[]; wanted?: string };

/** The codes, this once: to copy, to keep as a file, to print. Leaving goes on to the page that was wanted. */
export function RecoveryCodes({ locale, codes, wanted }: RecoveryCodesProps) {
  const texts = profileTexts(locale).twoFactor;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const text = codes.join("\n");
  return (
    <div className="space-y-5">
      <h3 ref={title} tabIndex={-1} className="text-lg font-bold outline-none">
        {texts.codesTitle}
      </h3>
      <p className="text-ink-soft">{texts.codesLead}</p>
      <ul className="grid grid-cols-2 gap-x-6 gap-y-1 rounded-card bg-sand px-5 py-4 font-mono text-[15px]">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-3 print:hidden">
        <CopyButton text={text} label={texts.copy} copied={texts.copied} />
        <Button asChild tone="quiet" size="small">
          <a href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${text}\n`)}`} download={texts.file}>
            <Download aria-hidden="true" className="size-4" />
            {texts.download}
          </a>
        </Button>
        <Button tone="quiet" size="small" onClick={() => window.print()}>
          <Printer aria-hidden="true" className="size-4" />
          {texts.print}
        </Button>
      </div>
      {/* A whole new page: what stood here must not come back by going back. */}
      <Button asChild className="min-h-12">
        <a href={wanted ?? ("/akun/keamanan" as Route)}>{texts.done}</a>
      </Button>
    </div>
  );
}
