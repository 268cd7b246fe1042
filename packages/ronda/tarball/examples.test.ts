import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { freshDatabase, type Host, type Node, nodes, startHost } from "./host.ts";

const run = promisify(execFile);
const examples = inject("installedExamples");
const modules = join(examples, "node_modules");
const cronSecret = "the cron secret of the examples, 32 or more";
const opsPassword = "the password of the page";
const { found, missing } = nodes();

/** Docker kills 10 s after it has asked; these have nothing left to do, on a machine that may be busy. */
const promptMs = 9_000;

const next = join(modules, "next", "dist", "bin", "next");
const hosts = [
  { name: "express", start: ["server.ts"] },
  { name: "fastify", start: ["server.ts"] },
  { name: "hono", start: ["server.ts"] },
  { name: "node", start: ["server.ts"] },
  { name: "nextjs", start: [next, "start"] },
];

const running: Host[] = [];
afterEach(() => {
  for (const host of running.splice(0)) host.kill();
});

beforeAll(async () => {
  await run(process.execPath, [next, "build"], { cwd: join(examples, "nextjs"), env: quietEnv() });
});

for (const version of missing) {
  it.skip(`Node ${version} is not tried here: npm has it as a package for Linux on x64 only`, () => {});
}

describe.each(hosts)("the example for $name", ({ name, start }) => {
  const folder = join(examples, name);

  it("compiles with the strictest settings, libraries included", async () => {
    const compile = run(process.execPath, [join(modules, "typescript", "bin", "tsc")], { cwd: folder });
    await expect(
      compile.then(
        () => "",
        ({ stdout }: { stdout: string }) => stdout,
      ),
    ).resolves.toBe("");
  });

  it.each(found)("runs a job and stops well on Node $version", async (node) => {
    const database = await freshDatabase();
    const env = { ...quietEnv(), DATABASE_URL: database.url, CRON_SECRET: cronSecret, OPS_PASSWORD: opsPassword };
    const host = await startHost(folder, start, node, env);
    running.push(host);

    // Skipped for a moment where the clock has just brought the built-in scheduler to the same job.
    await expect.poll(() => trigger(host)).toEqual({ status: 200, body: { ok: true, bytes: expect.any(Number) } });
    expect(await trigger(host, "not the secret")).toEqual({ status: 401, body: { error: "Unauthorized" } });
    expect(await runsOf(node, folder, { ...env, APP_URL: host.url })).toContainEqual(
      expect.objectContaining({ jobName: "database-size", status: "SUCCESS", payload: { bytes: expect.any(Number) } }),
    );

    expect(await page(host, "not the password")).toMatchObject({ status: 401 });
    expect(await page(host)).toEqual({ status: 200, text: expect.stringContaining("database-size") });

    expect(await database.closeIdleConnections()).toBeGreaterThan(0);
    // The app lives on; it may meet a connection of which it does not know yet that it is gone.
    await expect.poll(() => trigger(host)).toMatchObject({ status: 200 });
    await database.closeIdleConnections();

    const { code, tookMs } = await host.stop();
    expect({ code, output: host.output() }).toEqual({
      code: 0,
      output: expect.not.stringMatching(/Unhandled|ECONN|at /),
    });
    expect(tookMs).toBeLessThan(promptMs);
  });
});

/** A POST with a JSON body, as some schedulers send it, through whatever the host does with bodies. */
async function trigger(host: Host, secret = cronSecret): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${host.url}/api/cron/database-size`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: "{}",
  });
  return { status: response.status, body: await response.json() };
}

/** The page of the jobs, as Sari sees it. */
async function page(host: Host, password = opsPassword): Promise<{ status: number; text: string }> {
  const authorization = `Basic ${Buffer.from(`Sari:${password}`).toString("base64")}`;
  const response = await fetch(`${host.url}/ronda`, { headers: { authorization } });
  return { status: response.status, text: await response.text() };
}

/** What `npx ronda runs` tells, from the installed command and the example's own `ronda.config.ts`. */
async function runsOf(node: Node, folder: string, env: Record<string, string>): Promise<unknown> {
  const ronda = join(modules, "ronda", "bin", "ronda.js");
  const { stdout, stderr } = await run(node.path, [ronda, "runs", "--json"], { cwd: folder, env: env as never });
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

function quietEnv(): Record<string, string> & NodeJS.ProcessEnv {
  const { PATH = "", HOME = "" } = process.env;
  return { PATH, HOME, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };
}
