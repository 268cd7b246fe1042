import type { Route } from "next";
import Link from "next/link";
import type { JobOverview } from "ronda";
import type { IncidentReason } from "ronda/types";
import { textIn } from "ronda/words";
import { MissingFiles } from "#app/admin/missing-files.tsx";
import { age } from "#texts/duration.ts";
import { count } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { jobTextOf } from "#texts/jobs.ts";
import { clockTime } from "#texts/moments.ts";
import { CopyButton } from "#ui/copy-button.tsx";
import { Moment } from "#ui/moment.tsx";
import { OtherCaller } from "./note-box.tsx";
import { OwnErrorDetails } from "./own-error.tsx";
import { incidentPath, jobPath, runPath } from "./paths.ts";
import { besideInWords } from "./problem-verbs.tsx";
import { commandOf } from "./problem-words.ts";
import { type Cause, foundAndAdvice, type Problem } from "./problems.ts";
import type { PausedJob } from "./rooms.ts";
import { Since } from "./since.tsx";
import { WithJobs } from "./with-jobs.tsx";
import { systemWords, warningNotes } from "./words.ts";

const link = "underline underline-offset-4";

type DetailsProps = {
  problem: Problem;
  /** Its own, of a job. */
  job: JobOverview | undefined;
  beside: PausedJob[];
  /** What the same line at the server mends, too. */
  alsoMends: string[];
  /** Where it is mended, unless that is a button. */
  mend: { href: Route; label: string } | undefined;
  at: Date;
  locale: Locale;
};

/** All that is known of a problem beyond its title: what it follows from, what to do, since when, who looks after it. */
export function Details({ problem, job, beside, alsoMends, mend, at, locale }: DetailsProps) {
  const texts = textsFor(locale).system.attention;
  const { reasons, sentence, cause } = problem;
  const [reason, ...others] = reasons;
  const words = systemWords(locale);
  const found = reason?.kind === "found" ? reason : undefined;
  const does = job && jobTextOf(job.name, locale)?.does;
  return (
    <div className="space-y-1">
      {cause && <CauseLine cause={cause} locale={locale} />}
      <Formerly problem={problem} job={job} at={at} locale={locale} />
      {found && sentence && <Advice sentence={textIn(sentence, locale)} />}
      {found && <FoundFiles watch={problem.subject.name} locale={locale} />}
      {reason && "message" in reason && reason.message && <CauseOf message={reason.message} locale={locale} />}
      {reason?.kind === "rejected" && <RejectedDetails reason={reason} job={job} locale={locale} />}
      <Command reason={reason} alsoMends={alsoMends} locale={locale} />
      {job && <SlowLine job={job} locale={locale} />}
      {beside.map((paused) => (
        <p key={paused.name} className="font-medium">
          {job ? besideInWords(paused, locale) : nearInWords(paused, locale)}
        </p>
      ))}
      {does && <p className="text-ink-soft">{texts.doesIt(does)}</p>}
      <p>
        {found ? (
          <>
            {texts.oldest(age(at.getTime() - found.oldestAt.getTime(), locale))}
            {", "}
            <Since at={found.oldestAt} locale={locale} />
          </>
        ) : (
          <Since at={problem.since} locale={locale} />
        )}
        {others.map((other) => `\u00a0· ${words.reason(other)}`)}
        {mend && (
          <>
            {"\u00a0· "}
            <Link href={mend.href} prefetch={false} className={`font-semibold ${link}`}>
              {mend.label}
            </Link>
          </>
        )}
        <HistoryLink problem={problem} locale={locale} />
      </p>
    </div>
  );
}

/** The way to the incident, and who looks after it. */
function HistoryLink({ problem: { incident }, locale }: { problem: Problem; locale: Locale }) {
  const texts = textsFor(locale).system.attention;
  if (!incident) return null;
  return (
    <>
      {incident.isFlapping && `\u00a0· ${texts.flapping}`}
      {"\u00a0· "}
      <Link href={incidentPath(incident.id)} prefetch={false} className={link}>
        {texts.history}
      </Link>
      <Quiet incident={incident} locale={locale} />
    </>
  );
}

type FormerlyProps = Pick<DetailsProps, "problem" | "job" | "at" | "locale">;

/** That somebody looked after it and it is wrong all the same, and what has come to it since. */
function Formerly({ problem, job, at, locale }: FormerlyProps) {
  const texts = textsFor(locale).system.attention;
  const formerly = problem.incident?.formerly;
  if (!formerly) return null;
  const missed = (job?.slots ?? []).filter(({ mark, slotAt }) => mark === "missed" && slotAt > formerly.at).length;
  return (
    <p className="font-medium break-words">
      {texts.formerly(formerly.by, age(at.getTime() - formerly.at.getTime(), locale))}
      {missed > 0 && ` ${texts.missedSince(count(missed, locale))}`}
      {formerly.reason && ` “${formerly.reason}”`}
    </p>
  );
}

/** What it follows from, and that it needs no mend of its own. */
function CauseLine({ cause: { kind, name, since }, locale }: { cause: Cause; locale: Locale }) {
  const texts = textsFor(locale).system.attention.causes;
  return (
    <p className="font-medium">
      {texts[kind]}{" "}
      {kind !== "host" && (
        <Link href={jobPath(name)} prefetch={false} className={`font-semibold ${link}`}>
          {name}
        </Link>
      )}{" "}
      {texts.state[kind]} <Moment at={since} locale={locale} />. {kind !== "paused" && texts.overWithIt}
    </p>
  );
}

/** Copies a line that stands before it. */
export function CopyCommand({ command, locale }: { command: string; locale: Locale }) {
  const { copy, copied } = textsFor(locale).system.byHand;
  return <CopyButton text={command} label={copy} copied={copied} compact className="ml-1 print:hidden" />;
}

/** Problems with the database's connection, which are over where it answers. */
const answeredSince: readonly string[] = ["database-away", "database-broke", "database-busy", "database-idle"];

/** What to do about an error, and where: what is behind one of our own jobs' errors has its links. */
function CauseOf({ message, locale }: { message: string; locale: Locale }) {
  const cause = systemWords(locale).cause(message);
  // Whoever reads this page has its answers.
  const isOver = cause && answeredSince.includes(cause.kind);
  return (
    <>
      {isOver && <p className="text-[15px] font-medium">{textsFor(locale).system.attention.databaseAnswers}</p>}
      {cause && (
        <p className={isOver ? undefined : "text-[15px] font-medium"}>
          <WithJobs>{cause.whatToDo}</WithJobs>
          {cause.command && <CopyCommand command={cause.command} locale={locale} />}
        </p>
      )}
      <OwnErrorDetails message={message} locale={locale} />
    </>
  );
}

/** Who called with a wrong secret, how often and when last, and whether others that call alike are accepted. */
function RejectedDetails({
  reason,
  job,
  locale,
}: {
  reason: Extract<IncidentReason, { kind: "rejected" }>;
  job: JobOverview | undefined;
  locale: Locale;
}) {
  const texts = textsFor(locale).system.rejected;
  const { count: times, lastAt, userAgent, acceptedJob, acceptedAt } = reason;
  return (
    <>
      {lastAt && (
        <p>
          {texts.called(count(times, locale))}{" "}
          {userAgent ? <code className="font-mono text-[13px] wrap-anywhere">{userAgent}</code> : texts.nameless}
          {", "}
          {texts.last} <Moment at={lastAt} locale={locale} />.
        </p>
      )}
      <OtherCaller userAgent={userAgent} own={job?.lastTrigger ?? null} locale={locale} />
      <p className="text-[15px] font-medium">
        {acceptedJob && acceptedAt ? (
          <>
            {texts.accepted}{" "}
            <Link href={jobPath(acceptedJob)} prefetch={false} className={`font-semibold ${link}`}>
              {acceptedJob}
            </Link>
            {", "}
            <Moment at={acceptedAt} locale={locale} />, {texts.onlyThis}
          </>
        ) : (
          lastAt && texts.noneAccepted
        )}
      </p>
    </>
  );
}

/** The line to type at the server, to be copied. */
function Command({
  reason,
  alsoMends,
  locale,
}: {
  reason: IncidentReason | undefined;
  alsoMends: string[];
  locale: Locale;
}) {
  const command = commandOf(reason);
  const texts = textsFor(locale).system;
  if (!command || !reason) return null;
  return (
    <div>
      <p>{texts.attention.atServer}</p>
      <p className="flex items-center gap-2 print:block">
        <code className="rounded-[4px] bg-surface/60 px-1 font-mono text-[13px] break-words">{command}</code>
        <CopyButton
          text={command}
          label={texts.byHand.copy}
          copied={texts.byHand.copied}
          compact
          className="print:hidden"
        />
      </p>
      <p>{texts.attention.afterCommand}</p>
      {alsoMends.length > 0 && <p className="font-medium">{texts.attention.alsoMends(alsoMends.join(", "))}</p>}
    </div>
  );
}

/** That a run took far longer than it usually does, which may be behind what is wrong now. */
function SlowLine({ job, locale }: { job: JobOverview; locale: Locale }) {
  const slow = warningNotes(job.health).find(({ kind }) => kind === "slow");
  if (slow?.kind !== "slow") return null;
  return (
    <p>
      {systemWords(locale).notes({ state: null, notes: [slow] })}
      {" · "}
      <Link href={runPath(slow.runId)} prefetch={false} className={link}>
        {textsFor(locale).system.attention.seeRun}
      </Link>
    </p>
  );
}

function nearInWords({ name, paused: { by, until, reason } }: PausedJob, locale: Locale): string {
  const { pausedNear } = textsFor(locale).system.attention;
  return pausedNear(name, by, until && clockTime(until, locale, "WIB"), reason);
}

/** Which files a watch misses, where it is about files. */
export function FoundFiles({ watch, locale }: { watch: string; locale: Locale }) {
  const of = { "photos-missing": "photos", "papers-missing": "papers" }[watch] as "photos" | "papers" | undefined;
  return of ? <MissingFiles of={of} locale={locale} /> : null;
}

/** What to do about what a watch found, in its own words. */
function Advice({ sentence }: { sentence: string }) {
  const { advice } = foundAndAdvice(sentence);
  return advice ? (
    <p>
      <WithJobs>{advice}</WithJobs>
    </p>
  ) : null;
}

/** Who looks after it, or until when it is quiet, and why. */
export function Quiet({ incident, locale }: { incident: NonNullable<Problem["incident"]>; locale: Locale }) {
  const texts = textsFor(locale).system.attention;
  const { acknowledged, snoozed } = incident;
  if (!acknowledged && !snoozed) return null;
  const { by, reason } = (acknowledged ?? snoozed)!;
  return (
    <span className="block break-words">
      {acknowledged ? texts.acknowledged(by) : texts.snoozed(by)}{" "}
      <Moment at={acknowledged?.at ?? snoozed!.until} locale={locale} />
      {reason && `: ${reason}`}
    </span>
  );
}
