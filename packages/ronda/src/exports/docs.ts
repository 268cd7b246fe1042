import { scheduleInTwoZones } from "../schedule/words.ts";
import { textIn } from "../text-in.ts";
import { type ListedJob, scheduleOf } from "./job-schedule.ts";
import type { Marks } from "./marked-block.ts";

type Locale = "id" | "en";

/** The marks around the job table of a Markdown file. */
export const docsMarks: Marks = {
  begin: "<!-- BEGIN jobs",
  end: "<!-- END jobs -->",
};

const headers: Record<Locale, string[]> = {
  id: ["#", "Endpoint", "Jadwal", "Frekuensi", "Tujuan"],
  en: ["#", "Endpoint", "Schedule", "How often", "What it does"],
};

/** The table of all jobs in Markdown, between its marks. Ends without a newline. */
export function docsTable(jobs: readonly ListedJob[], locale: Locale, displayZone: string): string {
  const rows = jobs.map((job, index) => {
    const schedule = scheduleOf(job);
    const endpoint = `\`GET /api/cron/${job.name}\``;
    const cells = [
      `${index + 1}`,
      endpoint,
      `\`${job.schedule}\``,
      scheduleInTwoZones(schedule, locale, displayZone),
      textIn(job.description, locale),
    ];
    return cells.map((cell) => cell.replaceAll("|", "\\|"));
  });
  const lines = [headers[locale], headers[locale].map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return [`${docsMarks.begin}: made by \`ronda export docs\`, do not edit by hand -->`, ...lines, docsMarks.end].join(
    "\n",
  );
}
