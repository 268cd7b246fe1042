import { limits } from "#limits.ts";
import { logger } from "#logger.ts";
import { onceAProcess } from "#once-a-process.ts";
import { type Refusal, refusals } from "./refusals.ts";

/** A request that was refused, one that the database could not serve, or a connection whose response nobody read. */
type LoggedReason = Refusal | "unavailable" | "unread";

type Window = { endsAtMs: number; lines: number; unwritten: number };

/** Lines of this process by what they tell of, the first told of first. */
const windowsOfProcess = () => onceAProcess("refused lines", () => new Map<string, Window>());

/**
 * Writes one quiet line about what was refused, without personal data. A flood writes no more than `limits.refusedLog` allows
 * of each reason; the next line of that reason says how many there were besides.
 */
export function writeRefused(
  reason: LoggedReason,
  details: { method?: string; path?: string; database?: string } = {},
): void {
  const room = roomFor(reason);
  if (!room) return;
  const status = reason in refusals ? refusals[reason as Refusal] : undefined;
  logger.info({ scope: "front", reason, status, ...details, unwritten: room.unwritten }, "refused a request");
}

/** Counts a line that tells of `what`; nothing when there were enough, else how many before it were not written. */
export function roomFor(what: string): { unwritten: number | undefined } | undefined {
  const { linesPerWindow, windowMs, mostKinds } = limits.refusedLog;
  const windows = windowsOfProcess();
  const nowMs = performance.now();
  const before = windows.get(what);
  const isNew = !before || nowMs >= before.endsAtMs;
  const window = isNew ? { endsAtMs: nowMs + windowMs, lines: 0, unwritten: 0 } : before;
  windows.set(what, window);
  if (windows.size > mostKinds) windows.delete(windows.keys().next().value!);
  if (window.lines >= linesPerWindow) {
    window.unwritten += 1;
    return undefined;
  }
  window.lines += 1;
  return { unwritten: (isNew && before?.unwritten) || undefined };
}
