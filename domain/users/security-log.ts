import { limits } from "#limits.ts";
import { logger } from "#logger.ts";
import { onceAProcess } from "#once-a-process.ts";
import { sign } from "./signature.ts";

/** What somebody was refused. */
export type Refused =
  | "sign-in refused"
  | "sign-in locked"
  | "second step refused"
  | "owner not proved"
  | "admin page refused"
  | "limit reached";

type Details = {
  /** Whose account it is about: an address or an id. Only a mark of it is written. */
  account?: string;
  /** From where it was tried. Only a mark of it is written. */
  network?: string | null;
  /** Why, as a code of ours. */
  reason?: string;
  /** What it was about: the name of a limit, or of a part of the back office. Nothing that a visitor chose. */
  what?: string;
};

/**
 * Writes one line that somebody was refused: what an operator needs to see that an account or a network is being tried,
 * and no personal data. Accounts and networks stand in it as marks that are the same all day and cannot be turned back or
 * compared with another day's. A flood writes no more than `limits.securityLog` allows; the next line says how many more
 * there were.
 */
export function logRefusal(refused: Refused, { account, network, reason, what }: Details, now: Date): void {
  const more = roomInLog(refused, now);
  if (more === undefined) return;
  const marks = { account: account && markOf(account, now), network: network ? markOf(network, now) : undefined };
  logger.warn({ scope: "security", ...marks, reason, what, unwritten: more || undefined }, refused);
}

/** A keyed hash, short and of this day alone. */
function markOf(text: string, now: Date): string {
  return sign(`log ${now.toISOString().slice(0, 10)}`, text.trim().toLowerCase()).slice(0, 10);
}

type Window = { startedAtMs: number; lines: number; unwritten: number };

const windows = onceAProcess("security-log", () => new Map<string, Window>());

/**
 * Counts one line of a kind, of which there are few: how many went unwritten before it; undefined where it goes unwritten,
 * too.
 */
export function roomInLog(refused: string, now: Date): number | undefined {
  const { linesPerWindow, windowMs } = limits.securityLog;
  const window = windows.get(refused);
  const ageMs = now.getTime() - (window?.startedAtMs ?? 0);
  if (!window || ageMs >= windowMs || ageMs < 0) {
    windows.set(refused, { startedAtMs: now.getTime(), lines: 1, unwritten: 0 });
    return window?.unwritten ?? 0;
  }
  if (window.lines < linesPerWindow) {
    window.lines += 1;
    return 0;
  }
  window.unwritten += 1;
  return undefined;
}
