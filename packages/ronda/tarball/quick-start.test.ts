import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, inject, it } from "vitest";
import { freshDatabase, type Host, nodes, startHost } from "./host.ts";

const readme = readFileSync(join(import.meta.dirname, "..", "README.md"), "utf8");
const secret = "the cron secret of the quick start, 32 or more";
const folder = join(inject("installedExamples"), "quick-start");

let host: Host | undefined;
afterEach(() => host?.kill());

/** The files of the quick start, as a stranger copies them. */
function copyQuickStart(): string[] {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  const section = readme.slice(readme.indexOf("## Quick start"), readme.indexOf("## A job"));
  return [...section.matchAll(/^```ts\n\/\/ (\S+)\n([\s\S]*?)^```$/gm)].map(([, file = "", code = ""]) => {
    writeFileSync(join(folder, file), code);
    return file;
  });
}

it.each(nodes().found)("the quick start runs as it stands on Node $version", async (node) => {
  expect(copyQuickStart()).toEqual(["jobs.ts", "ronda.ts", "server.ts"]);
  const database = await freshDatabase();
  const env = { DATABASE_URL: database.url, CRON_SECRET: secret };
  host = await startHost(folder, ["server.ts"], node, env);

  const trigger = async () => {
    const headers = { authorization: `Bearer ${secret}` };
    return await (await fetch(`${host?.url}/api/cron/send-receipts`, { headers })).json();
  };
  // Skipped for a moment where the clock has just brought the built-in scheduler to the same job.
  await expect.poll(trigger).toEqual({ ok: true, sent: 0 });

  // As PostgreSQL does when it restarts; the app may meet a connection of which it does not know yet that it is gone.
  expect(await database.closeIdleConnections()).toBeGreaterThan(0);
  await expect.poll(trigger).toEqual({ ok: true, sent: 0 });

  const { code, tookMs } = await host.stop();
  expect({ code, output: host.output() }).toEqual({ code: 0, output: expect.not.stringMatching(/Unhandled|at /) });
  expect(tookMs).toBeLessThan(9_000);
});
