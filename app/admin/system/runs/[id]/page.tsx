import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { Run } from "ronda";
import type { LogLine } from "ronda/types";
import { orNotFound } from "#app/or-not-found.tsx";
import { ronda } from "#ronda.config.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { BackLink } from "#ui/back-link.tsx";
import { CodeBlock } from "#ui/code-block.tsx";
import { Notice } from "#ui/notice.tsx";
import { preferences } from "../../../../preferences.ts";
import { requireAdmin } from "../../../../visitor.ts";
import { RunStatusBadge, toneOfRun } from "../../run-status.tsx";
import { systemWords } from "../../words.ts";
import { LogLines } from "./log-lines.tsx";
import { RunFacts } from "./run-facts.tsx";

export const metadata: Metadata = { title: "Run" };

/** One run with everything that was kept of it. */
export default orNotFound(async function RunPage({ params }: PageProps<"/admin/system/runs/[id]">) {
  const { id } = await params;
  await requireAdmin(`/admin/system/runs/${encodeURIComponent(id)}`);
  const run = await ronda().run(id);
  if (!run) notFound();
  const { locale } = await preferences();
  const texts = textsFor(locale).system.run;
  const words = systemWords(locale);
  return (
    <div className="space-y-8">
      <header>
        <BackLink href="/admin/system">{texts.back}</BackLink>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className="text-2xl font-extrabold break-words sm:text-[1.75rem]">{texts.title(run.jobName)}</h1>
          <RunStatusBadge run={run} words={words.outcome(run)} />
        </div>
        {[run.reason && words.runReason(run.reason), words.late(run)].map(
          (said) =>
            said && (
              <p key={said} className="mt-2 max-w-[70ch] text-ink-soft">
                {said}
              </p>
            ),
        )}
      </header>
      <RunError run={run} locale={locale} />
      <div className="grid items-start gap-8 lg:grid-cols-[20rem_minmax(0,1fr)] lg:gap-10">
        <RunFacts run={run} locale={locale} />
        <div className="min-w-0 space-y-8">
          <RunLogSection log={run.log} locale={locale} />
          <PayloadSection run={run} locale={locale} />
        </div>
      </div>
    </div>
  );
});

/** What a restart says is no warning. */
const noticeTones = { ok: "plain", running: "plain", paused: "plain", stale: "stale", failed: "failed" } as const;

function RunError({ run, locale }: { run: Run; locale: Locale }) {
  const texts = textsFor(locale).system.run;
  if (!run.errorMessage) return null;
  return (
    <section aria-labelledby="error" className="space-y-3">
      <h2 id="error" className="text-lg font-extrabold">
        {texts.error}
      </h2>
      <Notice tone={noticeTones[toneOfRun(run)]} className="text-[15px] break-words whitespace-pre-wrap">
        {run.errorMessage}
      </Notice>
      {run.lateErrorMessage && (
        <Notice tone="failed" className="text-[15px] break-words whitespace-pre-wrap">
          {run.lateErrorMessage}
        </Notice>
      )}
      {run.errorStack && <CodeBlock label={texts.stack}>{run.errorStack}</CodeBlock>}
    </section>
  );
}

function RunLogSection({ log, locale }: { log: LogLine[]; locale: Locale }) {
  const texts = textsFor(locale).system.run;
  return (
    <section aria-labelledby="log" className="space-y-3">
      <h2 id="log" className="text-lg font-extrabold">
        {texts.log}
      </h2>
      {log.length > 0 ? <LogLines log={log} locale={locale} /> : <p className="text-ink-soft">{texts.noLog}</p>}
    </section>
  );
}

function PayloadSection({ run, locale }: { run: Run; locale: Locale }) {
  const texts = textsFor(locale).system.run;
  const payload = run.payload ?? run.latePayload;
  return (
    <section aria-labelledby="payload" className="space-y-3">
      <h2 id="payload" className="text-lg font-extrabold">
        {texts.payload}
      </h2>
      {payload ? (
        <CodeBlock label={texts.payload} wrap>
          {JSON.stringify(payload, null, 2)}
        </CodeBlock>
      ) : (
        <p className="text-ink-soft">{texts.noPayload}</p>
      )}
    </section>
  );
}
