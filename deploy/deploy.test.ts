import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { curlMaxTimeSeconds } from "#packages/ronda/src/exports/curl-config.ts";

const read = (name: string) => readFileSync(join(import.meta.dirname, name), "utf8");

/** Loads the file as PM2 does, in a process of its own. */
function ecosystem(env: Record<string, string>): { apps: Record<string, unknown>[] } {
  const file = join(import.meta.dirname, "ecosystem.config.cjs");
  const script = `process.stdout.write(JSON.stringify(require(${JSON.stringify(file)})))`;
  const options = { encoding: "utf8", env: env as unknown as NodeJS.ProcessEnv, stdio: "pipe" } as const;
  return JSON.parse(execFileSync(process.execPath, ["-e", script], options));
}

describe("the PM2 file", () => {
  it("runs two processes named setrip on loopback and gives them time to stop", () => {
    const { apps } = ecosystem({ DATABASE_URL: "postgresql://db.example/setrip", PORT: "3100" });
    expect(apps).toMatchObject([
      {
        name: "setrip",
        cwd: join(import.meta.dirname, ".."),
        script: "server/main.mjs",
        args: ["-p", "3100", "-H", "127.0.0.1"],
        exec_mode: "cluster",
        instances: 2,
        kill_timeout: 15_000,
      },
    ]);
  });

  it("refuses to start without DATABASE_URL: two processes cannot share the embedded server", () => {
    expect(() => ecosystem({ DATABASE_URL: "" })).toThrow("DATABASE_URL is not set");
  });
});

describe("the nginx example", () => {
  it("waits longer for a job than curl does", () => {
    const [, seconds] = /proxy_read_timeout (\d+)s/.exec(read("nginx.conf"))!;
    expect(Number(seconds)).toBeGreaterThan(curlMaxTimeSeconds);
  });

  it("overwrites what a client could forge", () => {
    for (const header of ["Host", "X-Real-IP", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto"]) {
      expect(read("nginx.conf")).toMatch(
        new RegExp(`^ +proxy_set_header ${header} \\$(host|remote_addr|scheme);$`, "m"),
      );
    }
  });
});

describe("the logrotate example", () => {
  it("is the seed's, and lets the user's crontab go on writing after a rotation", () => {
    const [cronLog] = /\/var\/log\/setrip-cron\.log \{[^}]+\}/.exec(read("logrotate.conf"))!;
    for (const directive of [
      "weekly",
      "rotate 4",
      "compress",
      "missingok",
      "notifempty",
      "create 0640 setrip setrip",
    ]) {
      expect(cronLog).toContain(`    ${directive}\n`);
    }
  });
});
