import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { loadSampleData } from "#scripts/sample/load.ts";
import { startServer } from "#tests/browser/server.ts";
import { chromiumPath } from "#tests/chromium.ts";
import { freePort } from "#tests/free-port.ts";
import { type BenchContext, median, type Row } from "./bench.ts";
import { peer } from "./peers/peer.ts";
import { publicPages } from "./public-pages.ts";

const rounds = 3;
const target = 95;
const categories = ["performance", "accessibility", "best-practices", "seo"] as const;

type Audit = { id: string; title: string; score: number | null; displayValue?: string };
type Report = {
  categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, Audit>;
  /** How fast the machine was meanwhile: a phone's figures suppose some 1,500 or more, since its processor counts a quarter. */
  environment: { benchmarkIndex: number };
};
type Lighthouse = {
  default: (url: string, flags: object, config?: object) => Promise<{ lhr: Report } | undefined>;
  desktopConfig: object;
};

/**
 * What Lighthouse gives the built app's front page and a trip's page with the demo's sample data, on its phone and its
 * desk. It says what costs points.
 */
export async function bench({ folder, say }: BenchContext): Promise<Row[]> {
  const lighthouse = await peer<Lighthouse>("lighthouse");
  if (!lighthouse) {
    say("Lighthouse is not installed");
    return [];
  }
  const port = await freePort();
  Object.assign(process.env, { PORT: String(port), APP_URL: `http://localhost:${port}` });
  say("making sample trips with their photos");
  await loadSampleData({ now: new Date(), dataDir: folder });
  const stopServer = await startServer();
  const browser = await startBrowser(join(folder, "browser"));
  try {
    const rows: Row[] = [];
    for (const { name, path } of await publicPages())
      for (const screen of ["phone", "desk"] as const) {
        say(`${name} on a ${screen}`);
        rows.push(
          await measure(lighthouse, { url: `${process.env.APP_URL}${path}`, name, screen, port: browser.port, say }),
        );
      }
    return rows;
  } finally {
    await browser.stop();
    await stopServer();
  }
}

type Measuring = { url: string; name: string; screen: "phone" | "desk"; port: number; say: BenchContext["say"] };

async function measure(lighthouse: Lighthouse, { url, name, screen, port, say }: Measuring): Promise<Row> {
  const config = screen === "desk" ? lighthouse.desktopConfig : undefined;
  const reports: Report[] = [];
  for (let round = 0; round < rounds; round++) {
    const result = await lighthouse.default(url, { port, output: "json", logLevel: "error" }, config);
    if (!result) throw new Error(`Lighthouse gave no report of ${url}`);
    reports.push(result.lhr);
  }
  const scores = categories.map((category) => median(reports.map((report) => score(report, category))));
  for (const line of costs(reports.at(-1)!)) say(`  costs points: ${line}`);
  const index = Math.round(median(reports.map(({ environment }) => environment.benchmarkIndex)));
  const worst = Math.min(...scores);
  return {
    work: `Lighthouse: ${name} on a ${screen} (machine index ${index})`,
    reference: `${target} in each: ${categories.join(", ")}`,
    referenceFigure: String(target),
    ours: scores.join(" · "),
    ratio: worst / target,
    target: `≥ ${target} in each`,
    met: worst >= target,
  };
}

function score(report: Report, category: string): number {
  return Math.round((report.categories[category]?.score ?? 0) * 100);
}

function costs({ categories: given, audits }: Report): string[] {
  return categories.flatMap((category) =>
    (given[category]?.auditRefs ?? []).flatMap(({ id, weight }) => {
      const audit = audits[id];
      if (!audit || weight === 0 || audit.score === null || audit.score >= 1) return [];
      return [`${category}: ${audit.title} ${audit.displayValue ?? ""} (${audit.score})`];
    }),
  );
}

/** A browser that Lighthouse steers; it is not Playwright's, which would hold on to the pages. */
async function startBrowser(profile: string): Promise<{ port: number; stop: () => Promise<void> }> {
  const port = await freePort();
  const program = (await chromiumPath()) ?? "google-chrome";
  const flags = ["--headless", "--no-sandbox", "--disable-dev-shm-usage", "--no-first-run"];
  const child = spawn(
    program,
    [...flags, `--remote-debugging-port=${port}`, `--user-data-dir=${profile}`, "about:blank"],
    {
      stdio: "ignore",
    },
  );
  const ended = new Promise((resolve) => child.once("exit", resolve));
  for (const deadline = Date.now() + 30_000; ; await wait(100)) {
    if ((await fetch(`http://127.0.0.1:${port}/json/version`).catch(() => undefined))?.ok) break;
    if (child.exitCode !== null || Date.now() > deadline) throw new Error("the browser did not start");
  }
  return {
    port,
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}
