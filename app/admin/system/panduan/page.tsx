import type { Metadata } from "next";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { orNotFound } from "#app/_shell/or-not-found.tsx";
import { systemPath } from "#app/admin/system/paths.ts";
import { textsFor } from "#texts/index.ts";
import { BackLink } from "#ui/back-link.tsx";
import { Chapter } from "./chapter.tsx";
import { Blocks, chapterTokens } from "./markdown.tsx";
import { runbook } from "./runbook.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).system.runbook.title };
}

/** The runbook, where whoever needs it is already: each reason of the morning page leads to its part. */
export default orNotFound(async function RunbookPage() {
  await requireAdmin("/admin/system/panduan");
  const { locale } = await preferences();
  const texts = textsFor(locale).system;
  const [before, ...chapters] = chapterTokens(await runbook(locale));
  return (
    <div className="space-y-6">
      <BackLink href={systemPath}>{texts.title}</BackLink>
      <div className="space-y-4 break-words">
        <Blocks tokens={before?.tokens ?? []} />
      </div>
      <div className="border-t border-line break-words">
        {chapters.map(({ id, title, tokens }) => (
          <Chapter key={id} id={id} title={title}>
            <Blocks tokens={tokens} />
          </Chapter>
        ))}
      </div>
    </div>
  );
});
