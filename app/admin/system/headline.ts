import type { Overview } from "ronda";
import { textIn } from "ronda/words";
import { count, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import type { BadgeTone } from "#ui/badge.tsx";
import { isWarning, type SystemNotice, toneOfNotice } from "./notices.ts";
import { foundAndAdvice, isHandled, pausedJobs, type Trouble, troublesOf } from "./troubles.ts";
import { systemWords } from "./words.ts";

/** All that the page shows in yellow or red. */
export type Wrong = { overview: Pick<Overview, "jobs" | "incidents" | "watches">; notices: SystemNotice[] };

/** The sentence that tells in three seconds whether anything is wrong, its tone, and how many things are. */
export function headline(
  { overview, notices }: Wrong,
  locale: Locale,
): { tone: BadgeTone; sentence: string; wrong: number } {
  const texts = textsFor(locale).system.headline;
  const all = troublesOf(overview);
  const troubles = all.filter((trouble) => !isHandled(trouble));
  const handled = systemWords(locale).handled(all.flatMap(({ incident }) => incident ?? []));
  const wrong = [...troublesInShort(troubles, locale), ...notices.map((notice) => noticeInShort(notice, locale))];
  if (wrong.length > 0) {
    const told = wrong.length > mostParts ? [...wrong.slice(0, mostParts - 1), others(wrong.length, locale)] : wrong;
    const parts = [...told, ...handled];
    const isRed =
      troubles.some(({ severity }) => severity === "FAILED") ||
      notices.some(({ kind }) => toneOfNotice[kind] === "failed");
    const sentence = `${sentenceCase(parts.join(", "))}.`;
    return { tone: isRed ? "failed" : "stale", sentence, wrong: troubles.length + notices.length };
  }
  if (handled.length > 0) {
    return { tone: "paused", sentence: `${texts.handled} ${sentenceCase(handled.join(", "))}.`, wrong: 0 };
  }
  const paused = pausedJobs(overview.jobs).length;
  const well = systemWords(locale).allWell(overview.jobs);
  return { tone: "ok", sentence: paused > 0 ? `${well} ${texts.paused(paused)}` : well, wrong: 0 };
}

/** More make no sentence that one reads at a glance: the others stand below it, and are counted. */
const mostParts = 4;

function others(parts: number, locale: Locale): string {
  return textsFor(locale).system.headline.others(parts - mostParts + 1);
}

/** So many findings without money are told by their own words; more are counted. */
const mostTold = 2;

function troublesInShort(troubles: Trouble[], locale: Locale): string[] {
  const texts = textsFor(locale).system.headline;
  const of = (kind: Trouble["subject"]["kind"]) => troubles.filter(({ subject }) => subject.kind === kind);
  const jobs = of("job");
  const [failed, late] = [
    jobs.filter(({ severity }) => severity === "FAILED"),
    jobs.filter(({ severity }) => severity === "STALE"),
  ];
  const found = of("watch").flatMap((trouble) => {
    const [reason] = trouble.reasons;
    return reason?.kind === "found" ? [{ ...trouble, reason }] : [];
  });
  const blind = of("watch").length - found.length;
  const amountRupiah = found.reduce((sum, { reason }) => sum + (reason.amountRupiah ?? 0), 0);
  const others = found.filter(({ reason }) => !reason.amountRupiah);
  return [
    ...of("host").map(({ reasons: [reason] }) =>
      reason?.kind === "scheduler-down" && reason.backAt ? texts.behind(reason.jobs.length) : texts.down,
    ),
    failed.length > 0 && texts.failed(failed.length),
    late.length > 0 && texts.late(late.length),
    amountRupiah > 0 && texts.stuck(rupiah(amountRupiah)),
    ...(others.length > mostTold
      ? [texts.findings(others.length)]
      : others.map(({ sentence }) => inShort(sentence, locale))),
    blind > 0 && texts.blind(blind),
  ].filter((part) => typeof part === "string");
}

/** A watch's first sentence: the second says what to do. */
function inShort(sentence: Trouble["sentence"], locale: Locale): string {
  const { found } = foundAndAdvice(sentence ? textIn(sentence, locale) : "");
  return found || textsFor(locale).system.headline.findings(1);
}

function noticeInShort(notice: SystemNotice, locale: Locale): string {
  const texts = textsFor(locale).system.headline.notices;
  if (isWarning(notice)) return systemWords(locale).warningInShort(notice);
  return notice.kind === "mail-key" ? texts["mail-key"](count(notice.mails, locale)) : texts[notice.kind];
}

/** The same text with a capital at its start. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
