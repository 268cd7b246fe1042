import type { Overview } from "ronda";
import { count, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import type { BadgeTone } from "#ui/badge.tsx";
import { type SystemNotice, toneOfNotice } from "./notices.ts";
import type { StuckMoney } from "./stuck-money.ts";

/** All that the page shows in yellow or red. `stuck` is null where it could not be counted in time. */
export type Wrong = { overview: Pick<Overview, "jobs">; stuck: StuckMoney[] | null; notices: SystemNotice[] };

/** The sentence that tells in three seconds whether anything is wrong, and its tone. */
export function headline(
  { overview: { jobs }, stuck, notices }: Wrong,
  locale: Locale,
): { tone: BadgeTone; sentence: string } {
  const texts = textsFor(locale).system.headline;
  const failed = jobs.filter(({ health }) => health.badge === "FAILED").length;
  const stale = jobs.filter(({ health }) => health.badge === "STALE").length;
  const amountRupiah = (stuck ?? []).reduce((sum, { amountRupiah }) => sum + amountRupiah, 0);
  const lost = (stuck ?? []).reduce((sum, { kind, count }) => sum + (isFile(kind) ? count : 0), 0);
  const dead = (stuck ?? []).reduce((sum, { kind, count }) => sum + (kind === "mails" ? count : 0), 0);
  const parts = [
    stuck === null && texts.databaseSlow,
    failed > 0 && texts.failed(failed),
    stale > 0 && texts.stale(stale),
    amountRupiah > 0 && texts.stuck(rupiah(amountRupiah)),
    lost > 0 && texts.lost(lost),
    ...notices.map((notice) => noticeInShort(notice, locale)),
    dead > 0 && texts.dead(dead),
  ].filter((part) => part !== false);
  if (parts.length > 0) {
    const isRed = failed > 0 || stuck === null || notices.some(({ kind }) => toneOfNotice[kind] === "failed");
    return { tone: isRed ? "failed" : "stale", sentence: `${sentenceCase(parts.join(", "))}.` };
  }
  const allWait = jobs.length > 0 && jobs.every(({ health }) => health.state === "waiting");
  return { tone: "ok", sentence: allWait ? texts.allWaiting(jobs.length) : texts.allWell(jobs.length) };
}

function noticeInShort(notice: SystemNotice, locale: Locale): string {
  const texts = textsFor(locale).system.headline.notices;
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
