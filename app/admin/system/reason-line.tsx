import Link from "next/link";
import type { HealthReason } from "ronda";
import { type Locale, textsFor } from "#texts/index.ts";
import { Shape } from "#ui/badge.tsx";
import { classes } from "#ui/classes.ts";
import { OwnErrorDetails } from "./own-error.tsx";
import { runbookPartOf } from "./panduan/part-of.ts";
import { runbookPath, runPath } from "./paths.ts";
import { Since } from "./since.tsx";
import { runOf, systemWords, toneOf } from "./words.ts";

/** Why a job is not well, since when, and what to read about it. */
export function ReasonLine({ reason, locale }: { reason: HealthReason; locale: Locale }) {
  const texts = textsFor(locale).system.attention;
  const tone = toneOf(reason);
  const runId = runOf(reason);
  const link = "font-semibold underline underline-offset-4";
  return (
    <div
      className={classes("flex gap-3 rounded-card px-4 py-3", tone === "failed" ? "bg-failed-tint" : "bg-stale-tint")}
    >
      <Shape tone={tone} className={classes("mt-1.5 size-3", tone === "failed" ? "text-failed" : "text-stale")} />
      <div className="min-w-0">
        <p className={classes("font-bold break-words", tone === "failed" ? "text-failed" : "text-stale")}>
          {systemWords(locale).reason(reason)}
        </p>
        {"message" in reason && reason.message && <OwnErrorDetails message={reason.message} locale={locale} />}
        <p className="text-sm text-ink">
          <Since at={reason.since} locale={locale} />
          {runId && (
            <>
              {" · "}
              <Link href={runPath(runId)} prefetch={false} className={link}>
                {texts.seeRun}
              </Link>
            </>
          )}
          {" · "}
          <Link href={runbookPath(runbookPartOf(reason))} prefetch={false} className={link}>
            {texts.whatToDo}
          </Link>
        </p>
      </div>
    </div>
  );
}
