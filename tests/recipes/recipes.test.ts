import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { filesLike } from "#docs/sources.ts";
import { type Copy, copyOfSources } from "./copy.ts";

/** The recipes of CONTRIBUTING.md are followed in a copy of the sources: what they do not name, nothing may ask for. */

const contributing = readFileSync(join(import.meta.dirname, "../../CONTRIBUTING.md"), "utf8");

/** The code of a recipe. */
function codeOf(recipe: string): string {
  const [, code] = /^### .*\n[^#]*?```ts\n([\s\S]*?)```/m.exec(
    contributing.slice(contributing.indexOf(`### ${recipe}\n`)),
  )!;
  return code!.replaceAll(/^ {3}/gm, "");
}

/** Types of a whole copy, on a machine that does other things as well. */
const patientMs = 600_000;

let copy: Copy;
beforeAll(async () => {
  copy = copyOfSources();
  await addAll(copy);
}, patientMs);
afterAll(() => copy?.remove());

async function addAll(copy: Copy): Promise<void> {
  const { add, insert, call } = copy;
  // A job, and the verb that it calls.
  add(
    "domain/trips/count-offered.ts",
    "/** Counts. */\nexport async function countOffered() {\n  return { counted: 0 };\n}\n",
  );
  add("jobs/count-trips.ts", codeOf("A job"));
  insert("jobs/index.ts", 'import { countTrips } from "./count-trips.ts";\n', "import { expirePayments }");
  insert("jobs/index.ts", "  countTrips,\n", "  prune,\n];");
  const job = (language: string) => `  "count-trips": {
    description: "Counts, in ${language}",
    does: "Counts. Safe to repeat.",
    paused: "${language === "id" ? "Selama itu" : "Until then"} nobody counts.",
  },
`;
  insert("texts/id/jobs.ts", job("id"), "});\n");
  insert("texts/en/jobs.ts", job("en"), "};\n");

  // A watch, and its query.
  const nothing = "{ count: 0, oldestAt: null }";
  add(
    "domain/trips/empty-trips.ts",
    `/** Looks. */\nexport async function emptyTrips(_now: Date) {\n  return ${nothing};\n}\n`,
  );
  add("watches/trips.ts", codeOf("A watch"));
  insert("watches/index.ts", 'import { trips } from "./trips.ts";\n', "\n/**");
  insert("watches/index.ts", "  trips,\n", "];");
  const watch = (language: string) => `  "trips-empty": {
    description: () => "Empty trips, in ${language}",
    sentence: ({ count }) => \`Empty trips: \${count}. Write to their organizers.\`,
  },
`;
  insert("texts/id/watches.ts", watch("id"), "});\n");
  insert("texts/en/watches.ts", watch("en"), "};\n");

  // A mail.
  add("domain/emails/templates/season.ts", mail);
  insert(
    "domain/emails/templates/index.ts",
    'import { seasonOver } from "./season.ts";\n',
    "import {\n  accountDeleted",
  );
  insert("domain/emails/templates/index.ts", '  "season-over": seasonOver,\n', "} satisfies Templates;");
  add("domain/trips/end-season.ts", seasonMail);

  insert("texts/id/letters/payouts.ts", letter("Musim selesai", ['wording<"name" | "mood">(', ")"]), "};\n");
  insert("texts/en/letters/payouts.ts", letter("The season is over"), "};\n");

  // A page of the back office.
  add("app/admin/season/page.tsx", page);
  // And one for everybody.
  add("app/(public)/musim/page.tsx", publicPage);

  await addLanguage(copy);

  add("tests/recipes/forgotten.ts", forgotten);
  await call("node", "packages/ronda/src/cli.ts", "export", "docs", "--write");
  await call("node_modules/.bin/next", "typegen");
}

/** A third language: English under another name. */
async function addLanguage({ add, insert, read, call }: Copy): Promise<void> {
  for (const { path } of filesLike(/^texts\/en\/.*(?<!\.test)\.ts$/))
    add(path.replace("/en/", "/ms/"), read(path).replaceAll("#texts/en/", "#texts/ms/"));
  const entry = /^ {2}en: \{[\s\S]*?^ {2}\},\n/m.exec(read("texts/languages.ts"))![0];
  insert("texts/languages.ts", entry.replace("en:", "ms:").replace("English", "Melayu"), "} as const satisfies");
  await call("node", "scripts/texts.ts");
}

const mail = `import { defineTemplate } from "./template.ts";

/** To an organizer: the season is over. */
export const seasonOver = defineTemplate({
  to: "organizer",
  when: "the season is over",
  toUnconfirmed: false,
  examples: () => [{ name: "Hugo", mood: "glad" }],
  values: ({ name, mood }: { name: string; mood: "glad" | "sad" }) => ({ name, mood }),
});
`;

const seasonMail = `import type { NewEmail } from "#domain/emails/emails.ts";

/** What an organizer is told at the end of a season. */
export const seasonMail = (id: string, email: string): NewEmail => ({
  template: "season-over",
  props: { name: "Hugo", mood: "glad" },
  to: { email, locale: "id" },
  dedupeKey: \`season-over:\${id}\`,
});
`;

const letter = (title: string, [before, after] = ["", ""]) => `  "season-over": ${before}{
    subject: () => "${title}",
    letter: ({ name, mood }) => ({ heading: "${title}", greeting: name, lines: [mood] }),
  }${after},
`;

const page = `import { requireAdmin } from "#app/_session/visitor.ts";

/** The season. */
export default async function SeasonPage() {
  await requireAdmin("/admin/season");
  return <h1>2026</h1>;
}
`;

const publicPage = `/** The season. */
export default function PublicSeasonPage() {
  return <h1>2026</h1>;
}
`;

/** What somebody may forget is an error of the compiler. */
const forgotten = `import { type Templates, templates } from "#domain/emails/templates/index.ts";
import { defineTemplate } from "#domain/emails/templates/template.ts";
import type { Texts } from "#texts/index.ts";
import { jobTexts } from "#texts/jobs.ts";
import { watchTexts } from "#texts/watches.ts";

// @ts-expect-error: a job without words
jobTexts("forgotten");
// @ts-expect-error: a watch without words
watchTexts("forgotten");
// @ts-expect-error: a language without the words of jobs
export const jobs: Texts["jobs"] = {};
// @ts-expect-error: a language without the words of watches
export const watches: Texts["watches"] = {};
// @ts-expect-error: a language without the letters of mails
export const letters: Texts["letters"] = {};
// @ts-expect-error: a mail without a letter
export const more: Templates = { ...templates, forgotten: templates["system-alert"] };
const { "season-over": _, ...others } = templates;
// @ts-expect-error: a letter without a mail
export const fewer: Templates = others;
// @ts-expect-error: a mail that is not told what its letter says
export const silent: Templates = { ...templates, "season-over": templates["verify-email"] };
// @ts-expect-error: a mail without an example, its reader and its cause
defineTemplate({ values: () => ({}) });
`;

/** One process without a database. */
const withoutDatabase = `import { tmpdir } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 1,
    isolate: false,
    setupFiles: ["tests/environment.ts"],
    provide: { postgresUrl: "postgres://nowhere.invalid", temporaryFolder: tmpdir() },
    testTimeout: 120_000,
  },
});
`;

it(
  "a job, a watch, a mail, a page and a language that were added as they say fit the types",
  async () => {
    expect(await copy.call("node_modules/.bin/tsc", "--noEmit", "--checkers", "1")).toBe("");
  },
  patientMs,
);

it("the runbooks and the rules show them", () => {
  const response = '| `count-trips` | `{"ok":true,"counted":0}` | `{"ok":true,"counted":12}` |';
  for (const language of ["id", "en"]) {
    const runbook = copy.read(`docs/runbook.${language}.md`);
    expect(runbook).toContain(response);
    expect(runbook).toContain(`| Counts, in ${language} |`);
  }
  const rules = copy.read("docs/domain.md");
  expect(rules).toContain("`GET /api/cron/count-trips`");
  expect(rules).toContain("| `trips-empty` | Empty trips, in en |");
  expect(rules).toContain("| `season-over` | organizer | the season is over |");
});

it(
  "architecture, the pages and the tests that go by the registries find nothing missing",
  async () => {
    copy.add("tests/recipes/shown.test.tsx", copy.read("tests/recipes/shown.tsx"));
    copy.add("tests/recipes/shown.config.ts", withoutDatabase);
    await copy.call("git", "init", "--quiet");
    // Those that need no database; the others read the same registries.
    const [architecture, looks] = ["tests/architecture.test.ts", "tests/looked-at.test.ts"];
    const lists = ["docs/domain.test.ts", "app/admin/guards.test.ts", "app/admin/system/words.test.ts"];
    const [results, mails, shown] = [
      "app/admin/system/payload-words.test.ts",
      "domain/emails/templates",
      "tests/recipes/shown",
    ];
    const config = ["--root", ".", "--config", "tests/recipes/shown.config.ts"];
    await copy.call("node_modules/.bin/vitest", "run", ...config, architecture, looks, ...lists, results, mails, shown);
  },
  patientMs,
);
