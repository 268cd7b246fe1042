import type { Metadata } from "next";
import { orNotFound } from "#app/or-not-found.tsx";
import { textsFor } from "#texts/index.ts";
import { BackLink } from "#ui/back-link.tsx";
import { preferences } from "../../../preferences.ts";
import { requireAdmin } from "../../../visitor.ts";
import { systemPath } from "../paths.ts";
import { chaptersOf, Markdown } from "./markdown.tsx";
import { runbook } from "./runbook.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).system.runbook.title };
}

/** The runbook, where whoever needs it is already: each reason of the morning page leads to its part. */
export default orNotFound(async function RunbookPage() {
  await requireAdmin("/admin/system/panduan");
  const { locale } = await preferences();
  const texts = textsFor(locale).system;
  const markdown = await runbook(locale);
  return (
    <div className="space-y-6">
      <BackLink href={systemPath}>{texts.title}</BackLink>
      <nav aria-label={texts.runbook.chapters} className="rounded-card bg-sand px-5 py-4 print:hidden">
        <p className="text-sm font-bold text-ink-soft">{texts.runbook.chapters}</p>
        <ul className="mt-1 gap-x-8 sm:columns-2">
          {chaptersOf(markdown).map(({ id, title }) => (
            <li key={id}>
              <a
                href={`#${id}`}
                className="inline-flex min-h-9 items-center font-semibold underline-offset-4 hover:underline"
              >
                {title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="space-y-4 break-words">
        <Markdown>{markdown}</Markdown>
      </div>
    </div>
  );
});
