import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { onceAProcess } from "#once-a-process.ts";
import type { Locale } from "#texts/index.ts";

/** The runbook in a language, as it stands in the repository; read once a process. */
export function runbook(locale: Locale): Promise<string> {
  return onceAProcess(`runbook ${locale}`, () => readFile(join(process.cwd(), "docs", `runbook.${locale}.md`), "utf8"));
}
