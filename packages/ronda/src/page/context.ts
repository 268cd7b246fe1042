import type { Job } from "../job/job.ts";
import type { ZoneNames } from "../schedule/time-zone.ts";
import type { IncidentReason } from "../types.ts";
import type { PageTexts } from "../words/id/page.ts";
import type { Locale } from "../words/locale.ts";
import type { Words } from "../words/words.ts";
import type { Link, PageVerb } from "./address.ts";
import type { Piece } from "./html.ts";

/** What every piece of a page needs to know to be drawn. */
export type Drawing = {
  /** The app's name. */
  app: string;
  /** The registry. */
  jobs: ReadonlyMap<string, Job>;
  /** Who looks. */
  actor: string;
  locale: Locale;
  /** The zone of the moments, beside UTC. */
  zone: string;
  zoneNames: ZoneNames | undefined;
  now: Date;
  texts: PageTexts;
  words: Words;
  link: Link;
  /** Where more is told about a kind of reason, if anywhere. */
  guideUrl: (kind: IncidentReason["kind"]) => string | undefined;
  /** The language that the reader has chosen, where it is chosen: it stays in the links. */
  lang: string | undefined;
  /** Whether a page on which something runs loads itself again: what is typed there meanwhile would be lost. */
  refreshes: boolean;
  /** What has just been done on this page, if anything. */
  done: Exclude<PageVerb, "again"> | undefined;
  /** This page itself, with other parameters. */
  here: (parameters: Record<string, string | undefined>) => string;
};

/** A page's own part; the frame around it is always the same. */
export type Content = {
  title: string;
  /** The state that the browser's tab shows. */
  tone: Tone;
  /** Which entry of the navigation it belongs to. */
  place: "jobs" | "runs" | "incidents" | "actions" | null;
  /** Whether something runs, so that the page is worth loading again. */
  isMoving: boolean;
  main: Piece;
};

/** The states that have a colour and a shape. */
export type Tone = "ok" | "stale" | "failed" | "paused" | "running";
