import { zoneLabel } from "../schedule/time-zone.ts";
import { age, momentParts, type Precision } from "../words/format.ts";
import type { Drawing } from "./context.ts";
import { type Html, html } from "./html.ts";

/** A moment in the display zone with UTC beside it: `24 Nov 00:30 CET 23 Nov 23:30 UTC`; the day of UTC only where it is another. */
export function time(at: Date, { locale, zone, zoneNames }: Drawing, precision: Precision = "short"): Html {
  const own = momentParts(at, locale, zone, { precision, zoneNames });
  const utc = momentParts(at, locale, "UTC", { precision });
  const beside = `${utc.date === own.date ? "" : `${utc.date} `}${utc.time} ${utc.name}`;
  const isUtc = zoneLabel(zone) === utc.name;
  return html`<time datetime="${at.toISOString()}"><span class="keep">${own.date} ${own.time} ${own.name}</span>${!isUtc && html` <span class="utc">${beside}</span>`}</time>`;
}

/** How long ago or ahead a moment is: `3 mnt lalu`, `in 2 h`. */
export function distance(at: Date, { locale, now, texts }: Drawing): string {
  const aheadMs = at.getTime() - now.getTime();
  if (Math.abs(aheadMs) < 60_000) return aheadMs < 0 ? texts.justNow : texts.due;
  return aheadMs < 0 ? texts.ago(age(-aheadMs, locale)) : texts.within(age(aheadMs, locale));
}
