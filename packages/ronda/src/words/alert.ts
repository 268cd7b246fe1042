import { textIn } from "../text-in.ts";
import type { Alert, IncidentReason } from "../types.ts";
import type { ErrorCause } from "./cause.ts";
import { age, sentenceCase } from "./format.ts";
import type { AlertTexts } from "./id/alerts.ts";
import type { Locale } from "./locale.ts";

/** A message in words: a title, what is the cause, and what else is known. */
export type AlertText = {
  /** What it is about and what became of it, in one line. */
  title: string;
  /** Why, line by line: what an error said, what a watch found. Empty where there is nothing to say. */
  cause: string[];
  /** Since when, how often, and what to do. */
  details: string[];
};

type Saying = {
  locale: Locale;
  texts: AlertTexts;
  reason: (reason: IncidentReason) => string;
  cause: (message: string) => ErrorCause | null;
  count: (amount: number) => string;
  moment: (at: Date) => string;
};

/** More reasons, or messages of a summary, are counted only. */
const mostLines = 20;

/** Says a message in one language. */
export function alertInWords(alert: Alert, said: Saying): AlertText {
  const { texts } = said;
  switch (alert.kind) {
    case "summary":
      return summaryInWords(alert, said);
    case "test":
      return { title: texts.test(), cause: [texts.testCause(alert.message)], details: [] };
    case "recorded":
      return {
        title: texts[isOfDatabase(alert) ? "databaseBack" : "recorded"](lastedOf(alert, said)),
        cause: [texts.recordedCause(said.count(alert.streak))],
        details: [],
      };
    case "withdrawn":
      return { title: texts.withdrawn(subjectOf(alert, said)), cause: [texts.withdrawnCause], details: [] };
    case "unrecorded":
      return {
        title: isOfDatabase(alert) ? texts.databaseAway() : texts.unrecorded(alert.subject?.name ?? ""),
        cause: errorInLines(alert.message, said),
        details: [texts.since(said.moment(alert.since)), texts.whatToDo(texts.advice.unrecorded ?? "")],
      };
    case "resolved":
      if (alert.reasons[0]?.kind === "clock-leapt")
        return { title: texts.clockRight(subjectOf(alert, said)), cause: [], details: [] };
      return { title: texts.resolved(subjectOf(alert, said), lastedOf(alert, said)), cause: [], details: [] };
    default:
      return wrongInWords(alert, said);
  }
}

function wrongInWords(alert: Alert, said: Saying): AlertText {
  const { texts } = said;
  const { reasons, streak, isFlapping } = alert;
  const title = titleOf(alert, said);
  const [worst] = reasons;
  const meaning = worst?.kind === "error" && worst.message ? said.cause(worst.message) : null;
  const advice = worst && (meaning?.whatToDo ?? texts.advice[worst.kind]);
  return {
    title: alert.kind === "opened" ? title : texts[alert.kind === "changed" ? "changed" : "reminder"](title),
    cause: causesOf(alert, said),
    details: [
      [texts.since(said.moment(alert.since)), streak > 1 && texts.streak(said.count(streak))]
        .filter(Boolean)
        .join(" · "),
      ...(isFlapping ? [texts.flappingCause] : []),
      ...(advice ? [texts.whatToDo(advice)] : []),
    ],
  };
}

function titleOf(alert: Alert, said: Saying): string {
  const { texts } = said;
  const subject = subjectOf(alert, said);
  if (alert.isFlapping) return texts.flapping(subject);
  const [worst] = alert.reasons;
  if (worst?.kind === "scheduler-down" && worst.backAt) return texts.behind(said.count(worst.jobs.length));
  if (worst?.kind === "clock-leapt") return texts.leapt(subject);
  if (alert.subject?.kind === "host") return texts.down();
  if (alert.subject?.kind === "watch") return texts.found(subject);
  return alert.severity === "FAILED" ? texts.failed(subject) : texts.late(subject);
}

/** An error says what it means and all its lines; whatever else is the cause, one. */
function causesOf({ reasons, sentence }: Alert, said: Saying): string[] {
  const lines = reasons.flatMap((reason) => {
    if (reason.kind === "found" && sentence !== null) return textIn(sentence, said.locale);
    if (reason.kind === "error" && reason.message) return errorInLines(reason.message, said);
    return said.reason(reason);
  });
  return limited(lines, said);
}

/** What an error means, where that is known, above what it says. */
function errorInLines(message: string, { cause }: Saying): string[] {
  const says = cause(message)?.says;
  return says === undefined ? [message] : [sentenceCase(says), message];
}

function summaryInWords({ alerts }: Alert, said: Saying): AlertText {
  const lines = alerts.map((alert) => {
    const { title, cause } = alertInWords(alert, said);
    const [first = ""] = (cause[0] ?? "").split("\n", 1);
    return first ? `${title}: ${first}` : title;
  });
  return { title: said.texts.summary(said.count(alerts.length)), cause: limited(lines, said), details: [] };
}

function limited(lines: string[], { texts, count }: Saying): string[] {
  if (lines.length <= mostLines) return lines;
  return [...lines.slice(0, mostLines), texts.more(count(lines.length - mostLines))];
}

function subjectOf({ subject }: Alert, { texts }: Saying): string {
  return subject ? texts.subjects[subject.kind](subject.name) : "";
}

/** Whether no run met it first that the database is away, but the patrol. */
function isOfDatabase({ subject }: Alert): boolean {
  return subject?.kind === "host";
}

function lastedOf({ at, since }: Alert, { locale }: Saying): string {
  return age(Math.max(1000, at.getTime() - since.getTime()), locale);
}
