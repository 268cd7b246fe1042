import { parseSchedule } from "../schedule/schedule.ts";
import { dayIn, zoneLabel } from "../schedule/time-zone.ts";
import type { MarkedSlot, SlotMark } from "../types.ts";
import { count, shortDay } from "../words/format.ts";
import type { Drawing } from "./context.ts";
import { type Html, html } from "./html.ts";

/** More slots of a day than this stand together, each drawn as the worst of them. */
const mostCells = 48;
const cellWidth = 5;
/** Worst first, which is also the order in which they are told. */
const worstFirst: SlotMark[] = ["failed", "missed", "late", "skipped", "running", "on-time"];

/**
 * How each slot of the last days went, a line a day, the latest first: as marks, whose height tells what their colour does,
 * and in words beside them, which is what a screen reader reads. Nothing for a job without slots.
 */
export function slotMarks(slots: readonly MarkedSlot[], drawing: Drawing): Html | null {
  if (slots.length === 0) return null;
  const { texts, zone, zoneNames } = drawing;
  const days = byDay(slots, zone).toReversed();
  return html`<section aria-labelledby="slots"><h2 id="slots">${texts.slotsOf(zoneLabel(zone, zoneNames))}</h2>
<ul class="plain marks">${days.map((day) => dayLine(day, drawing))}</ul></section>`;
}

type Day = { day: string; slots: MarkedSlot[] };

function byDay(slots: readonly MarkedSlot[], zone: string): Day[] {
  const midnights = parseSchedule("0 0 * * *", zone);
  const days: Day[] = [];
  let until = new Date(0);
  for (const slot of slots) {
    if (slot.slotAt >= until) {
      days.push({ day: dayIn(zone, slot.slotAt), slots: [] });
      until = midnights.next(slot.slotAt);
    }
    days.at(-1)!.slots.push(slot);
  }
  return days;
}

function dayLine({ day, slots }: Day, { texts, locale }: Drawing): Html {
  const said = worstFirst
    .map((mark) => [mark, slots.filter((slot) => slot.mark === mark).length] as const)
    .filter(([, amount]) => amount > 0)
    .map(([mark, amount]) => `${count(amount, locale)} ${texts.marks[mark]}`);
  const cells = cellsOf(slots);
  return html`<li><b>${shortDay(day, locale)}</b> <span>${said.join(" · ")}</span>
<svg viewBox="0 0 ${mostCells * cellWidth} 20" preserveAspectRatio="xMinYMid" aria-hidden="true" focusable="false">${cells.map(cell)}</svg></li>
`;
}

function cellsOf(slots: readonly MarkedSlot[]): SlotMark[] {
  const together = Math.ceil(slots.length / mostCells);
  return Array.from({ length: Math.ceil(slots.length / together) }, (_, index) => {
    const those = slots.slice(index * together, (index + 1) * together);
    return worstFirst.find((mark) => those.some((slot) => slot.mark === mark))!;
  });
}

const heights: Record<SlotMark, number> = { failed: 20, missed: 4, late: 10, skipped: 7, running: 14, "on-time": 14 };

function cell(mark: SlotMark, index: number): Html {
  const height = heights[mark];
  return html`<rect class="${mark}" x="${index * cellWidth}" y="${20 - height}" width="${cellWidth - 1}" height="${height}"/>`;
}
