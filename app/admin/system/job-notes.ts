import { type Locale, textsFor } from "#texts/index.ts";

type NoteKind = keyof ReturnType<typeof textsFor>["system"]["jobNotes"];

/**
 * What runs of our own jobs note, in the one language in which a row keeps it. The engine cuts a note after 200 characters, so
 * the end of a long one may be missing.
 */
const known: readonly (readonly [NoteKind, RegExp])[] = [
  ["mails-left", /(\d{1,12}) mails waiting, more than one run can send/g],
  ["mails-keyless", /(\d{1,12}) mails waiting, RESEND_API_KEY missing/g],
  ["unfinished-today", /stopped before everybody was reminded; run it again today/g],
  ["unfinished-trips", /stopped before the end, (\d{1,12}) trips left to complete/g],
  ["unfinished", /stopped before [a-z ]{1,80}; the next run goes on/g],
  ["files-left", /(\d{1,12}) files were left for the next night/g],
  ["table-by-table", /[^;]{0,200}: the database was written a table at a time/g],
  ["files-missing", /(\d{1,12}) files that rows name were not there[^;]*/g],
  ["backup-damaged", /(\d{1,12}) files of the backup before [^;]*/g],
  ["uploads-damaged", /(\d{1,12}) uploads are damaged or gone where they were; their copies [^;]*/g],
  ["uploads-lost", /(\d{1,12}) uploads are no complete pictures[^;]*/g],
];

/** Every note of ours within a text in the reader's words; all else stays as it is. */
export function notesInWords(text: string, locale: Locale): string {
  const { jobNotes: notes } = textsFor(locale).system;
  return known.reduce(
    (told, [kind, words]) => told.replace(words, (_, figure) => notes[kind](typeof figure === "string" ? figure : "")),
    text,
  );
}
