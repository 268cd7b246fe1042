"use client";

import { failureTexts } from "#texts/failure.ts";
import { defaultLocale } from "#texts/languages.ts";
import { unavailableDigest } from "#unavailable-marks.ts";

const page = {
  colorScheme: "light dark",
  fontFamily: "ui-sans-serif, system-ui, sans-serif",
  maxWidth: "34rem",
  margin: "18vh auto 0",
  padding: "0 1.25rem",
  lineHeight: 1.55,
} as const;

/** The last resort, when even the frame of the page failed: it has neither our style sheet nor the visitor's choices. */
export default function GlobalErrorPage({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  const failure = failureTexts(defaultLocale);
  const unavailable = error.digest === unavailableDigest;
  const { title, lead } = unavailable ? failure.unavailable : failure;
  return (
    <html lang={defaultLocale} style={{ colorScheme: "light dark" }}>
      <body style={page}>
        <title>SeTrip</title>
        <h1>{title}</h1>
        <p>{lead}</p>
        {!unavailable && (
          <p>
            <code>{error.digest}</code>
          </p>
        )}
        <button type="button" onClick={retry} style={{ font: "inherit", padding: "0.6rem 1rem" }}>
          {failure.retry}
        </button>
        <p>
          <a href="/bantuan">{failure.help}</a>
        </p>
      </body>
    </html>
  );
}
