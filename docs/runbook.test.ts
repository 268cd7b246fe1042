import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { IncidentReason } from "ronda/types";
import { describe, expect, it, vi } from "vitest";
import { jobs } from "#jobs/index.ts";
import { main } from "#packages/ronda/src/cli/program.ts";

const root = join(import.meta.dirname, "..");
const locales = ["id", "en"] as const;
const runbook = (locale: string) => readFileSync(join(root, `docs/runbook.${locale}.md`), "utf8");
const ronda = (...args: string[]) =>
  execFileSync(process.execPath, ["packages/ronda/src/cli.ts", ...args], {
    cwd: root,
    encoding: "utf8",
    stdio: "pipe",
  });

/** The shell lines of the fenced blocks, without their comments. */
const commands = (locale: string) =>
  [...runbook(locale).matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block]) =>
    block!
      .trim()
      .split("\n")
      .map((line) => line.replace(/ +# .*$/, "")),
  );

it("the job tables are those of the registry", () => {
  expect(ronda("export", "docs", "--check")).toBe(
    "docs/runbook.id.md is up to date\ndocs/runbook.en.md is up to date\ndocs/domain.md is up to date\n",
  );
});

it("both languages have the same chapters and the same commands", () => {
  const headings = (locale: string) => [...runbook(locale).matchAll(/^#+(?= )/gm)].map(([marks]) => marks);
  expect(headings("id")).toEqual(headings("en"));
  const bare = (locale: string) =>
    commands(locale).map((line) => line.replace(" --locale id", "").replaceAll(/\S+@\S+/g, "<mail>"));
  expect(bare("id")).toEqual(bare("en"));
});

/** The compiler wants each kind here, so that no reason is without its part. */
const reasonKinds: Record<IncidentReason["kind"], true> = {
  error: true,
  timeout: true,
  crashed: true,
  expectation: true,
  restarts: true,
  "never-ran": true,
  missed: true,
  silent: true,
  "off-slot": true,
  rejected: true,
  "host-down": true,
  "scheduler-down": true,
  "clock-leapt": true,
  "database-away": true,
  found: true,
  blind: true,
};

/** What `ronda … --help` prints. In this process: twenty of its own took a minute on a busy machine. */
async function helpOf(args: string[]): Promise<string> {
  const printed: string[] = [];
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((text) => printed.push(String(text)) > 0);
  try {
    await main([...args, "--help"]);
  } finally {
    spy.mockRestore();
  }
  return printed.join("");
}

describe.each(locales)("the runbook in %s", (locale) => {
  it("has a part about each reason, which its page links to", () => {
    for (const kind of Object.keys(reasonKinds)) expect(runbook(locale)).toContain(`<a id="${kind}"></a>\n\n### `);
  });

  it("shows an expected answer for every job", () => {
    for (const { name } of jobs) expect(runbook(locale)).toMatch(new RegExp(`^\\| \`${name}\` \\| \`{"ok":true,`, "m"));
  });

  it("names only variables that .env.example explains", () => {
    const example = readFileSync(join(root, ".env.example"), "utf8");
    const named = runbook(locale)
      .match(/`[A-Z][A-Z]+(_[A-Z]+)+`/g)!
      .map((name) => name.slice(1, -1));
    const elsewhere = ["TRACKED_JOBS", "CRON_TZ"];
    for (const name of new Set(named))
      if (!elsewhere.includes(name)) expect(example).toMatch(new RegExp(`^${name}=`, "m"));
  });

  it("names only files that are there", () => {
    const files = runbook(locale).match(/\b(deploy|docs|decisions|jobs)\/[\w.-]+\.(cjs|conf|md|ts)/g)!;
    for (const file of files) {
      const folder = join(root, file.startsWith("decisions/") ? "docs" : "", file, "..");
      expect(readdirSync(folder)).toContain(file.split("/").at(-1));
    }
  });

  it("names only commands that ronda knows", async () => {
    const called = runbook(locale).match(
      /npx ronda [a-z-]+( (crontab|vercel|docs|curl-config|systemd|kubernetes)\b)?/g,
    )!;
    for (const call of new Set(called)) expect(await helpOf(call.split(" ").slice(2))).toContain("Usage: ronda");
  });

  it("names only scripts of package.json", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: object };
    for (const [, name] of runbook(locale).matchAll(/npm run ([\w:-]+)/g)) expect(scripts).toHaveProperty([name!]);
  });
});
