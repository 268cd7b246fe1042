import type { JobOverview, Overview } from "ronda";
import { textIn } from "ronda/words";
import { isAboutSeats, knownError } from "#domain/office/known-errors.ts";
import { count, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { watchInShort } from "#texts/watches.ts";
import type { JobTone } from "#ui/badge.tsx";
import { isWarning, type SystemNotice, toneOfNotice } from "./notices.ts";
import { foundAndAdvice, isHandled, notedJobs, type Problem, problemsOf } from "./problems.ts";
import { pausedJobs } from "./rooms.ts";
import type { UnusualResult } from "./unusual.ts";
import { systemWords } from "./words.ts";

/** All that the page shows in yellow or red. */
export type Wrong = {
  overview: Pick<Overview, "jobs" | "incidents" | "watches">;
  notices: SystemNotice[];
  /** Missing where nobody looked. */
  unusual?: UnusualResult[];
};

/**
 * The sentence that tells in three seconds whether anything is wrong, its tone, and how many things are. Where something costs
 * more than the rest, `mainLength` is how much of it says that.
 */
export function headline(
  { overview, notices, unusual = [] }: Wrong,
  locale: Locale,
): { tone: JobTone; sentence: string; mainLength?: number; wrong: number } {
  const texts = textsFor(locale).system.headline;
  const all = problemsOf(overview);
  const problems = all.filter((problem) => !isHandled(problem));
  const handled = systemWords(locale).handled(all.flatMap(({ incident }) => incident ?? []));
  const short = problemsInShort({ problems, jobs: overview.jobs }, locale);
  // The same clock is told of by its incident, which every process of its host knows.
  const isNamed = problems.some(({ reasons: [reason] }) => reason?.kind === "clock-leapt");
  const besides = notices.filter(({ kind }) => !(isNamed && kind === "clock"));
  const wrong = [...short, ...new Set(besides.flatMap((notice) => noticeInShort(notice, notices, locale)))];
  const paused = pausedJobs(overview.jobs).length;
  const grave = [
    ...graveParts(problems, locale),
    ...notices.flatMap((notice) => unheardPart(notice, locale)),
    ...handledGraveParts(all, locale),
  ];
  const main = grave.length > 0 ? `${sentenceCase(grave.join(", "))}. ` : "";
  const mainLength = main ? { mainLength: main.length } : {};
  if (wrong.length > 0 || problems.length + notices.length > 0) {
    const told = wrong.length > mostParts ? [...wrong.slice(0, mostParts - 1), others(wrong.length, locale)] : wrong;
    const parts = [...told, ...handled, ...(paused > 0 ? [texts.alsoPaused(paused)] : [])];
    const isRed =
      problems.some(({ severity }) => severity === "FAILED") ||
      notices.some(({ kind }) => toneOfNotice[kind] === "failed");
    // What matters most is said, before all that is wrong is counted.
    const sentence = parts.length > 0 ? `${main}${sentenceCase(parts.join(", "))}.` : main.trim();
    return {
      tone: isRed ? "failed" : "stale",
      sentence,
      ...mainLength,
      wrong: problems.length + besides.length,
    };
  }
  if (handled.length > 0) {
    const sentence = `${main}${texts.handled} ${sentenceCase(handled.join(", "))}.`;
    return { tone: "paused", sentence, ...mainLength, wrong: 0 };
  }
  const noted = notedJobs(overview.jobs).length + unusual.length;
  const sentence = [
    systemWords(locale).allWell(overview.jobs),
    paused > 0 && texts.paused(paused),
    noted > 0 && texts.notes(noted),
  ];
  return { tone: "ok", sentence: sentence.filter(Boolean).join(" "), wrong: 0 };
}

/** The same of what somebody deals with already: it is as true for everybody else until it is over. */
function handledGraveParts(all: Problem[], locale: Locale): string[] {
  const { beingHandled } = textsFor(locale).system.headline;
  return graveParts(all.filter(isHandled), locale).map(beingHandled);
}

/** Books that do not add up, and mails of which none gets out: what costs most while nobody acts. */
function graveParts(problems: Problem[], locale: Locale): string[] {
  const texts = textsFor(locale).system.headline.grave;
  const found = problems.flatMap(({ reasons }) =>
    reasons.flatMap((reason) => ("message" in reason && reason.message ? (knownError(reason.message) ?? []) : [])),
  );
  const books = found.find((known) => known.kind === "books");
  const isMoney = books?.rules.some((rule) => !isAboutSeats(rule));
  const isMail = found.some(({ kind }) => kind === "mails" || kind === "unsent");
  return [...(books ? [isMoney ? texts.books : texts.seats] : []), ...(isMail ? [texts.mails] : [])];
}

/** More make no sentence that one reads at a glance: the others stand below it, and are counted. */
const mostParts = 5;

function others(parts: number, locale: Locale): string {
  return textsFor(locale).system.headline.others(parts - mostParts + 1);
}

/** So many findings without money are told by their own words; more are counted. */
const mostNamed = 2;

type HeadlineInput = { problems: Problem[]; jobs: JobOverview[] };

/** What is wrong with jobs in the words and figures of the headline, and its tone; empty where all run on time. */
export function jobsInShort(overview: Wrong["overview"], locale: Locale): { tone: JobTone; parts: string[] } {
  const all = problemsOf(overview);
  const problems = all.filter(({ incident, subject }) => !isHandled({ incident }) && subject.kind !== "watch");
  const handled = systemWords(locale).handled(all.flatMap(({ incident }) => incident ?? []));
  const parts = [...problemsInShort({ problems, jobs: overview.jobs }, locale), ...handled];
  if (problems.some(({ severity }) => severity === "FAILED")) return { tone: "failed", parts };
  return { tone: problems.length > 0 ? "stale" : parts.length > 0 ? "paused" : "ok", parts };
}

/** All that is wrong, each kind in a few words. Jobs are counted as their badges below say it: a failed one may be late, too. */
function problemsInShort({ problems, jobs: known }: HeadlineInput, locale: Locale): string[] {
  const texts = textsFor(locale).system.headline;
  const of = (kind: Problem["subject"]["kind"]) => problems.filter(({ subject }) => subject.kind === kind);
  const jobs = of("job");
  const isNamed = (name: string) => jobs.some(({ subject }) => subject.name === name);
  const alsoLate = known.filter(({ name, health }) => health.alsoStale && isNamed(name));
  const failed = jobs.filter(({ severity }) => severity === "FAILED").length;
  const late = jobs.length - failed + alsoLate.length;
  const found = of("watch").flatMap((problem) => {
    const [reason] = problem.reasons;
    return reason?.kind === "found" ? [{ ...problem, reason }] : [];
  });
  const blind = of("watch").length - found.length;
  const amountRupiah = found.reduce((sum, { reason }) => sum + (reason.amountRupiah ?? 0), 0);
  const others = found.filter(({ reason }) => !reason.amountRupiah);
  return [
    ...of("host").map(({ reasons: [reason] }) => {
      if (reason?.kind === "clock-leapt") return texts.clock;
      return reason?.kind === "scheduler-down" && reason.backAt ? texts.behind(reason.jobs.length) : texts.down;
    }),
    failed > 0 && texts.failed(failed),
    late > 0 && texts.late(late),
    amountRupiah > 0 && texts.stuck(rupiah(amountRupiah)),
    ...(others.length > mostNamed
      ? [texts.findings(others.length)]
      : others.map((problem) => inShort(problem, locale))),
    blind > 0 && texts.blind(blind),
  ].filter((part) => typeof part === "string");
}

/** What a watch found in a few words; where there are none, its first sentence: the second says what to do. */
function inShort({ subject, sentence, reasons: [reason] }: Problem, locale: Locale): string {
  const short = reason?.kind === "found" && watchInShort(subject.name, count(reason.count, locale), locale);
  if (short) return short;
  const { found } = foundAndAdvice(sentence ? textIn(sentence, locale) : "");
  return found || textsFor(locale).system.headline.findings(1);
}

/** That no alert reaches anybody, which costs as much as what nobody hears of. */
function unheardPart(notice: SystemNotice, locale: Locale): string[] {
  return notice.kind === "unheard" ? [systemWords(locale).warningInShort(notice)] : [];
}

/** Nothing of what the sentence says before it counts anything: that every channel fails says it of each. */
function noticeInShort(notice: SystemNotice, all: SystemNotice[], locale: Locale): string[] {
  const texts = textsFor(locale).system.headline.notices;
  const isUnheard = all.some(({ kind }) => kind === "unheard");
  if (isUnheard && (notice.kind === "unheard" || notice.kind === "channel")) return [];
  if (isWarning(notice)) return [systemWords(locale).warningInShort(notice)];
  return [notice.kind === "mail-key" ? texts["mail-key"](count(notice.mails, locale)) : texts[notice.kind]];
}

/** The same text with a capital at its start. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
