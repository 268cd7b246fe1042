import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { endProcessesIn } from "./leftover.ts";

it("ends the build that a killed deployment left in its folder, and neither a shell there nor a program elsewhere", async () => {
  const home = realpathSync(mkdtempSync(join(tmpdir(), "setrip-leftover-")));
  const folder = join(home, "20261130-120000-abcdef0");
  const beside = `${folder}1`;
  for (const path of [folder, beside]) mkdirSync(path);
  const forever = ["-e", "console.log('begun'); setInterval(() => {}, 1000)"];
  const build = spawn(process.execPath, forever, { cwd: folder });
  const other = spawn(process.execPath, forever, { cwd: beside });
  const shell = spawn("sh", ["-c", "echo begun; read -r line"], { cwd: folder });
  try {
    await Promise.all([build, other, shell].map(({ stdout }) => once(stdout, "data")));
    const ended = once(build, "exit");
    await endProcessesIn(folder);
    expect(await ended).toEqual([null, "SIGKILL"]);
    expect([other.exitCode, other.signalCode, shell.exitCode, shell.signalCode]).toEqual([null, null, null, null]);
  } finally {
    for (const child of [build, other, shell]) child.kill("SIGKILL");
    rmSync(home, { recursive: true });
  }
});
