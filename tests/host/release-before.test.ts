import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { currentFolder, releases } from "#scripts/release/folders.ts";
import { cronSecret } from "#tests/app.ts";
import { newSite, type Site } from "./site.ts";

// The release before is the commit before the one that added the newest migration: the newest code that does not know
// today's tables. It is built and serves as releases did before there were folders of releases: in the clone, under PM2.

// Two builds: a minute each, and several where the machine has much else to do.
vi.setConfig({ testTimeout: 900_000, hookTimeout: 900_000 });

const root = join(import.meta.dirname, "../..");
const migrations = "db/migrations";
const before = commitBefore();

/** Undefined where the clone has no history (`git clone --depth 1`), so that there is nothing to try. */
function commitBefore(): string | undefined {
  const added = git("log", "-1", "--format=%H", "--diff-filter=A", "--", `${migrations}/*.sql`);
  return added && git("rev-parse", "--verify", "--quiet", `${added}^`);
}

function git(...args: string[]): string | undefined {
  const { status, stdout } = spawnSync("git", ["-C", root, ...args], { encoding: "utf8" });
  return status === 0 ? stdout.trim() || undefined : undefined;
}

describe.skipIf(!before)("the release before", () => {
  let site: Site;
  beforeAll(async () => {
    site = await newSite(checkOutReleaseBefore);
    await succeeds(site.run("node", "scripts/ensure.mjs", "build"));
    await succeeds(site.run("pm2", "startOrReload", "deploy/ecosystem.config.cjs", "--update-env"));
    while (!(await isReady())) await wait(200);
    const variables = { ...process.env, ...site.variables };
    execFileSync(process.execPath, ["scripts/migrate.ts"], { cwd: root, env: variables, stdio: "inherit" });
  });
  afterAll(() => site?.stop());

  async function isReady(): Promise<boolean> {
    const response = await fetch(`http://127.0.0.1:${site.port}/api/health/ready`).catch(() => undefined);
    await response?.arrayBuffer();
    return response?.ok ?? false;
  }

  it("serves and is ready on the tables of this one", async () => {
    expect(await isReady()).toBe(true);
    for (const path of ["/", "/masuk", "/daftar"]) {
      const response = await fetch(`http://127.0.0.1:${site.port}${path}`);
      expect([path, response.status]).toEqual([path, 200]);
      await response.text();
    }
  });

  it("does every job on them", async () => {
    const ask = (job: string) =>
      fetch(`http://127.0.0.1:${site.port}/api/cron/${job}`, { headers: { authorization: `Bearer ${cronSecret}` } });
    const { jobs } = (await (await ask("no-such-job")).json()) as { jobs: string[] };
    expect(jobs).toContain("auto-complete-trips");
    for (const job of jobs) {
      const body = await (await ask(job)).json();
      expect([job, body]).toEqual([job, expect.objectContaining({ ok: true })]);
    }
  });

  it("finds no difference to its rules in its own random histories on them", async () => {
    rmSync(join(site.clone, migrations), { recursive: true });
    cpSync(join(root, migrations), join(site.clone, migrations), { recursive: true });
    const walks = await site.run("env", "HISTORIES=2", "npx", "vitest", "run", "--project", "unit", "tests/history");
    execFileSync("git", ["-C", site.clone, "checkout", "--quiet", "--", migrations]);
    execFileSync("git", ["-C", site.clone, "clean", "-fdq", "--", migrations]);
    expect(walks.code, walks.output).toBe(0);
  });

  it("is followed by this one, built from the commit that is checked out, and no visitor is refused", async () => {
    const visitors = site.visitors();
    execFileSync("git", ["-C", site.clone, "checkout", "--quiet", "--detach", git("rev-parse", "HEAD")!]);
    await succeeds(site.run("npm", "run", "deploy"));
    const { bad, served } = await visitors.stop();
    const [release] = releases(site.home);
    expect(await site.serving()).toEqual([release!.id]);
    expect(release!.id).toMatch(new RegExp(`-${git("rev-parse", "--short=7", "HEAD")}$`));
    expect(currentFolder(site.home)).toBe(release!.folder);
    expect(bad).toEqual({});
    expect(served).toBeGreaterThan(20);
  });
});

function checkOutReleaseBefore(clone: string): void {
  mkdirSync(clone);
  execFileSync("git", ["clone", "--quiet", "--shared", "--no-checkout", root, clone]);
  execFileSync("git", ["-C", clone, "checkout", "--quiet", "--detach", before!]);
  takeModules(clone);
}

/**
 * What is installed here already, and from npm only what that release had otherwise. Where that does not go, there are none,
 * and the build installs them all.
 */
function takeModules(clone: string): void {
  const [ours, theirs] = [join(root, "node_modules"), join(clone, "node_modules")];
  if (!existsSync(ours)) return;
  mkdirSync(theirs);
  // What the tools keep there for themselves comes and goes while they work.
  const modules = readdirSync(ours).filter((name) => !/^\.(cache|vite)/.test(name));
  execFileSync("cp", ["-al", ...modules.map((name) => join(ours, name)), theirs]);
  const lockfile = "package-lock.json";
  if (git("show", `${before}:${lockfile}`) === readFileSync(join(root, lockfile), "utf8").trim()) return;
  // npm writes its own list in place, and this is a link to ours.
  const list = ".package-lock.json";
  rmSync(join(theirs, list));
  cpSync(join(ours, list), join(theirs, list));
  const options = ["--no-save", "--ignore-scripts", "--include=dev", "--include=optional", "--prefer-offline"];
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  const { status } = spawnSync("npm", ["install", ...options, ...quiet], { cwd: clone, stdio: "inherit" });
  if (status !== 0) rmSync(theirs, { recursive: true });
}

async function succeeds(ends: Promise<{ code: number | null; output: string }>): Promise<void> {
  const { code, output } = await ends;
  expect(code, output).toBe(0);
}
