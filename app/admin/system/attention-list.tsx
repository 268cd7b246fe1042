import Link from "next/link";
import type { JobOverview, Overview } from "ronda";
import { type Locale, textsFor } from "#texts/index.ts";
import { jobTextOf } from "#texts/jobs.ts";
import { clockTime } from "#texts/moments.ts";
import { Button } from "#ui/button.tsx";
import { Moment } from "#ui/moment.tsx";
import { WithCode } from "#ui/with-code.tsx";
import { pausingAction, quietAction } from "./actions.ts";
import { sentenceCase } from "./headline.ts";
import { HeldProblems } from "./held-problems.tsx";
import { NoteText } from "./note-box.tsx";
import { NoticeLinks } from "./notice-links.tsx";
import { noticeInTwo, type SystemNotice } from "./notices.ts";
import { jobPath, mendPath, runPath } from "./paths.ts";
import { Details } from "./problem-details.tsx";
import { Row } from "./problem-row.tsx";
import { canBeRun, MendVerb } from "./problem-verbs.tsx";
import { mendedAlike, mendOf, titleOf } from "./problem-words.ts";
import { foundAndAdvice, isHandled, notedJobs, type Problem, problemsOf } from "./problems.ts";
import { type PausedJob, pausedBeside, pausedJobs, resumeFields } from "./rooms.ts";
import { type UnusualResult, unusualInWords } from "./unusual.ts";
import { ReasonField, UntilField } from "./verb-fields.tsx";
import { VerbDisclosure, VerbForm } from "./verb-form.tsx";
import { systemWords, warningNotes } from "./words.ts";

type AttentionListProps = {
  overview: Overview;
  /** What is wrong with the installation, and can wait for what is red. */
  notices: SystemNotice[];
  unusual?: UnusualResult[];
  locale: Locale;
};

/** So many stand open on a phone; the others are a line each, so that what comes next is on the first two screens. */
const mostOpen = 1;

/** What is wrong, worst first, each with its cause, since when, and its mend; what somebody has paused; what is worth knowing. */
export function AttentionList({ overview, notices, unusual = [], locale }: AttentionListProps) {
  const problems = problemsOf(overview);
  const [paused, noted] = [pausedJobs(overview.jobs), notedJobs(overview.jobs)];
  const isShort = problems.length + notices.length + paused.length + noted.length + unusual.length <= mostOpen + 1;
  const firstHandled = problems.findIndex(isHandled);
  const unhandled = firstHandled < 0 ? problems.length : firstHandled;
  const drawn = problems.map((problem, index) => ({
    id: problem.key,
    drawn: (
      <ProblemRow
        key={problem.key}
        problem={problem}
        alsoMends={mendedAlike(problem, problems)}
        overview={overview}
        locale={locale}
        isCollapsed={!isShort && (index >= mostOpen || isHandled(problem))}
      />
    ),
  }));
  return (
    <HeldProblems
      locale={locale}
      problems={[
        ...drawn.slice(0, unhandled),
        ...notices.map((notice) => ({
          id: `notice ${keyOf(notice)}`,
          drawn: <NoticeRow key={keyOf(notice)} notice={notice} locale={locale} isCollapsed={!isShort} />,
        })),
        ...drawn.slice(unhandled),
        ...paused.map((job) => ({
          id: `paused ${job.name}`,
          drawn: <PausedRow key={job.name} job={job} locale={locale} isCollapsed={!isShort} />,
        })),
        ...unusual.map((result) => ({
          id: `unusual ${result.job}`,
          drawn: <UnusualRow key={result.job} result={result} locale={locale} isCollapsed={!isShort} />,
        })),
        ...noted.map((job) => ({
          id: `noted ${job.name}`,
          drawn: <NotedRow key={job.name} job={job} locale={locale} isCollapsed={!isShort} />,
        })),
      ]}
    >
      <h2 id="attention" className="text-lg font-extrabold">
        {textsFor(locale).system.attention.title}
      </h2>
    </HeldProblems>
  );
}

const keyOf = (notice: SystemNotice) => (notice.kind === "channel" ? `channel ${notice.channel}` : notice.kind);

function NoticeRow({ notice, locale, isCollapsed }: { notice: SystemNotice; locale: Locale; isCollapsed: boolean }) {
  const { found, advice } = noticeInTwo(notice, locale);
  return (
    <Row
      id={`notice ${keyOf(notice)}`}
      tone="stale"
      isCalm={false}
      isCollapsed={isCollapsed}
      title={found}
      actions={null}
    >
      <WithCode>{advice}</WithCode>
      <NoticeLinks notice={notice} locale={locale} />
    </Row>
  );
}

type ProblemRowProps = {
  problem: Problem;
  alsoMends: string[];
  overview: Overview;
  locale: Locale;
  isCollapsed: boolean;
};

function ProblemRow({ problem, alsoMends, overview, locale, isCollapsed }: ProblemRowProps) {
  const { severity, incident, subject, cause, reasons } = problem;
  const mend = mendOf(problem, locale);
  const job = subject.kind === "job" ? overview.jobs.find(({ name }) => name === subject.name) : undefined;
  const beside = pausedBeside(subject.name, overview.jobs);
  const { causes } = textsFor(locale).system.attention;
  return (
    <Row
      id={problem.key}
      tone={severity === "FAILED" ? "failed" : "stale"}
      isCalm={isHandled(problem)}
      isCollapsed={isCollapsed}
      title={titleOf(problem, locale)}
      subtitle={
        cause && cause.kind !== "paused" ? causes.inShort(cause.kind === "host" ? null : cause.name) : undefined
      }
      actions={
        <>
          <MendVerb job={job} reason={reasons[0]} beside={beside} locale={locale} />
          {!canBeRun(job) && (
            <Button asChild tone="quiet" size="small">
              <Link href={mend.href} prefetch={false}>
                {mend.label}
              </Link>
            </Button>
          )}
          {incident && (
            <QuietForm name={problem.subject.name} id={incident.id} isHandled={isHandled(problem)} locale={locale} />
          )}
        </>
      }
    >
      <Details
        problem={problem}
        job={job}
        beside={beside}
        alsoMends={alsoMends}
        mend={canBeRun(job) ? mend : undefined}
        at={overview.at}
        locale={locale}
      />
    </Row>
  );
}

type QuietFormProps = { id: string; name: string; isHandled: boolean; locale: Locale };

/**
 * Says that somebody looks after an incident, or that it shall rest for a while. `name` is its subject's. Where somebody does
 * already, what was said can be changed, at the same place, so that the focus stays.
 */
export function QuietForm({ id, name, isHandled, locale }: QuietFormProps) {
  const texts = textsFor(locale).system.forms;
  return (
    <VerbDisclosure
      label={isHandled ? texts.changeHandling : texts.acknowledge}
      labelFor={isHandled ? texts.changeHandlingOf(name) : texts.acknowledgeFor(name)}
      action={quietAction}
      hidden={{ incident: id }}
      submit={texts.acknowledge}
      pending={texts.pending}
      size="small"
    >
      <p className="text-sm text-ink-soft">{texts.acknowledgeLead}</p>
      <UntilField id={`until-${id}`} open={texts.untilOver} locale={locale} />
      <ReasonField id={`reason-${id}`} locale={locale} />
    </VerbDisclosure>
  );
}

function PausedRow({ job, locale, isCollapsed }: { job: PausedJob; locale: Locale; isCollapsed: boolean }) {
  const { attention: texts, forms, pausedBy } = textsFor(locale).system;
  const { name, paused } = job;
  return (
    <Row
      id={`paused ${name}`}
      tone="paused"
      isCalm
      isCollapsed={isCollapsed}
      title={texts.pausedJob(name, paused.until && clockTime(paused.until, locale, "WIB"))}
      actions={
        <>
          <VerbForm
            action={pausingAction}
            hidden={resumeFields(name, paused)}
            submit={forms.resume}
            accessibleLabel={forms.resumeFor(name)}
            pending={forms.pending}
            tone="quiet"
            size="small"
          />
          {warningNotes(job.health).length > 0 && <MendLink job={name} locale={locale} />}
        </>
      }
    >
      {paused.until ? sentenceCase(pausedBy.by(paused.by)) : `${pausedBy.open}, ${pausedBy.by(paused.by)}`}{" "}
      {pausedBy.since} <Moment at={paused.since} locale={locale} />
      {paused.reason && `: ${paused.reason}`}
      <span className="block">{pausedInWords(name, locale)}</span>
      {warningNotes(job.health).map((note) => (
        <NoteText key={note.kind} note={note} job={job} locale={locale} />
      ))}
    </Row>
  );
}

/** A job that is well, about which something is worth knowing: refused triggers, a run that took far too long. */
function NotedRow({ job, locale, isCollapsed }: { job: JobOverview; locale: Locale; isCollapsed: boolean }) {
  const notes = warningNotes(job.health);
  const [said] = systemWords(locale).notes({ state: null, notes: notes.slice(0, 1) });
  return (
    <Row
      id={`noted ${job.name}`}
      tone="paused"
      isCalm
      isCollapsed={isCollapsed}
      title={`${job.name}: ${said?.charAt(0).toLowerCase()}${said?.slice(1)}`}
      actions={<MendLink job={job.name} locale={locale} />}
    >
      {notes.map((note, index) => (
        <NoteText key={note.kind} note={note} job={job} isTitled={index === 0} locale={locale} />
      ))}
    </Row>
  );
}

/** What a job did that cannot be undone, and how much more of it than usual. */
function UnusualRow({ result, locale, isCollapsed }: { result: UnusualResult; locale: Locale; isCollapsed: boolean }) {
  const { found, advice } = foundAndAdvice(unusualInWords(result.found, locale));
  return (
    <Row
      id={`unusual ${result.job}`}
      tone="stale"
      isCalm
      isCollapsed={isCollapsed}
      title={`${result.job}: ${found.charAt(0).toLowerCase()}${found.slice(1)}`}
      actions={
        <Button asChild tone="quiet" size="small">
          <Link href={runPath(result.runId)} prefetch={false}>
            {textsFor(locale).system.attention.seeRun}
          </Link>
        </Button>
      }
    >
      {advice}
    </Row>
  );
}

/** The way to what the runbook says about what a job's note tells of, on the job's own page. */
function MendLink({ job, locale }: { job: string; locale: Locale }) {
  return (
    <Button asChild tone="quiet" size="small">
      <Link href={mendPath(jobPath(job))} prefetch={false}>
        {textsFor(locale).system.attention.mend}
      </Link>
    </Button>
  );
}

/** What a pause costs while it lasts. */
export function pausedInWords(name: string, locale: Locale): string {
  const { skipped } = textsFor(locale).system.pausedBy;
  return [skipped, jobTextOf(name, locale)?.paused].filter(Boolean).join(" ");
}
