import type { Health, HealthReason } from "ronda";
import type { HealthNote } from "ronda/types";
import { type Words, wordsFor } from "ronda/words";
import { knownError, knownErrorInWords } from "#domain/office/known-errors.ts";
import { displayZone, zoneNames } from "#ronda.config.ts";
import { type Locale, languageOf, textsFor } from "#texts/index.ts";
import { notesInWords } from "./job-notes.ts";

/** The engine's sentences with SeTrip's own advice: which variable, which file. `ofThis` is advice for one thing alone. */
export function systemWords(locale: Locale, ofThis: { channel?: string } = {}): Words {
  const advice = { ...textsFor(locale).system.advice, ...ofThis };
  const words = wordsFor({
    locale: languageOf(locale).engine,
    displayZone,
    zoneNames,
    secretName: "CRON_SECRET",
    advice,
    cause: (message) => knownErrorInWords(message, locale),
  });
  return {
    ...words,
    warning: (warning) =>
      words.warning(
        warning.kind === "channel" ? { ...warning, message: readersWords(warning.message, locale) } : warning,
      ),
    notes: ({ state, notes }) =>
      words.notes({
        state,
        notes: notes.map((note) =>
          note.kind === "note" && note.message ? { ...note, message: readersWords(note.message, locale) } : note,
        ),
      }),
    runReason: (reason) => words.runReason(readersWords(reason, locale)),
    reason: (reason) =>
      words.reason(
        reason.kind === "expectation" ? { ...reason, message: readersWords(reason.message, locale) } : reason,
      ),
  };
}

/** What an error means, where it is a driver's or the like; every other one as it is. */
export function errorInWords(message: string, locale: Locale): string {
  return systemWords(locale).cause(message)?.says ?? readersWords(message, locale);
}

/** The engine keeps what a job says of its result in one language. */
function readersWords(message: string, locale: Locale): string {
  const known = knownError(message);
  const texts = textsFor(locale).system;
  if (known?.kind === "unsent") return texts.mailsUnsent(known.mails);
  return known?.kind === "backup" ? texts.backupIncomplete(known.uploads) : notesInWords(message, locale);
}

/** Whether a reason makes a badge FAILED, by a run that ended badly, or STALE, by one that did not come. */
export function toneOf(reason: HealthReason): "failed" | "stale" {
  return runOf(reason) ? "failed" : "stale";
}

/** Notes of a job that is well so far, about which somebody should do something before it is not. */
export type WarningNote = Extract<HealthNote, { kind: "rejected" | "slow" }>;

/** See {@link WarningNote}. */
export function isWarningNote(note: HealthNote): note is WarningNote {
  return note.kind === "rejected" || note.kind === "slow";
}

/** Those of a job, see {@link WarningNote}. */
export function warningNotes({ notes }: Pick<Health, "notes">): WarningNote[] {
  return notes.filter(isWarningNote);
}

/** The run that a reason points at, if it points at one. */
export function runOf(reason: HealthReason): string | undefined {
  return "runId" in reason ? reason.runId : undefined;
}
