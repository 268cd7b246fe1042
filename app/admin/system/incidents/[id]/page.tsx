import type { Metadata, Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import type { AlertDelivery, IncidentEvent, IncidentHistory, IncidentReason } from "ronda/types";
import { type Repeated, repeats } from "ronda/words";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { orNotFound } from "#app/_shell/or-not-found.tsx";
import { Section } from "#app/admin/section.tsx";
import { QuietForm } from "#app/admin/system/attention-list.tsx";
import { StateOf } from "#app/admin/system/incidents/page.tsx";
import { LiveRefresh } from "#app/admin/system/live-refresh.tsx";
import { isFullyExplained, OwnErrorDetails } from "#app/admin/system/own-error.tsx";
import { runbookPartOf } from "#app/admin/system/panduan/part-of.ts";
import { RunbookPart } from "#app/admin/system/panduan/runbook-part.tsx";
import { incidentPath, runbookPath, runPath, systemPath } from "#app/admin/system/paths.ts";
import { FoundFiles, Quiet } from "#app/admin/system/problem-details.tsx";
import { mendOf, titleOf } from "#app/admin/system/problem-words.ts";
import { isHandled, type Problem } from "#app/admin/system/problems.ts";
import { Since } from "#app/admin/system/since.tsx";
import { errorInWords, systemWords } from "#app/admin/system/words.ts";
import { clock } from "#clock.ts";
import { ronda } from "#ronda.config.ts";
import { age } from "#texts/duration.ts";
import { count } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { clockTime } from "#texts/moments.ts";
import { BackLink } from "#ui/back-link.tsx";
import { Badge } from "#ui/badge.tsx";
import { Button } from "#ui/button.tsx";
import { Moment } from "#ui/moment.tsx";
import { type Step, Timeline } from "#ui/timeline.tsx";
import { WithCode } from "#ui/with-code.tsx";

export const metadata: Metadata = { title: "Insiden" };

const refreshEveryMs = 10_000;

/** One incident: why, since when, what happened to it and who was told. */
export default orNotFound(async function IncidentPage({ params }: PageProps<"/admin/system/incidents/[id]">) {
  const { id } = await params;
  await requireAdmin(incidentPath(id));
  const incident = await ronda().incident(id);
  if (!incident) notFound();
  const { locale } = await preferences();
  const texts = textsFor(locale).system.incidents;
  const problem = await problemOf(incident);
  const isOpen = incident.resolvedAt === null;
  const mend = mendOf(problem, locale);
  return (
    <div className="space-y-7">
      <header>
        <BackLink href={`${systemPath}/incidents` as Route}>{texts.title}</BackLink>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className="text-2xl font-extrabold break-words sm:text-[1.75rem]">{titleOf(problem, locale)}</h1>
          <StateOf incident={incident} locale={locale} />
        </div>
        <p className="mt-1 text-ink-soft tabular-nums">
          <SinceOf incident={incident} locale={locale} />
          {incident.resolvedAt &&
            ` · ${texts.lasted(age(incident.resolvedAt.getTime() - incident.since.getTime(), locale))}`}
          <Quiet incident={incident} locale={locale} />
        </p>
        {incident.mergedInto && (
          <p className="mt-2">
            <Link
              href={incidentPath(incident.mergedInto)}
              prefetch={false}
              className="inline-flex min-h-8 items-center font-semibold underline underline-offset-4"
            >
              {texts.toMerged}
            </Link>
          </p>
        )}
        {isOpen && <LiveRefresh everyMs={refreshEveryMs} checkedAt={clock().toISOString()} locale={locale} />}
      </header>
      {isOpen && (
        <div className="flex flex-wrap items-start gap-3 print:hidden">
          <Button asChild size="small">
            <Link href={mend.href} prefetch={false}>
              {mend.label}
            </Link>
          </Button>
          <QuietForm name={incident.subject.name} id={incident.id} isHandled={isHandled(problem)} locale={locale} />
        </div>
      )}
      <Section title={texts.reasons}>
        <Reasons incident={incident} locale={locale} />
      </Section>
      {isOpen && problem.reasons[0] && (
        <RunbookPart part={runbookPartOf(problem.reasons[0], incident.subject.name)} locale={locale} id="beres" />
      )}
      <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-2 lg:gap-10">
        <Section title={texts.history}>
          <Timeline
            steps={repeats(incident.history, keyOfEvent).map((event, index) => stepOf(event, { index, locale }))}
          />
        </Section>
        <Section title={texts.deliveries}>
          <Deliveries deliveries={incident.deliveries} locale={locale} />
        </Section>
      </div>
    </div>
  );
});

/** With what its watch says now, if it is about a watch. */
async function problemOf(incident: IncidentHistory): Promise<Problem> {
  const { subject, severity, reasons, since, runId } = incident;
  const watches = subject.kind === "watch" && !incident.resolvedAt ? (await ronda().overview()).watches : [];
  const sentence = watches.find(({ name }) => name === subject.name)?.sentence ?? null;
  return { key: incident.id, subject, severity, reasons, since, runId, sentence, incident, cause: null };
}

function Reasons({ incident, locale }: { incident: IncidentHistory; locale: Locale }) {
  const texts = textsFor(locale).system;
  const words = systemWords(locale);
  return (
    <ul className="divide-y divide-line border-y border-line">
      {incident.reasons.map((reason) => (
        <li key={reason.kind} className="py-2.5">
          <p className="font-semibold break-words">{words.reason(reason)}</p>
          <Original reason={reason} locale={locale} />
          {reason.kind === "found" && <FoundFiles watch={incident.subject.name} locale={locale} />}
          <p className="flex flex-wrap gap-x-3 text-sm text-ink-soft">
            <span>
              {reason.kind === "found" ? (
                <>
                  {textsFor(locale).system.attention.foundAt} <Moment at={reason.since} locale={locale} />
                </>
              ) : (
                <Since at={reason.since} locale={locale} />
              )}
            </span>
            {"runId" in reason && (
              <Link href={runPath(reason.runId)} prefetch={false} className="underline underline-offset-4">
                {texts.attention.seeRun}
              </Link>
            )}
            <Link
              href={runbookPath(runbookPartOf(reason, incident.subject.name))}
              prefetch={false}
              className="underline underline-offset-4"
            >
              {texts.attention.whatToDo}
            </Link>
          </p>
        </li>
      ))}
    </ul>
  );
}

/** Since when it has been so; of what a watch found both how old the oldest is, as its card says, and when it was found. */
function SinceOf({ incident: { reasons, since }, locale }: { incident: IncidentHistory; locale: Locale }) {
  const texts = textsFor(locale).system.attention;
  const [reason] = reasons;
  if (reason?.kind !== "found") return <Since at={since} locale={locale} />;
  return (
    <>
      {texts.oldestOne} <Since at={reason.oldestAt} locale={locale} />
      {` · ${texts.foundAt} `}
      <Moment at={reason.since} locale={locale} />
    </>
  );
}

/** The error itself, below what it means, and what to do about it. */
function Original({ reason, locale }: { reason: IncidentReason; locale: Locale }) {
  const message = "message" in reason ? reason.message : null;
  const cause = message === null ? null : systemWords(locale).cause(message);
  if (!cause) return null;
  return (
    <>
      <p className="max-w-[70ch] text-sm">
        <WithCode>{cause.whatToDo}</WithCode>
      </p>
      {message && <OwnErrorDetails message={message} locale={locale} />}
      {!isFullyExplained(message ?? "") && (
        <p className="font-mono text-xs break-words whitespace-pre-wrap text-ink-soft">{message}</p>
      )}
    </>
  );
}

/** What the engine notes by itself again and again; what people did, and what is new, stands by itself. */
function keyOfEvent({ kind, actor }: IncidentEvent): string | null {
  return actor === null && (kind === "reminded" || kind === "quiet" || kind === "returned") ? kind : null;
}

function stepOf(
  { item: event, times, last }: Repeated<IncidentEvent>,
  { index, locale }: { index: number; locale: Locale },
): Step {
  const texts = textsFor(locale).system.incidents;
  const said = [event.actor, event.reason, event.until && texts.until(clockTime(event.until, locale, "WIB"))].filter(
    Boolean,
  );
  return {
    key: String(index),
    title: times > 1 ? `${texts.events[event.kind]} · ${texts.times(count(times, locale))}` : texts.events[event.kind],
    state: "done",
    detail: (
      <>
        <Moment at={event.at} locale={locale} precision="full" />
        {times > 1 && (
          <span className="block">
            {texts.last} <Moment at={last.at} locale={locale} precision="full" />
          </span>
        )}
        {said.length > 0 && <span className="block break-words">{said.join(" · ")}</span>}
        {event.runId && (
          <Link href={runPath(event.runId)} prefetch={false} className="block underline underline-offset-4">
            {textsFor(locale).system.attention.seeRun}
          </Link>
        )}
      </>
    ),
  };
}

/** What is told to a channel again and again stands once: the same kind that came to the same. */
function keyOfDelivery({ channel, kind, sentAt, givenUpAt, error }: AlertDelivery): string {
  return [channel, kind, sentAt ? "sent" : givenUpAt ? "given up" : "waiting", error].join("/");
}

function Deliveries({ deliveries, locale }: { deliveries: AlertDelivery[]; locale: Locale }) {
  const texts = textsFor(locale).system.incidents;
  if (deliveries.length === 0) return <p className="text-ink-soft">{texts.noDeliveries}</p>;
  return (
    <ul className="divide-y divide-line border-y border-line">
      {repeats(deliveries, keyOfDelivery).map(({ item: first, times, last: delivery }) => {
        const state = delivery.sentAt ? "sent" : delivery.givenUpAt ? "givenUp" : "waiting";
        const at = delivery.sentAt ?? delivery.givenUpAt ?? delivery.nextAttemptAt;
        return (
          <li
            key={delivery.id}
            className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 py-2.5 text-[15px]"
          >
            <div className="min-w-0">
              <p className="font-semibold">
                {delivery.channel} · {texts.kinds[delivery.kind]}
                {times > 1 && ` · ${texts.times(count(times, locale))}`}
              </p>
              <p className="text-sm text-ink-soft tabular-nums">
                {times > 1 && (
                  <>
                    <Moment at={first.createdAt} locale={locale} /> –{" "}
                  </>
                )}
                {at && <Moment at={at} locale={locale} />}
                {delivery.attempts > 1 && ` · ${texts.attempts(delivery.attempts)}`}
              </p>
              {delivery.error && (
                <p className="text-sm break-words text-failed first-letter:uppercase">
                  {errorInWords(delivery.error, locale)}
                </p>
              )}
            </div>
            <Badge tone={{ sent: "ok", givenUp: "failed", waiting: "running" }[state] as "ok"} size="small">
              {texts.states[state]}
            </Badge>
          </li>
        );
      })}
    </ul>
  );
}
