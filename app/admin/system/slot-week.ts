import type { MarkedSlot, SlotMark } from "ronda/types";
import { startOfWibDay, wibDay } from "#domain/calendar.ts";

/** One day of a job: how its slots went, oldest first. */
export type SlotDay = { day: string; slots: MarkedSlot[] };

/** All marks, the worst first. */
export const marksByWeight: readonly SlotMark[] = ["failed", "missed", "late", "skipped", "running", "on-time"];

/** The slots by the WIB day that they fall on; a day without any is empty. */
export function slotDays(slots: MarkedSlot[], days: string[]): SlotDay[] {
  const byDay = Map.groupBy(slots, ({ slotAt }) => wibDay(slotAt));
  return days.map((day) => ({ day, slots: byDay.get(day) ?? [] }));
}

/** How many slots have each mark; marks that none has are left out. The worst first. */
export function countMarks(slots: MarkedSlot[]): { mark: SlotMark; count: number; slots: MarkedSlot[] }[] {
  const byMark = Map.groupBy(slots, ({ mark }) => mark);
  return marksByWeight.flatMap((mark) => {
    const having = byMark.get(mark);
    return having ? [{ mark, count: having.length, slots: having }] : [];
  });
}

/** A day is drawn this large, in units of its drawing. */
export const dayWidth = 72;
export const dayHeight = 24;

/** Hours stand beside each other where a day has more slots, and what comes within an hour below each other. */
const mostInARow = 24;

/** What has one mark in a day's drawing, as one path. */
export type MarkPath = { mark: SlotMark; d: string };

/**
 * A day as a drawing: from left to right as it passes, every slot a cell at its time of day. Cells of one mark that touch
 * are one shape. `mostADay` is how many slots the job has in its fullest day, so that all its days have the same cells.
 */
export function drawDay({ day, slots }: SlotDay, mostADay: number): MarkPath[] {
  const columns = Math.min(mostADay, mostInARow);
  const rows = Math.ceil(mostADay / columns);
  const gap = columns <= mostInARow / 2 ? 2 : 0;
  const [width, height] = [dayWidth / columns, dayHeight / rows];
  const startMs = startOfWibDay(day).getTime();
  const cells: { mark: SlotMark; cell: Cell }[] = [];
  let run: { mark: SlotMark; column: number; row: number; length: number } | undefined;

  const draw = () => {
    if (!run) return;
    const { mark, column, row, length } = run;
    const cell = { x: column * width + gap / 2, y: row * height, width: width - gap, height: height * length };
    const before = cells.at(-1);
    // Hours that are alike are one shape too.
    const touches = before?.mark === mark && before.cell.height === dayHeight && cell.height === dayHeight && gap === 0;
    if (touches) before.cell.width += cell.width;
    else cells.push({ mark, cell });
  };
  for (const [index, { slotAt, mark }] of slots.entries()) {
    // Few slots stand in the order in which they come: their hours would leave most of the day empty.
    const cell = rows === 1 ? index : Math.floor((slotAt.getTime() - startMs) / (dayMs / (columns * rows)));
    const within = Math.min(Math.max(cell, 0), columns * rows - 1);
    const [column, row] = [Math.floor(within / rows), within % rows];
    if (run?.mark === mark && run.column === column && run.row + run.length === row) run.length += 1;
    else {
      draw();
      run = { mark, column, row, length: 1 };
    }
  }
  draw();
  const byMark = Map.groupBy(cells, ({ mark }) => mark);
  return [...byMark].map(([mark, drawn]) => ({ mark, d: drawn.map(({ cell }) => cellPath(mark, cell)).join("") }));
}

const dayMs = 86_400_000;

type Cell = { x: number; y: number; width: number; height: number };

/** Each mark has a shape of its own: whole, begun late, a low bar for what was skipped, a frame for what never came. */
function cellPath(mark: SlotMark, { x, y, width, height }: Cell): string {
  switch (mark) {
    case "late":
      return box({ x: x + width * 0.35, y, width: width * 0.65, height });
    case "skipped":
      return box({ x, y: y + height * 0.4, width, height: height * 0.2 });
    default:
      return box({ x, y, width, height });
  }
}

function box({ x, y, width, height }: Cell): string {
  return `M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}z`;
}

const short = (value: number) => Number(value.toFixed(2));
