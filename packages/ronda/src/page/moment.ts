import { zoneLabel } from "../schedule/time-zone.ts";
import { age, moment, type Precision } from "../words/format.ts";
import type { Drawing } from "./context.ts";
import { type Html, html } from "./html.ts";

/** A moment in the display zone with UTC beside it: `23 Nov 01:00 Asia/Tokyo 22 Nov 16:00 UTC`; the day of UTC only where it is another. */
export function time(at: Date, { locale, zone, zoneNames }: Drawing, precision: Precision = "short"): Html {
  const shown = moment(at, locale, zone, { precision, zoneNames });
  return html`<time datetime="${at.toISOString()}"><span class="keep">${shown}</span>${besideIt(at, { locale, zone, shown, precision })}</time>`;
}

type Shown = Pick<Drawing, "locale" | "zone"> & { shown: string; precision: Precision };

function besideIt(at: Date, { locale, zone, shown, precision }: Shown): Html | null {
  if (zoneLabel(zone) === "UTC") return null;
  const utc = moment(at, locale, "UTC", { precision });
  const [words, utcWords] = [shown.split(" "), utc.split(" ")];
  // A date ends before the time and the zone, which are the last two words.
  const isSameDay = words.slice(0, -2).join(" ") === utcWords.slice(0, -2).join(" ");
  return html` <span class="utc">${isSameDay ? utcWords.slice(-2).join(" ") : utc}</span>`;
}

/** How long ago or ahead a moment is: `3 mnt lalu`, `in 2 h`. */
export function distance(at: Date, { locale, now, texts }: Drawing): string {
  const aheadMs = at.getTime() - now.getTime();
  if (Math.abs(aheadMs) < 60_000) return aheadMs < 0 ? texts.justNow : texts.due;
  return aheadMs < 0 ? texts.ago(age(-aheadMs, locale)) : texts.within(age(aheadMs, locale));
}
