import { limits } from "#limits.ts";
import { logger } from "#logger.ts";
import { type Refusal, refusals } from "./refusals.ts";

/** A request that was refused, one that the database could not serve, or a connection whose response nobody read. */
type Ended = Refusal | "unavailable" | "unread";

type Window = { endsAtMs: number; lines: number; unwritten: number };

/** Lines of this process by reason; the front is loaded once in it. */
const windows: Partial<Record<Ended, Window>> = {};

/**
 * Writes one quiet line about what was refused, without personal data. A flood writes no more than `limits.refusedLog` allows
 * of each reason; the next line of that reason says how many there were besides.
 */
export function writeRefused(reason: Ended, details: { method?: string; path?: string; database?: string } = {}): void {
  const { linesPerWindow, windowMs } = limits.refusedLog;
  const nowMs = performance.now();
  const before = windows[reason];
  const isNew = !before || nowMs >= before.endsAtMs;
  const window = isNew ? { endsAtMs: nowMs + windowMs, lines: 0, unwritten: 0 } : before;
  windows[reason] = window;
  if (window.lines >= linesPerWindow) {
    window.unwritten += 1;
    return;
  }
  window.lines += 1;
  const unwritten = (isNew && before?.unwritten) || undefined;
  const status = reason in refusals ? refusals[reason as Refusal] : undefined;
  logger.info({ scope: "front", reason, status, ...details, unwritten }, "refused a request");
}
