import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import type { Run } from "ronda";
import type { Incident, LogLine } from "ronda/types";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { orNotFound } from "#app/_shell/or-not-found.tsx";
import { Section } from "#app/admin/section.tsx";
import { uncollapsed } from "#app/admin/system/collapse.ts";
import { LiveRefresh } from "#app/admin/system/live-refresh.tsx";
import { partOfError } from "#app/admin/system/panduan/part-of.ts";
import { RunbookPart } from "#app/admin/system/panduan/runbook-part.tsx";
import { incidentPath, jobPath, runPath } from "#app/admin/system/paths.ts";
import { payloadInWords } from "#app/admin/system/payload-words.ts";
import { pausedBeside } from "#app/admin/system/rooms.ts";
import { RunStatusBadge } from "#app/admin/system/run-status.tsx";
import { RunsList } from "#app/admin/system/runs-list.tsx";
import { Since } from "#app/admin/system/since.tsx";
import { earlierResults, unusualInWords, unusualOf } from "#app/admin/system/unusual.ts";
import { systemWords } from "#app/admin/system/words.ts";
import { clock } from "#clock.ts";
import { jobs } from "#jobs/index.ts";
import { ronda } from "#ronda.config.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { BackLink } from "#ui/back-link.tsx";
import { CodeBlock } from "#ui/code-block.tsx";
import { Disclosure } from "#ui/disclosure.tsx";
import { Facts } from "#ui/facts.tsx";
import { Notice } from "#ui/notice.tsx";
import { WithCode } from "#ui/with-code.tsx";
import { LogLines } from "./log-lines.tsx";
import { RunError } from "./run-error.tsx";
import { RunFacts } from "./run-facts.tsx";
import { RunTimeline } from "./run-timeline.tsx";
import { RunVerbs } from "./run-verbs.tsx";

export const metadata: Metadata = { title: "Run" };

/** How many of the runs before it are listed. */
const earlierRuns = 5;
/** A run that goes on is read again so often: its log grows. */
const refreshEveryMs = 5_000;

/** One run: what went wrong in plain words and the button that does it again, then everything that was kept of it. */
export default orNotFound(async function RunPage({ params }: PageProps<"/admin/system/runs/[id]">) {
  const { id } = await params;
  await requireAdmin(runPath(id));
  const run = await ronda().run(id);
  if (!run) notFound();
  const [{ locale }, earlier, results, incidents, overview] = await Promise.all([
    preferences(),
    ronda().runs({ job: run.jobName, before: run.id, limit: earlierRuns }),
    run.status === "SUCCESS" ? earlierResults(run.jobName, run.id) : [],
    ronda().incidents({ kind: "job", name: run.jobName }),
    ronda().overview(),
  ]);
  const texts = textsFor(locale).system.run;
  const words = systemWords(locale);
  const unrun = words.unrun(run);
  const unusual = unusualInWords(unusualOf(run.payload, results), locale);
  const part = run.errorMessage === null ? undefined : partOfError(run.errorMessage);
  const isRegistered = jobs.some(({ name }) => name === run.jobName);
  const incident = incidents.find((each) => each.runId === run.id || isDuring(each, run));
  return (
    <div className="space-y-7">
      <header>
        <BackLink href={jobPath(run.jobName)}>{run.jobName}</BackLink>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className="text-2xl font-extrabold break-words sm:text-[1.75rem]">{texts.title(run.jobName)}</h1>
          <RunStatusBadge run={run} words={words.outcome(run)} />
        </div>
        {unrun && (
          <div className="mt-2 max-w-[70ch] space-y-1 text-ink-soft">
            <p>{unrun.why}</p>
            <p>
              <WithCode>{unrun.whatToDo}</WithCode>
            </p>
          </div>
        )}
        {[!unrun && run.reason && words.runReason(run.reason), words.late(run)].map(
          (said) =>
            said && (
              <p key={said} className="mt-2 max-w-[70ch] text-ink-soft">
                {said}
              </p>
            ),
        )}
        {run.status === "RUNNING" && (
          <LiveRefresh everyMs={refreshEveryMs} checkedAt={clock().toISOString()} locale={locale} />
        )}
      </header>
      {unusual && <Notice tone="stale">{unusual}</Notice>}
      <RunError run={run} locale={locale}>
        <RunVerbs
          run={run}
          isRegistered={isRegistered}
          beside={pausedBeside(run.jobName, overview.jobs)}
          locale={locale}
        />
      </RunError>
      {part && part !== "error" && <RunbookPart part={part} locale={locale} id="beres" />}
      {incident && <IncidentLine incident={incident} locale={locale} />}
      <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-[20rem_minmax(0,1fr)] lg:gap-10">
        <div className="space-y-8">
          <Section title={texts.timeline}>
            <RunTimeline run={run} locale={locale} />
          </Section>
          <RunFacts run={run} locale={locale} />
        </div>
        <div className="min-w-0 space-y-8">
          <PayloadSection run={run} locale={locale} />
          <RunLogSection log={run.log} locale={locale} />
          {earlier.length > 0 && (
            <Section title={texts.earlier}>
              <RunsList lines={uncollapsed(earlier, earlierRuns).lines} locale={locale} ofOneJob asList />
            </Section>
          )}
        </div>
      </div>
    </div>
  );
});

/** Whether a run that ended badly belongs to an incident that was open as it ended. */
function isDuring({ openedAt, resolvedAt }: Incident, { finishedAt, errorMessage }: Run): boolean {
  return (
    errorMessage !== null && finishedAt !== null && openedAt <= finishedAt && (!resolvedAt || finishedAt <= resolvedAt)
  );
}

function IncidentLine({ incident, locale }: { incident: Incident; locale: Locale }) {
  const texts = textsFor(locale).system.run;
  return (
    <p className="text-[15px]">
      <Link href={incidentPath(incident.id)} prefetch={false} className="font-semibold underline underline-offset-4">
        {incident.resolvedAt ? texts.incidentOver : texts.incident}
      </Link>
      , <Since at={incident.since} locale={locale} />
    </p>
  );
}

function RunLogSection({ log, locale }: { log: LogLine[]; locale: Locale }) {
  const texts = textsFor(locale).system.run;
  return (
    <Section title={texts.log}>
      {log.length > 0 ? <LogLines log={log} locale={locale} /> : <p className="text-ink-soft">{texts.noLog}</p>}
    </Section>
  );
}

function PayloadSection({ run, locale }: { run: Run; locale: Locale }) {
  const texts = textsFor(locale).system.run;
  const payload = run.payload ?? run.latePayload;
  const input = run.input === null || run.input === undefined ? undefined : JSON.stringify(run.input, null, 2);
  return (
    <Section title={texts.payload}>
      {payload ? (
        <>
          <Facts className="border-y border-line" facts={payloadInWords(payload, locale)} />
          <Disclosure title={texts.payloadJson}>
            <CodeBlock label={texts.payloadJson} wrap>
              {JSON.stringify(payload, null, 2)}
            </CodeBlock>
          </Disclosure>
        </>
      ) : (
        <p className="text-ink-soft">{texts.noPayload}</p>
      )}
      {input !== undefined && (
        <Disclosure title={texts.input}>
          <CodeBlock label={texts.input} wrap>
            {input}
          </CodeBlock>
        </Disclosure>
      )}
    </Section>
  );
}
