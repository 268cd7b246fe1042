import { readReason } from "../runs/reasons.ts";
import type { ZoneNames } from "../schedule/time-zone.ts";
import type { RunStatus } from "../types.ts";
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
