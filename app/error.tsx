"use client";

import { useEffect, useState } from "react";
import { failureTexts } from "#texts/failure.ts";
import { defaultLocale, isLocale } from "#texts/languages.ts";
import { NoticePage } from "#ui/notice-page.tsx";
import { unavailableDigest } from "#unavailable-marks.ts";

type ErrorPageProps = { error: Error & { digest?: string }; retry: () => void };

/**
 * What somebody sees whose page failed on the server. The code is the one in the server's log. Every page carries this
 * one with it, so its button is spelled out: `ui/button.tsx` would bring 12 kB of script to pages that need none.
 */
export default function ErrorPage({ error, retry }: ErrorPageProps) {
  const [locale, setLocale] = useState(defaultLocale);
  useEffect(() => {
    const { lang } = document.documentElement;
    if (isLocale(lang)) setLocale(lang);
  }, []);
  const failure = failureTexts(locale);
  const unavailable = error.digest === unavailableDigest;
  const { title, lead } = unavailable ? failure.unavailable : failure;
  return (
    <NoticePage title={title} lead={lead}>
      {error.digest && !unavailable && (
        <code className="rounded-control bg-sand px-3 py-2 font-mono text-sm">{error.digest}</code>
      )}
      <button
        type="button"
        onClick={retry}
        className="inline-flex min-h-11 items-center rounded-control bg-sea px-4 text-sm font-semibold text-on-sea transition-colors duration-150 hover:bg-sea-strong"
      >
        {failure.retry}
      </button>
      <a href="/bantuan" className="inline-flex min-h-11 items-center px-2 font-semibold underline underline-offset-4">
        {failure.help}
      </a>
    </NoticePage>
  );
}
