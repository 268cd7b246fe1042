import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { policy } from "#domain/policy.ts";
import { limits } from "#limits.ts";
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
  const conf = read("nginx.conf");

  it("waits longer for a job than curl does", () => {
    const [, seconds] = /location \/api\/cron\/ \{[^}]*proxy_read_timeout (\d+)s/.exec(conf)!;
    expect(Number(seconds)).toBeGreaterThan(curlMaxTimeSeconds);
  });

  it("lets go of an idle connection before the app does", () => {
    const [, seconds] = /upstream setrip \{[^}]*keepalive_timeout (\d+)s/.exec(conf)!;
    expect(Number(seconds) * 1000).toBeLessThan(limits.http.keepAliveMs);
  });

  it("never repeats what is not safe to repeat", () => {
    expect(conf).not.toMatch(/^[^#]*non_idempotent/m);
  });

  it("lets a little more through than the largest upload", () => {
    const [, megabytes] = /^ {4}client_max_body_size (\d+)m;/m.exec(conf)!;
    expect(Number(megabytes) * 2 ** 20).toBeGreaterThan(policy.uploadMostBytes);
    expect(Number(megabytes) * 2 ** 20).toBeLessThan(1.2 * policy.uploadMostBytes);
  });

  it("overwrites what a client could forge", () => {
    for (const header of ["Host", "X-Real-IP", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto"]) {
      expect(conf).toMatch(new RegExp(`^ +proxy_set_header ${header} \\$(http_host|remote_addr|scheme);$`, "m"));
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
