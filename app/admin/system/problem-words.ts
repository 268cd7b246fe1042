import type { Route } from "next";
import type { IncidentReason } from "ronda/types";
import { textIn } from "ronda/words";
import { knownError, knownErrorInShort } from "#domain/office/known-errors.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { watches } from "#watches/index.ts";
import { sentenceCase } from "./headline.ts";
import { incidentPath, jobPath, mendPath, runbookPath, runPath } from "./paths.ts";
import { foundAndAdvice, type Problem } from "./problems.ts";
import { systemWords } from "./words.ts";

/** What is wrong in one line: the watch's own sentence, or whose problem it is and its cause. */
export function titleOf(
  { subject, reasons, sentence }: Pick<Problem, "subject" | "reasons" | "sentence">,
  locale: Locale,
): string {
  const texts = textsFor(locale).system.attention;
  const [reason] = reasons;
  if (reason?.kind === "found" && sentence) return foundAndAdvice(textIn(sentence, locale)).found;
  const watch = subject.kind === "watch" ? watches.find(({ name }) => name === subject.name) : undefined;
  if (reason?.kind === "found" && watch) return textIn(watch.description, locale);
  const cause = reason ? causeInLine(reason, locale) : "";
  if (reason?.kind === "clock-leapt" || reason?.kind === "database-away") return sentenceCase(cause);
  if (subject.kind === "host") return cause ? `${texts.host}: ${cause}` : texts.host;
  return cause ? `${subject.name}: ${cause}` : subject.name;
}

/** What is told row by row below it is named here only. */
function causeInLine(reason: IncidentReason, locale: Locale): string {
  const message = "message" in reason ? (reason.message ?? "") : "";
  const known = knownError(message);
  if (known?.kind === "unsent") return textsFor(locale).system.mailsUnsentInShort(known.mails);
  const said = knownErrorInShort(message, locale) ?? systemWords(locale).reason(reason);
  // What to do about it, the line to type, stands below it.
  return reason.kind === "never-ran" ? foundAndAdvice(said).found : said;
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
  "clock-leapt",
  "database-away",
  "blind",
];

/** The one place where it is mended: the run, the list, or the page with the runbook's part about it. */
export function mendOf(
  { subject, reasons, runId, incident }: Pick<Problem, "subject" | "reasons" | "runId" | "incident">,
  locale: Locale,
): { href: Route; label: string } {
  const texts = textsFor(locale).system.attention;
  const [reason] = reasons;
  if (reason?.kind === "found" && reason.href) {
    const label = reason.href.startsWith(runbookPath("")) ? texts.mend : texts.seeList;
    return { href: reason.href as Route, label };
  }
  const failedRun = reason && "runId" in reason ? reason.runId : runId;
  if (failedRun && !(reason && mendedByRunbook.includes(reason.kind))) {
    return { href: runPath(failedRun), label: reason?.kind === "error" ? texts.seeError : texts.seeRun };
  }
  if (subject.kind === "job") return { href: mendPath(jobPath(subject.name)), label: texts.mend };
  if (incident) return { href: mendPath(incidentPath(incident.id)), label: texts.mend };
  return { href: runbookPath(reason?.kind ?? "scheduler-down"), label: texts.mend };
}

/** What to type at the server, where one line mends it; undefined where it does not. */
export function commandOf(reason: IncidentReason | undefined): string | undefined {
  if (reason?.kind === "never-ran") return "npx ronda install crontab";
  if (reason?.kind !== "rejected" || !isCurl(reason.userAgent)) return undefined;
  // Where others are accepted, the file of the secret is right, and this job has a line of its own beside it.
  return reason.acceptedJob ? "npx ronda install crontab" : "npx ronda export curl-config";
}

/** What else the line at the server mends that mends this; empty where no line does. */
export function mendedAlike({ key, reasons: [reason] }: Problem, all: readonly Problem[]): string[] {
  const command = commandOf(reason);
  if (!command) return [];
  return all
    .filter((other) => other.key !== key && commandOf(other.reasons[0]) === command)
    .map(({ subject }) => subject.name);
}

/** What a crontab calls by. Of an incident that was kept by a release before, nothing is known. */
function isCurl(userAgent: string | null | undefined): boolean {
  return userAgent === undefined || /^curl\//i.test(userAgent ?? "");
}
