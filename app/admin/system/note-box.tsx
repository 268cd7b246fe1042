import { type Locale, textsFor } from "#texts/index.ts";
import { Moment } from "#ui/moment.tsx";
import { Notice } from "#ui/notice.tsx";
import { systemWords, type WarningNote } from "./words.ts";

/** What is worth doing about a job that is well so far: what was seen, how often, when last and by whom, and what it means. */
export function NoteBox({ note, isPaused, locale }: { note: WarningNote; isPaused: boolean; locale: Locale }) {
  const texts = textsFor(locale).system.noteBoxes;
  const [said] = systemWords(locale).notes({ state: null, notes: [note] });
  return (
    <Notice tone="stale">
      <p className="font-bold">{said}</p>
      {note.kind === "rejected" && (
        <p className="text-ink">
          {texts.lastRejected} <Moment at={note.lastAt} locale={locale} />
          {", "}
          {note.userAgent ? (
            <>
              {texts.calledBy} <code className="font-mono text-[13px] break-all">{note.userAgent}</code>
            </>
          ) : (
            texts.namelessCaller
          )}
          {"."}
        </p>
      )}
      <p className="text-ink">{note.kind === "rejected" && isPaused ? texts.rejectedPaused : texts.means[note.kind]}</p>
    </Notice>
  );
}
