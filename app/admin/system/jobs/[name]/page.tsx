import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { JobOverview } from "ronda";
import { textIn } from "ronda/words";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { orNotFound } from "#app/_shell/or-not-found.tsx";
import { Section } from "#app/admin/section.tsx";
import { HealthBadge } from "#app/admin/system/health-badge.tsx";
import { LiveRefresh } from "#app/admin/system/live-refresh.tsx";
import { NoteBox } from "#app/admin/system/note-box.tsx";
import { runbookPartOf } from "#app/admin/system/panduan/part-of.ts";
import { RunbookPart } from "#app/admin/system/panduan/runbook-part.tsx";
import { jobPath, systemPath } from "#app/admin/system/paths.ts";
import { ReasonLine } from "#app/admin/system/reason-line.tsx";
import { pausedBeside } from "#app/admin/system/rooms.ts";
import { readRunLines, runListAddress, runListParams } from "#app/admin/system/run-list.ts";
import { RunsSection } from "#app/admin/system/runs-section.tsx";
import { ScheduleLine } from "#app/admin/system/schedule-line.tsx";
import { SlotStrip } from "#app/admin/system/slot-strip.tsx";
import { isWarningNote, systemWords, warningNotes } from "#app/admin/system/words.ts";
import { clock } from "#clock.ts";
import { ronda } from "#ronda.config.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { BackLink } from "#ui/back-link.tsx";
import { JobFacts } from "./job-facts.tsx";
import { JobLimits } from "./job-limits.tsx";
import { JobVerbs } from "./job-verbs.tsx";
import { MarkLegend, UnusualSlots } from "./slots.tsx";
import { TriggerByHand } from "./trigger-by-hand.tsx";

export async function generateMetadata({ params }: PageProps<"/admin/system/jobs/[name]">): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name) };
}

const refreshEveryMs = 10_000;

/** One job with everything about it: how it is and why, its week slot by slot, its runs, its limits, how to trigger it. */
export default orNotFound(async function JobPage({ params, searchParams }: PageProps<"/admin/system/jobs/[name]">) {
  const name = decodeURIComponent((await params).name);
  const path = jobPath(name);
  const shown = { ...runListParams(await searchParams, []), job: name };
  await requireAdmin(runListAddress(path, { ...shown, job: undefined }));
  const [job, runs, overview] = await Promise.all([ronda().job(name), readRunLines(shown), ronda().overview()]);
  if (!job) notFound();
  const { locale } = await preferences();
  const texts = textsFor(locale).system;
  const { limits } = job;
  return (
    <div className="space-y-8">
      <header>
        <BackLink href={systemPath}>{texts.title}</BackLink>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className="text-2xl font-extrabold break-words sm:text-[1.75rem]">{job.name}</h1>
          <HealthBadge health={job.health} paused={job.paused} locale={locale} />
        </div>
        {job.description && <p className="mt-1 text-ink-soft">{textIn(job.description, locale)}</p>}
        <div className="mt-1">
          <ScheduleLine job={job} locale={locale} />
        </div>
        <LiveRefresh everyMs={refreshEveryMs} checkedAt={clock().toISOString()} locale={locale} />
      </header>
      <Condition job={job} locale={locale} />
      {limits && <JobVerbs job={job} beside={pausedBeside(name, overview.jobs)} locale={locale} />}
      {limits && (
        <Section title={texts.slots.title}>
          <SlotStrip slots={job.slots} days={job.week.map(({ day }) => day)} locale={locale} />
          <MarkLegend locale={locale} />
          <UnusualSlots slots={job.slots} locale={locale} />
        </Section>
      )}
      <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-2">
        <JobFacts job={job} locale={locale} />
        {limits && <JobLimits limits={limits} locale={locale} />}
      </div>
      <RunsSection
        title={texts.runs.all}
        path={path}
        shown={{ ...shown, job: undefined }}
        runs={runs}
        locale={locale}
      />
      {limits && <TriggerByHand job={job.name} locale={locale} />}
    </div>
  );
});

/** Why it is not well, or what is worth knowing although it is, and what to do about the first of these. */
function Condition({ job, locale }: { job: JobOverview; locale: Locale }) {
  const { health } = job;
  const warnings = warningNotes(health);
  const notes = systemWords(locale).notes({ ...health, notes: health.notes.filter((note) => !isWarningNote(note)) });
  const [worst] = health.reasons;
  const part = worst ? runbookPartOf(worst) : warnings[0]?.kind;
  if (!part && notes.length === 0) return null;
  return (
    <div className="space-y-2">
      {health.reasons.map((reason) => (
        <ReasonLine key={reason.kind} reason={reason} locale={locale} />
      ))}
      {warnings.map((note) => (
        <NoteBox key={note.kind} note={note} job={job} locale={locale} />
      ))}
      {notes.length > 0 && <p className="text-ink-soft">{notes.join(" · ")}</p>}
      {part && <RunbookPart part={part} locale={locale} id="beres" />}
    </div>
  );
}
