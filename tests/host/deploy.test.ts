import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { installed } from "./nginx.ts";

const deploy = join(import.meta.dirname, "../../deploy");
const read = (name: string) => readFileSync(join(deploy, name), "utf8");

describe("deploy/logrotate.conf", () => {
  /** The example with its paths and its user replaced by ones of this machine. */
  function installed() {
    const folder = mkdtempSync(join(tmpdir(), "setrip-logrotate-"));
    const group = execFileSync("id", ["-gn"], { encoding: "utf8" }).trim();
    mkdirSync(join(folder, "pm2/logs"), { recursive: true });
    const text = read("logrotate.conf")
      .replaceAll("/var/log", folder)
      .replaceAll("/home/setrip/.pm2", join(folder, "pm2"))
      .replaceAll("setrip setrip", `${userInfo().username} ${group}`);
    const file = join(folder, "logrotate.conf");
    writeFileSync(file, text, { mode: 0o644 });
    writeFileSync(join(folder, "setrip-cron.log"), '{"ok":true}\n', { mode: 0o640 });
    writeFileSync(join(folder, "pm2/logs/setrip-out.log"), "cron\n");
    writeFileSync(join(folder, "pm2/pm2.log"), "App [setrip:0] online\n");
    return { folder, file };
  }

  it("is understood by logrotate without a complaint", () => {
    const { file } = installed();
    const { status, stderr } = spawnSync("logrotate", ["-d", file], { encoding: "utf8" });
    expect(status).toBe(0);
    const aboutDebugMode = /^warning: logrotate in debug mode .*$/m;
    expect(stderr.replace(aboutDebugMode, "")).not.toMatch(/error|warning|note:/i);
  });

  it("leaves cron a new log file that belongs to its user, and PM2 the file that it keeps open", () => {
    const { folder, file } = installed();
    const { status, stderr } = spawnSync("logrotate", ["-f", "-s", join(folder, "state"), file], { encoding: "utf8" });
    expect([status, stderr]).toEqual([0, ""]);
    const { uid, mode, size } = statSync(join(folder, "setrip-cron.log"));
    expect([uid, mode & 0o777, size]).toEqual([process.getuid!(), 0o640, 0]);
    expect(readFileSync(join(folder, "setrip-cron.log.1"), "utf8")).toBe('{"ok":true}\n');
    expect(readdirSync(join(folder, "pm2/logs")).sort()).toEqual(["setrip-out.log", "setrip-out.log.1.gz"]);
    expect(readdirSync(join(folder, "pm2")).sort()).toEqual(["logs", "pm2.log", "pm2.log.1.gz"]);
  });
});

describe("deploy/nginx.conf", () => {
  it("passes nginx -t", () => {
    const { folder, mainFile } = installed();
    const { status, stderr } = spawnSync("nginx", ["-t", "-p", folder, "-c", mainFile], { encoding: "utf8" });
    expect(stderr).toContain("test is successful");
    expect(stderr).not.toContain("[warn]");
    expect(status).toBe(0);
  });
});
