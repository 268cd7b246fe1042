import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { removeRelease } from "./remove-release.ts";

const beginning = "console.log('begun');";
const waiting = ["-e", `${beginning} setInterval(() => {}, 1000)`];
// Files in folders, faster than a removal finds them.
const writing = [
  "-e",
  `const { mkdirSync, writeFileSync } = require("node:fs");
   const write = (n) => { mkdirSync("cache/" + n, { recursive: true }); writeFileSync("cache/" + n + "/file", ""); };
   for (let n = 0; n < 500; n++) write(n);
   ${beginning}
   for (let n = 500; ; n++) write(n % 20000);`,
];

let home: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), "setrip-leftover-")));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(home, { recursive: true, maxRetries: 20 });
});

function release(id: string, servedAt?: Date) {
  const folder = join(home, id);
  mkdirSync(folder);
  writeFileSync(join(folder, ".release"), `${id}\n`);
  return { folder, servedAt };
}

async function begun(program: string, args: string[], cwd: string): Promise<ChildProcess> {
  const child = spawn(program, args, { cwd });
  children.push(child);
  await once(child.stdout!, "data");
  return child;
}

describe("removing a release that never served", () => {
  it("ends what a killed deployment left at work in it, and no program elsewhere", async () => {
    const half = release("20261130-120000-abcdef0");
    const beside = release("20261130-120000-abcdef01");
    const build = await begun(process.execPath, writing, half.folder);
    const other = await begun(process.execPath, waiting, beside.folder);
    const ended = once(build, "exit");
    expect(await removeRelease(half)).toEqual([]);
    expect(await ended).toEqual([null, "SIGKILL"]);
    expect([other.exitCode, other.signalCode]).toEqual([null, null]);
    expect(readdirSync(home)).toEqual(["20261130-120000-abcdef01"]);
  });

  it("ends a copy that is under way, and leaves somebody's shell alone", async () => {
    const half = release("20261130-120000-abcdef0");
    const shell = await begun("sh", ["-c", "echo begun; read -r line"], half.folder);
    // A copy that goes on for as long as it is let: of a pipe that nobody closes.
    execFileSync("mkfifo", [join(home, "endless")]);
    const pipe = openSync(join(home, "endless"), "r+");
    const copy = spawn("cp", [join(home, "endless"), join(half.folder, "copied")], { cwd: half.folder });
    children.push(copy);
    await vi.waitUntil(() => existsSync(join(half.folder, "copied")));
    const ended = once(copy, "exit");
    expect(await removeRelease(half)).toEqual([]);
    closeSync(pipe);
    expect(await ended).toEqual([null, "SIGKILL"]);
    expect([shell.exitCode, shell.signalCode]).toEqual([null, null]);
    expect(existsSync(half.folder)).toBe(false);
  });
});

it("a release that has served stays while somebody's job works in it", async () => {
  const served = release("20261130-120000-abcdef0", new Date("2026-11-30T12:05:00Z"));
  const job = await begun(process.execPath, waiting, served.folder);
  expect(await removeRelease(served)).toEqual([job.pid]);
  expect(readdirSync(served.folder)).toEqual([".release"]);
  const ended = once(job, "exit");
  job.kill("SIGKILL");
  await ended;
  expect(await removeRelease(served)).toEqual([]);
  expect(existsSync(served.folder)).toBe(false);
});
