import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import type { JobOverview } from "ronda";
import type { IncidentReason } from "ronda/types";
import { textIn } from "ronda/words";
import { age } from "#texts/duration.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { type BadgeTone, Shape } from "#ui/badge.tsx";
import { Button } from "#ui/button.tsx";
import { classes } from "#ui/classes.ts";
import { Moment } from "#ui/moment.tsx";
import { WithCode } from "#ui/with-code.tsx";
import { watches } from "#watches/index.ts";
import { MissingFiles } from "../missing-files.tsx";
import { pausingAction, quietAction } from "./actions.ts";
import { HeldTroubles } from "./held-troubles.tsx";
import { OwnErrorDetails } from "./own-error.tsx";
import { incidentPath, jobPath, mendPath, runbookPath, runPath } from "./paths.ts";
import { Since } from "./since.tsx";
import { TroubleFold } from "./trouble-fold.tsx";
import { foundAndAdvice, isHandled, type Trouble } from "./troubles.ts";
import { ReasonField, UntilField } from "./verb-fields.tsx";
import { VerbDisclosure, VerbForm } from "./verb-form.tsx";
import { systemWords } from "./words.ts";

type Paused = JobOverview & { paused: NonNullable<JobOverview["paused"]> };
type AttentionListProps = { troubles: Trouble[]; paused: Paused[]; at: Date; locale: Locale };

/** So many stand open on a phone; the others are a line each, so that what comes next is on the first two screens. */
const mostOpen = 1;

/** What is wrong, worst first, each with its cause, since when, and the way to the mend; then what somebody has paused. */
export function AttentionList({ troubles, paused, at, locale }: AttentionListProps) {
  const isShort = troubles.length + paused.length <= mostOpen + 1;
  return (
    <HeldTroubles
      locale={locale}
      troubles={[
        ...troubles.map((trouble, index) => ({
          id: trouble.key,
          drawn: (
            <TroubleRow
              key={trouble.key}
              trouble={trouble}
              at={at}
              locale={locale}
              isFolded={!isShort && (index >= mostOpen || isHandled(trouble))}
            />
          ),
        })),
        ...paused.map((job) => ({
          id: `paused ${job.name}`,
          drawn: <PausedRow key={job.name} job={job} locale={locale} isFolded={!isShort} />,
        })),
      ]}
    >
      <h2 id="attention" className="text-lg font-extrabold">
        {textsFor(locale).system.attention.title}
      </h2>
    </HeldTroubles>
  );
}

type TroubleRowProps = { trouble: Trouble; at: Date; locale: Locale; isFolded: boolean };

function TroubleRow({ trouble, at, locale, isFolded }: TroubleRowProps) {
  const { severity, incident } = trouble;
  const mend = mendOf(trouble, locale);
  return (
    <Row
      id={trouble.key}
      tone={severity === "FAILED" ? "failed" : "stale"}
      isCalm={isHandled(trouble)}
      isFolded={isFolded}
      title={titleOf(trouble, locale)}
      actions={
        <>
          <Button asChild tone="quiet" size="small">
            <Link href={mend.href} prefetch={false}>
              {mend.label}
            </Link>
          </Button>
          {incident && (
            <QuietForm name={trouble.subject.name} id={incident.id} isHandled={isHandled(trouble)} locale={locale} />
          )}
        </>
      }
    >
      <Details trouble={trouble} at={at} locale={locale} />
    </Row>
  );
}

/** What is wrong in one line: the watch's own sentence, or whose trouble it is and its cause. */
export function titleOf(
  { subject, reasons, sentence }: Pick<Trouble, "subject" | "reasons" | "sentence">,
  locale: Locale,
): string {
  const texts = textsFor(locale).system.attention;
  const [reason] = reasons;
  if (reason?.kind === "found" && sentence) return foundAndAdvice(textIn(sentence, locale)).found;
  const watch = subject.kind === "watch" ? watches.find(({ name }) => name === subject.name) : undefined;
  if (reason?.kind === "found" && watch) return textIn(watch.description, locale);
  const cause = reason ? systemWords(locale).reason(reason) : "";
  if (subject.kind === "host") return cause ? `${texts.host}: ${cause}` : texts.host;
  return cause ? `${subject.name}: ${cause}` : subject.name;
}

/** Kinds of reasons whose mend is at the server, as the runbook tells it: its part stands on the job's or the incident's page. */
const mendedByRunbook: readonly IncidentReason["kind"][] = [
  "never-ran",
  "missed",
  "silent",
  "restarts",
  "off-slot",
  "rejected",
  "host-down",
  "scheduler-down",
  "blind",
];

/** The one place where it is mended: the run, the list, or the page with the runbook's part about it. */
export function mendOf(
  { subject, reasons, runId, incident }: Pick<Trouble, "subject" | "reasons" | "runId" | "incident">,
  locale: Locale,
): { href: Route; label: string } {
  const texts = textsFor(locale).system.attention;
  const [reason] = reasons;
  if (reason?.kind === "found" && reason.href) return { href: reason.href as Route, label: texts.seeList };
  const failedRun = reason && "runId" in reason ? reason.runId : runId;
  if (failedRun && !(reason && mendedByRunbook.includes(reason.kind))) {
    return { href: runPath(failedRun), label: reason?.kind === "error" ? texts.seeError : texts.seeRun };
  }
  if (subject.kind === "job") return { href: mendPath(jobPath(subject.name)), label: texts.mend };
  if (incident) return { href: mendPath(incidentPath(incident.id)), label: texts.mend };
  return { href: runbookPath(reason?.kind ?? "scheduler-down"), label: texts.mend };
}

function Details({ trouble, at, locale }: { trouble: Trouble; at: Date; locale: Locale }) {
  const texts = textsFor(locale).system.attention;
  const { reasons, since, sentence, incident } = trouble;
  const [reason, ...others] = reasons;
  const words = systemWords(locale);
  const found = reason?.kind === "found" ? reason : undefined;
  return (
    <>
      {found && sentence && <Advice sentence={textIn(sentence, locale)} />}
      {found && <FoundFiles watch={trouble.subject.name} locale={locale} />}
      {reason && "message" in reason && reason.message && <CauseOf message={reason.message} locale={locale} />}
      {found ? (
        <>
          {texts.oldest(age(at.getTime() - found.oldestAt.getTime(), locale))}
          {", "}
          <Since at={found.oldestAt} locale={locale} />
        </>
      ) : (
        <Since at={since} locale={locale} />
      )}
      {others.map((other) => ` · ${words.reason(other)}`)}
      {incident && (
        <>
          {incident.isFlapping && ` · ${texts.flapping}`}
          {" · "}
          <Link href={incidentPath(incident.id)} prefetch={false} className="underline underline-offset-4">
            {texts.history}
          </Link>
          <Quiet incident={incident} locale={locale} />
        </>
      )}
    </>
  );
}

/** What to do about an error, and where: what is behind one of our own jobs' errors has its links. */
function CauseOf({ message, locale }: { message: string; locale: Locale }) {
  const cause = systemWords(locale).cause(message);
  return (
    <>
      {cause && (
        <span className="mt-1 block text-[15px] font-medium">
          <WithCode>{cause.whatToDo}</WithCode>
        </span>
      )}
      <OwnErrorDetails message={message} locale={locale} />
    </>
  );
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
    <span className="block">
      <WithCode>{advice}</WithCode>
    </span>
  ) : null;
}

/** Who looks after it, or until when it is quiet, and why. */
export function Quiet({ incident, locale }: { incident: NonNullable<Trouble["incident"]>; locale: Locale }) {
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

function PausedRow({ job: { name, paused }, locale, isFolded }: { job: Paused; locale: Locale; isFolded: boolean }) {
  const { attention: texts, forms, pausedBy } = textsFor(locale).system;
  return (
    <Row
      id={`paused ${name}`}
      tone="paused"
      isCalm
      isFolded={isFolded}
      title={texts.pausedJob(name)}
      actions={
        <VerbForm
          action={pausingAction}
          hidden={{ verb: "resume", job: name }}
          submit={forms.resume}
          accessibleLabel={forms.resumeFor(name)}
          pending={forms.pending}
          tone="quiet"
          size="small"
        />
      }
    >
      {paused.until ? (
        <>
          {pausedBy.until} <Moment at={paused.until} locale={locale} />
        </>
      ) : (
        pausedBy.open
      )}
      {` · ${pausedBy.by(paused.by)}`}
      {paused.reason && `: ${paused.reason}`}
      <span className="block">{pausedInWords(name, locale)}</span>
    </Row>
  );
}

/** What a pause costs while it lasts. */
export function pausedInWords(name: string, locale: Locale): string {
  const { skipped, means } = textsFor(locale).system.pausedBy;
  return [skipped, means[name]].filter(Boolean).join(" ");
}

type RowProps = {
  id: string;
  tone: Extract<BadgeTone, "failed" | "stale" | "paused">;
  /** Somebody knows: it needs no colour to be seen. */
  isCalm: boolean;
  /** On a phone a line that opens at a tap. */
  isFolded: boolean;
  title: string;
  actions: ReactNode;
  children: ReactNode;
};

const colours = { failed: "text-failed", stale: "text-stale", paused: "text-paused" };

function Row({ id, tone, isCalm, isFolded, title, actions, children }: RowProps) {
  const tint = { failed: "bg-failed-tint", stale: "bg-stale-tint", paused: "bg-paused-tint" }[tone];
  const heading = (
    <p
      className={classes(
        "font-bold break-words",
        isFolded && "text-[15px] leading-snug sm:text-base sm:leading-normal",
        isCalm ? "text-ink" : colours[tone],
      )}
    >
      <WithCode>{title}</WithCode>
    </p>
  );
  return (
    <div className={classes("flex gap-3 rounded-card px-4 py-2", isCalm ? "bg-sand" : tint)}>
      <Shape tone={tone} className={classes("mt-1.5 size-3", colours[tone])} />
      <TroubleFold id={id} startsOpen={!isFolded} heading={heading}>
        <div className="min-w-0 text-sm text-ink tabular-nums">{children}</div>
        <div className="flex flex-wrap items-start gap-2 print:hidden">{actions}</div>
      </TroubleFold>
    </div>
  );
}
