import type { RondaConfig } from "../config.ts";
import { scheduleWords } from "../schedule/words/index.ts";
import { type ScheduleReader, scheduleInTwoZones } from "../schedule/words.ts";
import { textIn } from "../text-in.ts";
import { type ListedJob, scheduleOf } from "./job-schedule.ts";
import { findBlock, type Marks, replaceBlock } from "./marked-block.ts";

/** A generated part of a Markdown file: its marks, and what stands between them, the marks included. */
export type DocsBlock = { marks: Marks; text: string };

/** The table of all jobs in Markdown, between its marks. Ends without a newline. */
export function docsTable(jobs: readonly ListedJob[], reader: ScheduleReader, path: string): DocsBlock {
  const rows = jobs.map((job, index) => [
    `${index + 1}`,
    `\`GET ${path}/${job.name}\``,
    `\`${job.schedule}\``,
    scheduleInTwoZones(scheduleOf(job), reader),
    textIn(job.description, reader.locale),
  ]);
  return marked("jobs", table(scheduleWords(reader.locale).table, rows));
}

/** What the endpoint of each job with an example responds, see `example` of `defineJob`. */
export function resultsTable(jobs: readonly ListedJob[], { locale }: ScheduleReader): DocsBlock {
  const response = (result: unknown) => `\`${JSON.stringify({ ok: true, ...(result as object) })}\``;
  const rows = jobs.flatMap(({ name, example }) =>
    example ? [[`\`${name}\``, response(example.empty), response(example.full)]] : [],
  );
  return marked("results", table(scheduleWords(locale).results, rows));
}

/** What each watch looks for. */
export function watchesTable(
  watches: NonNullable<RondaConfig["watches"]>,
  { locale }: Pick<ScheduleReader, "locale">,
): DocsBlock {
  const rows = watches.map(({ name, description }) => [`\`${name}\``, textIn(description, locale)]);
  return marked("watches", table(scheduleWords(locale).watches, rows));
}

/** A part by the name in its marks, such as `<!-- BEGIN jobs`. */
export function marked(name: string, text: string): DocsBlock {
  const marks = { begin: `<!-- BEGIN ${name}`, end: `<!-- END ${name} -->` };
  return {
    marks,
    text: `${marks.begin}: made by \`ronda export docs\`, do not edit by hand -->\n${text.trim()}\n${marks.end}`,
  };
}

/** The text with every block in place whose marks it has; where it has none, the first is missed: `ExportError`. */
export function withBlocks(standing: string, blocks: readonly [DocsBlock, ...DocsBlock[]]): string {
  const there = blocks.filter(({ marks }) => findBlock(standing, marks) !== undefined);
  const wanted = there.length > 0 ? there : [blocks[0]];
  return wanted.reduce((text, block) => replaceBlock(text, block.marks, block.text), standing);
}

function table(header: readonly string[], rows: readonly string[][]): string {
  return [header, header.map(() => "---"), ...rows.map((cells) => cells.map((cell) => cell.replaceAll("|", "\\|")))]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}
