import type { Payload } from "ronda";
import { ronda } from "#ronda.config.ts";
import { count } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";

/** A figure of a result that is far above what the same job's results usually have there. */
export type UnusualFigure = { name: string; figure: number; low: number; high: number };

/** So many successes before it are compared; with fewer than the least nobody knows what is usual. */
const mostCompared = 20;
const leastCompared = 5;

/** Far above: so many times the highest before, and at least so much more. Below that it is a busy day. */
const timesHighest = 3;
const leastMore = 5;

/** What only repeats a figure beside it, what grows with the business, and what is no count. */
const isNoCount = (name: string) =>
  ["ids", "names", "checked", "scanned", "uploads", "bytes"].includes(name) || /(Rupiah|Ms)$/.test(name);

/** The results of a job's last successes, before a run of it where one is named; newest first. */
export async function earlierResults(job: string, before?: string): Promise<Payload[]> {
  const runs = await ronda().runs({ job, status: "SUCCESS", limit: mostCompared, before });
  return runs.map(({ payload }) => payload).filter((payload) => payload !== null);
}

/** Jobs whose results cannot be undone: what is unusual about the last one stands on the morning page, whoever started it. */
const deleting = ["cleanup-trip-images", "prune"];

/** For so long after its end it is told. */
const shownForMs = 24 * 3_600_000;

/** A last result that was unusual, of a job that deletes for good. */
export type UnusualResult = { job: string; runId: string; found: UnusualFigure[] };

/** The unusual ones among the last results of jobs that delete for good, of the last day. */
export async function unusualResults(now: Date): Promise<UnusualResult[]> {
  const all = await Promise.all(
    deleting.map(async (job) => {
      const [last, ...before] = await ronda().runs({ job, status: "SUCCESS", limit: mostCompared + 1 });
      if (!last || now.getTime() - (last.finishedAt ?? last.createdAt).getTime() > shownForMs) return [];
      const earlier = before.map(({ payload }) => payload).filter((payload) => payload !== null);
      const found = unusualOf(last.payload, earlier);
      return found.length > 0 ? [{ job, runId: last.id, found }] : [];
    }),
  );
  return all.flat();
}

/** What of a result is far above the usual; empty where nothing is, and where too little is known. */
export function unusualOf(payload: Payload | null, earlier: readonly Payload[]): UnusualFigure[] {
  if (!payload || earlier.length < leastCompared) return [];
  return Object.keys(payload).flatMap((name) => {
    const figure = figureOf(payload, name);
    if (figure === undefined || isNoCount(name)) return [];
    const before = earlier.flatMap((each) => figureOf(each, name) ?? []);
    const [low, high] = [Math.min(...before), Math.max(...before)];
    const isFar = figure >= high * timesHighest && figure >= high + leastMore;
    return before.length >= leastCompared && isFar ? [{ name, figure, low, high }] : [];
  });
}

/** In a sentence each; empty where nothing is unusual. */
export function unusualInWords(found: readonly UnusualFigure[], locale: Locale): string {
  const { unusual, names } = textsFor(locale).system.payload;
  const written = (figure: number) => count(figure, locale);
  const sentences = found.map(({ name, figure, low, high }) => {
    const usual = low === high ? written(high) : `${written(low)}–${written(high)}`;
    return unusual((names as Record<string, string>)[name] ?? name, written(figure), usual);
  });
  return sentences.join(" ");
}

/** A number, or how long a list is; a stored copy may have shortened it. */
function figureOf(payload: Payload, name: string): number | undefined {
  const value = payload[name];
  if (typeof value === "number") return value;
  if (!Array.isArray(value)) return undefined;
  const length = (payload.truncated as Record<string, unknown> | undefined)?.[name];
  return typeof length === "number" ? length : value.length;
}
