import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { policy } from "#domain/policy.ts";
import { limits } from "#limits.ts";
import { curlMaxTimeSeconds } from "#packages/ronda/src/exports/curl-config.ts";
import { stopMs as engineStopMs } from "#packages/ronda/src/stopping.ts";

const read = (name: string) => readFileSync(join(import.meta.dirname, name), "utf8");

/** Loads the file as PM2 does for one of its commands, in a process of its own. */
function ecosystem(env: Record<string, string>, command: string): { apps: Record<string, unknown>[] } {
  const file = join(import.meta.dirname, "ecosystem.config.cjs");
  const script = `process.stdout.write(JSON.stringify(require(${JSON.stringify(file)})))`;
  const options = { encoding: "utf8", env: env as unknown as NodeJS.ProcessEnv, stdio: "pipe" } as const;
  return JSON.parse(execFileSync(process.execPath, ["-e", script, command], options));
}

describe("the PM2 file", () => {
  it("runs two processes named setrip on loopback, gives them time to start and stop, and never gives one up", () => {
    // What ends processes is not kept from it by a database that is away.
    const { apps } = ecosystem({ DATABASE_URL: "postgresql://db.example/setrip", PORT: "3100" }, "delete");
    const folder = join(import.meta.dirname, "..");
    expect(apps).toMatchObject([
      {
        name: "setrip",
        cwd: folder,
        script: join(folder, "server/main.mjs"),
        env: { pm_exec_path: join(folder, "server/main.mjs"), pm_cwd: folder },
        args: ["-p", "3100", "-H", "127.0.0.1"],
        exec_mode: "cluster",
        instances: 2,
        kill_timeout: expect.any(Number),
        exp_backoff_restart_delay: 500,
        max_restarts: 1_000_000,
      },
    ]);
  });

  it("kills no process that would still end by itself", () => {
    const [app] = ecosystem({}, "delete").apps;
    expect(app!.kill_timeout).toBeGreaterThan(limits.stop.totalMs + 1_000);
    expect(limits.stop.totalMs).toBeGreaterThan(limits.stop.callMs + 1_000);
    expect(limits.stop.totalMs).toBeGreaterThan(engineStopMs);
  });

  it.each([
    ["DATABASE_URL is not set", { DATABASE_URL: "" }],
    ["MAIL_CALLS_PER_SECOND must be a number", { DATABASE_URL: "", MAIL_CALLS_PER_SECOND: "many" }],
    [
      "does not answer",
      {
        DATABASE_URL: "postgresql://127.0.0.1:1/setrip",
        SETRIP_DATA_DIR: tmpdir(),
        APP_URL: "http://localhost:3000",
        PLATFORM_BANK_ACCOUNTS: process.env.PLATFORM_BANK_ACCOUNTS!,
      },
    ],
  ])("refuses to start what the app would refuse: %s", (words, env) => {
    const enough = { AUTH_SECRET: "a secret that only the tests know, 32+" };
    expect(() => ecosystem({ ...enough, ...env }, "start")).toThrow(words);
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

  it("says in words what it answers itself, a 500 too, which is its own where no connection is left", () => {
    expect(conf).toMatch(/^ +error_page 413 429 500 502 503 504 \/setrip-words\//m);
    expect(conf).not.toMatch(/^[^#]*proxy_intercept_errors on/m);
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
  it("is the manual's, and lets the user's crontab go on writing after a rotation", () => {
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
