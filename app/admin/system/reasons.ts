import type { Health, HealthNote, HealthReason } from "ronda";
import { duration } from "#texts/duration.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { clockTime } from "#texts/moments.ts";

/** Why a badge is not OK, in one line. */
export function reasonInWords(reason: HealthReason, locale: Locale): string {
  const texts = textsFor(locale).system.reasons;
  switch (reason.kind) {
    case "error":
      return reason.message ? texts.error(firstLine(reason.message)) : texts.unknownError;
    case "timeout":
      return texts.timeout;
    case "crashed":
      return texts.crashed;
    case "expectation":
      return texts.expectation(firstLine(reason.message));
    case "never-ran":
      return texts.neverRan;
    case "missed":
      return texts.missed(reason.count);
    case "silent":
      return reason.lastSuccessAt
        ? texts.silentSince(clockTime(reason.lastSuccessAt, locale, "WIB"))
        : texts.silentEver;
    case "off-slot":
      return texts.offSlot(duration(Math.abs(reason.offsetMs), locale));
    case "rejected":
      return texts.rejected(reason.count);
    case "host-down":
      return texts.hostDown;
  }
}

/** What stands beside a badge although nothing is wrong: its state, its notes. */
export function notesInWords({ state, notes }: Health, locale: Locale): string[] {
  const texts = textsFor(locale).system.notes;
  const inWords = (note: HealthNote) => {
    if (note.kind === "note") return note.message;
    return note.kind === "rejected" ? texts.rejected(note.count) : texts[note.kind];
  };
  return [state && texts[state], ...notes.map(inWords)].filter((note): note is string => Boolean(note));
}

/** Whether a reason makes a badge FAILED, by a run that ended badly, or STALE, by one that did not come. */
export function toneOf(reason: HealthReason): "failed" | "stale" {
  return runOf(reason) ? "failed" : "stale";
}

/** The run that a reason points at, if it points at one. */
export function runOf(reason: HealthReason): string | undefined {
  return "runId" in reason ? reason.runId : undefined;
}

function firstLine(message: string): string {
  return message.split("\n", 1)[0] ?? message;
}
