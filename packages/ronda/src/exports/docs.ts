import { scheduleWords } from "../schedule/words/index.ts";
import { type ScheduleReader, scheduleInTwoZones } from "../schedule/words.ts";
import { textIn } from "../text-in.ts";
import { type ListedJob, scheduleOf } from "./job-schedule.ts";
import type { Marks } from "./marked-block.ts";

/** The marks around the job table of a Markdown file. */
export const docsMarks: Marks = {
  begin: "<!-- BEGIN jobs",
  end: "<!-- END jobs -->",
};

/** The table of all jobs in Markdown, between its marks. Ends without a newline. */
export function docsTable(jobs: readonly ListedJob[], reader: ScheduleReader, path: string): string {
  const header = scheduleWords(reader.locale).table;
  const rows = jobs.map((job, index) => {
    const schedule = scheduleOf(job);
    const endpoint = `\`GET ${path}/${job.name}\``;
    const cells = [
      `${index + 1}`,
      endpoint,
      `\`${job.schedule}\``,
      scheduleInTwoZones(schedule, reader),
      textIn(job.description, reader.locale),
    ];
    return cells.map((cell) => cell.replaceAll("|", "\\|"));
  });
  const lines = [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return [`${docsMarks.begin}: made by \`ronda export docs\`, do not edit by hand -->`, ...lines, docsMarks.end].join(
    "\n",
  );
}
