import type { Overview } from "ronda";
import { count, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import type { BadgeTone } from "#ui/badge.tsx";
import { isWarning, type SystemNotice, toneOfNotice } from "./notices.ts";
import type { StuckMoney } from "./stuck-money.ts";
import { systemWords } from "./words.ts";

/** All that the page shows in yellow or red. `stuck` is null where it could not be counted in time. */
export type Wrong = { overview: Pick<Overview, "jobs">; stuck: StuckMoney[] | null; notices: SystemNotice[] };

/** The sentence that tells in three seconds whether anything is wrong, its tone, and how many things are. */
export function headline(
  { overview: { jobs }, stuck, notices }: Wrong,
  locale: Locale,
): { tone: BadgeTone; sentence: string; wrong: number } {
  const texts = textsFor(locale).system.headline;
  const words = systemWords(locale);
  const amountRupiah = (stuck ?? []).reduce((sum, { amountRupiah }) => sum + amountRupiah, 0);
  const lost = (stuck ?? []).reduce((sum, { kind, count }) => sum + (isFile(kind) ? count : 0), 0);
  const dead = (stuck ?? []).reduce((sum, { kind, count }) => sum + (kind === "mails" ? count : 0), 0);
  const parts = [
    stuck === null && texts.databaseSlow,
    ...words.troubles(jobs),
    amountRupiah > 0 && texts.stuck(rupiah(amountRupiah)),
    lost > 0 && texts.lost(lost),
    ...notices.map((notice) => noticeInShort(notice, locale)),
    dead > 0 && texts.dead(dead),
  ].filter((part) => part !== false);
  const badJobs = jobs.filter(({ health }) => health.badge !== "OK").length;
  const wrong = badJobs + (stuck ?? []).length + notices.length + (stuck === null ? 1 : 0);
  if (parts.length > 0) {
    const hasFailed = jobs.some(({ health }) => health.badge === "FAILED");
    const isRed = hasFailed || stuck === null || notices.some(({ kind }) => toneOfNotice[kind] === "failed");
    return { tone: isRed ? "failed" : "stale", sentence: `${sentenceCase(parts.join(", "))}.`, wrong };
  }
  return { tone: "ok", sentence: words.allWell(jobs), wrong: 0 };
}

function noticeInShort(notice: SystemNotice, locale: Locale): string {
  const texts = textsFor(locale).system.headline.notices;
  if (isWarning(notice)) return systemWords(locale).warningInShort(notice);
  return notice.kind === "mail-key" ? texts["mail-key"](count(notice.mails, locale)) : texts[notice.kind];
}

/** Whether what a watch saw are lost files, rather than money. */
export function isFile(kind: StuckMoney["kind"]): boolean {
  return kind === "photos" || kind === "papers";
}

/** The same text with a capital at its start. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
