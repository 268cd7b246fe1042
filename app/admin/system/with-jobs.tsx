import Link from "next/link";
import { Fragment } from "react";
import { jobs } from "#jobs/index.ts";
import { WithCode } from "#ui/with-code.tsx";
import { jobPath } from "./paths.ts";

/** A sentence in which the jobs that it names lead to their pages, and what stands between backticks is code. */
export function WithJobs({ children }: { children: string }) {
  return partsOf(children).map(({ job, text }, index) =>
    job ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of a sentence have no identity but their place
      <Link key={index} href={jobPath(job)} prefetch={false} className="font-semibold underline underline-offset-4">
        {job}
      </Link>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <Fragment key={index}>
        <WithCode>{text}</WithCode>
      </Fragment>
    ),
  );
}

/** A part of a sentence: the name of a job, or words. */
type Part = { job?: string; text: string };

/** A sentence in its parts; a job's name within a longer piece of code is a part of that. */
export function partsOf(sentence: string): Part[] {
  const names: string[] = jobs.map(({ name }) => name);
  const alone = new RegExp(`(?<![\\w-])(${names.join("|")})(?![\\w-])`);
  const parts = sentence.split("`").flatMap((piece, index): Part[] => {
    if (index % 2 === 1) return names.includes(piece) ? [{ job: piece, text: "" }] : [{ text: `\`${piece}\`` }];
    return piece.split(alone).map((text, place) => (place % 2 === 1 ? { job: text, text: "" } : { text }));
  });
  return parts.filter(({ job, text }) => job !== undefined || text !== "");
}
