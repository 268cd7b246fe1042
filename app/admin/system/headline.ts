import type { Overview } from "ronda";
import { rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import type { BadgeTone } from "#ui/badge.tsx";
import type { StuckMoney } from "./stuck-money.ts";

/** The sentence that tells in three seconds whether anything is wrong, and its tone. */
export function headline(
  { jobs }: Pick<Overview, "jobs">,
  stuck: StuckMoney[] | null,
  locale: Locale,
): { tone: BadgeTone; sentence: string } {
  const texts = textsFor(locale).system.headline;
  const failed = jobs.filter(({ health }) => health.badge === "FAILED").length;
  const stale = jobs.filter(({ health }) => health.badge === "STALE").length;
  const amountRupiah = (stuck ?? []).reduce((sum, { amountRupiah }) => sum + amountRupiah, 0);
  const lost = (stuck ?? []).reduce((sum, { kind, count }) => sum + (isFile(kind) ? count : 0), 0);
  const wrong = [
    stuck === null && texts.databaseSlow,
    failed > 0 && texts.failed(failed),
    stale > 0 && texts.stale(stale),
    amountRupiah > 0 && texts.stuck(rupiah(amountRupiah)),
    lost > 0 && texts.lost(lost),
  ].filter((part) => part !== false);
  if (wrong.length > 0)
    return { tone: failed > 0 || stuck === null ? "failed" : "stale", sentence: `${sentenceCase(wrong.join(", "))}.` };
  const allWait = jobs.length > 0 && jobs.every(({ health }) => health.state === "waiting");
  return { tone: "ok", sentence: allWait ? texts.allWaiting(jobs.length) : texts.allWell(jobs.length) };
}

/** Whether what a watch saw are lost files, rather than money. */
export function isFile(kind: StuckMoney["kind"]): boolean {
  return kind === "photos" || kind === "papers";
}

/** The same text with a capital at its start. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
