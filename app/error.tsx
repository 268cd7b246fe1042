"use client";

import { useEffect, useState } from "react";
import { failureTexts } from "#texts/failure.ts";
import { defaultLocale, isLocale } from "#texts/languages.ts";
import { Button } from "#ui/button.tsx";
import { NoticePage } from "#ui/notice-page.tsx";

type ErrorPageProps = { error: Error & { digest?: string }; retry: () => void };

/** What somebody sees whose page failed on the server. The code is the one in the server's log. */
export default function ErrorPage({ error, retry }: ErrorPageProps) {
  const [locale, setLocale] = useState(defaultLocale);
  useEffect(() => {
    const { lang } = document.documentElement;
    if (isLocale(lang)) setLocale(lang);
  }, []);
  const failure = failureTexts(locale);
  return (
    <NoticePage title={failure.title} lead={failure.lead}>
      {error.digest && <code className="rounded-control bg-sand px-3 py-2 font-mono text-sm">{error.digest}</code>}
      <Button onClick={retry}>{failure.retry}</Button>
    </NoticePage>
  );
}
