import { type ReadReason, readReason, reasons } from "../record/reasons.ts";
import type { ZoneNames } from "../schedule/time-zone.ts";
import type { RunStatus, RunSummary } from "../types.ts";
import { moment } from "./format.ts";
import type { Sentences } from "./id/sentences.ts";
import type { Locale } from "./locale.ts";

type Saying = { locale: Locale; displayZone: string; zoneNames: ZoneNames | undefined; sentences: Sentences };

/** Notes of one run stand in one text. */
const betweenNotes = "; ";

/** Says the engine's own reasons in the reader's language; a job's own notes stay as they were written. */
export function runReasonInWords(reason: string, said: Saying): string {
  return reason
    .split(betweenNotes)
    .map((text) => sayOne(text, said))
    .join(betweenNotes);
}

function sayOne(text: string, { locale, displayZone, zoneNames, sentences }: Saying): string {
  const read = readReason(text);
  const said = sentences.runReasons;
  const at = (when: Date) => moment(when, locale, displayZone, { zoneNames });
  if (!read) return text;
  switch (read.kind) {
    case "running":
      return read.closedAs
        ? said.worksOn(at(read.since), sentences.statuses[read.closedAs as RunStatus] ?? read.closedAs)
        : said.running(at(read.since));
    case "slot-has-run":
      return said.slotHasRun(at(read.slotAt));
    case "no-place":
      return said.noPlace(read.places);
    case "paused": {
      const { until, by, reason, inSpiteOf } = read;
      const pause = until ? said.pausedUntil(by, at(until), reason) : said.paused(by, reason);
      return inSpiteOf ? said.inSpiteOf(pause) : pause;
    }
    case "released":
      return said.released(read.by, read.reason);
    case "retried":
      return said.retried(read.made, read.attempts);
    default:
      return said[read.kind];
  }
}

/** Which advice follows a reason of a row that never ran; of what is not named here nothing is known. */
const adviceOf: Partial<Record<ReadReason["kind"], keyof Sentences["unrun"]>> = {
  "nobody-came": "nobody-came",
  "none-alive": "none-alive",
  "not-run-again": "not-run-again",
  "database-away": "database-away",
  "was-paused": "paused",
  paused: "paused",
  running: "running",
  "slot-has-run": "slot-has-run",
  "ran-elsewhere": "slot-has-run",
  "no-place": "no-place",
};

/** Why a row that never ran did not, and what to do about it; null for every other row. */
export function unrunInWords(
  { status, reason }: Pick<RunSummary, "status" | "reason">,
  said: Saying,
): { why: string; whatToDo: string } | null {
  if (status !== "MISSED" && status !== "SKIPPED") return null;
  const text = reason ?? (status === "MISSED" ? reasons.nobodyCame() : "");
  const kind = readReason(text)?.kind;
  const advice = said.sentences.unrun[(kind && adviceOf[kind]) ?? "unknown"];
  const why = text === "" ? said.sentences.statuses[status] : runReasonInWords(text, said);
  return { why: `${why.charAt(0).toUpperCase()}${why.slice(1)}.`, whatToDo: advice };
}
