import { chmodSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { DoctorCheck, RondaConfig } from "../config.ts";
import { hostTimeZone } from "../exports/host-zone.ts";
import type { Overview } from "../types.ts";
import { doctor, report } from "./doctor.ts";
import { exportCurlConfig } from "./export.ts";
import { installCrontab } from "./install-crontab.ts";

const secret = "the secret of the tests, 32 or more";
let home = "";
let server: Server;
let answer: [number, Record<string, string>] = [200, {}];
let config: RondaConfig;
let overview: Partial<Overview>;

beforeAll(async () => {
  server = createServer((_, response) => response.writeHead(...answer).end("{}"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => void server.close());

const well = {
  name: "prune",
  health: { badge: "OK", reasons: [] },
  lastSecret: "current",
  lastTrigger: { source: "curl" },
};

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "ronda-doctor-"));
  mkdirSync(join(home, "bin"));
  const crontab =
    '#!/bin/sh\ncase $1 in -l) cat "$HOME/spool" 2>/dev/null || { echo "no crontab for ana" >&2; exit 1; } ;; -) cat >"$HOME/spool" ;; esac\n';
  writeFileSync(join(home, "bin/crontab"), crontab);
  chmodSync(join(home, "bin/crontab"), 0o755);
  vi.stubEnv("HOME", home);
  vi.stubEnv("PATH", `${join(home, "bin")}:${process.env.PATH}`);
  answer = [200, {}];
  overview = {
    jobs: [well] as never,
    channels: [],
    patrol: { isLate: false, lastFinishedAt: new Date(), error: null },
  };
  config = {
    app: "bakery",
    jobs: [{ name: "prune", schedule: "*/5 * * * *", description: "Prunes" }],
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    secret,
    crontab: { log: join(home, "cron.log") },
    restart: "pm2 reload bakery",
    ronda: () => ({ runs: async () => [], overview: async () => overview as Overview }),
  };
  return () => void vi.unstubAllEnvs();
});

const answers = (status: number, headers: Record<string, string> = {}) => {
  answer = [status, headers];
};
const configured = (changes: Partial<RondaConfig>) => void Object.assign(config, changes);
const knows = (changes: Partial<Overview>) => void Object.assign(overview, changes);
const look = async () => JSON.parse((await doctor(config, { json: true })).print ?? "") as DoctorCheck[];
const found = async (name: string) => (await look()).filter((check) => check.name === name);

describe("ronda doctor", () => {
  it("tells the web server, which does not answer, from the app behind it, which does", async () => {
    const proxy = { local: config.url, mend: "sudo systemctl restart caddy" };
    configured({ url: config.url.replace("http:", "https:"), proxy });
    expect(await found("the web server")).toEqual([
      {
        name: "the web server",
        state: "error",
        why: expect.stringMatching(
          /^no response from https:[\s\S]*, while the app itself answers at http:\/\/127\.0\.0\.1/,
        ),
        mend: "sudo systemctl restart caddy",
      },
    ]);
    expect(await found("certificate")).toMatchObject([{ state: "error", mend: "sudo systemctl restart caddy" }]);
    configured({ proxy: { ...proxy, local: "http://127.0.0.1:1" } });
    expect(await found("the app")).toMatchObject([{ state: "error", mend: "pm2 reload bakery" }]);
  });

  it("finds nothing wrong where all is as it should be, but what the machine itself lacks", async () => {
    installCrontab(config, {});
    const checks = await look();
    const ofMachine = ["cron service", "time zone", "disk", "curl"];
    expect(checks.filter(({ name, state }) => state !== "ok" && !ofMachine.includes(name))).toEqual([]);
    for (const name of ["schedule", "hand-written lines", "curl's file", "log", "secret", "jobs", "patrol"]) {
      expect(checks.map((check) => check.name)).toContain(name);
    }
  });

  it.each([
    ["schedule", async () => {}, "neither crontab nor timers", "npx ronda install crontab"],
    [
      "schedule",
      () => void writeFileSync(join(home, "spool"), "# BEGIN bakery (made by `ronda export crontab`)\n# END bakery\n"),
      "not what the registry says",
      "npx ronda install crontab",
    ],
    [
      "hand-written lines",
      () =>
        void writeFileSync(
          join(home, "spool"),
          `* * * * * curl -H "Authorization: Bearer x" ${config.url}/api/cron/prune\n`,
        ),
      "Bearer …",
      "npx ronda install crontab",
    ],
    ["secret", () => answers(401), "another CRON_SECRET", "pm2 reload bakery"],
    ["secret", () => configured({ secret: undefined }), "is not set", "openssl rand -hex 32"],
    [
      "the app",
      () => answers(301, { location: "https://elsewhere.example/" }),
      "leads elsewhere, to https://elsewhere",
      undefined,
    ],
    ["the app", () => answers(502), "answers 502", "pm2 reload bakery"],
    ["the app", () => configured({ url: "http://127.0.0.1:1" }), "no response", "pm2 reload bakery"],
    [
      "patrol",
      () => knows({ patrol: { isLate: true, lastFinishedAt: null, error: null } }),
      "nobody has patrolled",
      "npx ronda patrol",
    ],
    [
      "prune",
      () =>
        knows({
          jobs: [
            { ...well, health: { badge: "STALE", reasons: [{ kind: "missed", count: 3, since: new Date() }] } },
          ] as never,
        }),
      "STALE: ",
      "npx ronda runs --job prune",
    ],
    [
      "channel discord",
      () =>
        knows({
          channels: [
            {
              name: "discord",
              lastDeliveredAt: null,
              waiting: 1,
              failing: { since: new Date(), failures: 3, alerts: 3, message: "404" },
            },
          ],
        }),
      "3 attempts failed",
      undefined,
    ],
  ])("names %s as an error with its cause and what mends it (%#)", async (name, happen, why, mend) => {
    await happen();
    expect(await found(name)).toEqual([
      { name, state: "error", why: expect.stringContaining(why), ...(mend ? { mend } : {}) },
    ]);
    expect((await doctor(config, {})).code).toBe(1);
  });

  it("names the lines that the crontab's block lacks, has at another time or too many", async () => {
    config.jobs = [
      { name: "prune", schedule: "*/5 * * * *", description: "Prunes" },
      { name: "bake", schedule: "0 3 * * *", timeZone: hostTimeZone(), description: "Bakes" },
      { name: "sweep", schedule: "0 4 * * *", description: "Sweeps" },
    ];
    installCrontab(config, {});
    const spool = join(home, "spool");
    const changed = readFileSync(spool, "utf8")
      .replace(/^\*\/5 \* \* \* \* /m, "# $&")
      .replace(/^0 3 /m, "0 10 ")
      .replace("/sweep >>", "/mop >>");
    writeFileSync(spool, changed);

    expect(await found("schedule")).toEqual([
      {
        name: "schedule",
        state: "error",
        why: `the crontab's block is not what the registry says: no line calls prune; bake is called at "0 10 * * *", not at "0 3 * * *"; no line calls sweep; mop is no job`,
        mend: "npx ronda install crontab",
      },
    ]);
  });

  it("looks at the files that the installed lines name, also where flags told them", async () => {
    installCrontab(config, { curlConfig: join(home, "elsewhere/cron.curl"), log: join(home, "elsewhere.log") });
    expect(await found("curl's file")).toMatchObject([
      { state: "ok", why: expect.stringContaining("elsewhere/cron.curl") },
    ]);
    expect(await found("log")).toMatchObject([{ state: "ok", why: expect.stringContaining("elsewhere.log") }]);
    // And what mends it mends that file.
    config.secret = "another secret of the tests, 32 or more";
    expect(await found("curl's file")).toMatchObject([{ state: "error", mend: "npx ronda export curl-config" }]);
    exportCurlConfig(config, {});
    expect(await found("curl's file")).toMatchObject([{ state: "ok" }]);
  });

  it.each([
    ["is not there", undefined, "error", "is not installed"],
    ["is too old for the lines", "curl 7.68.0 (x86_64)", "error", "7.68 is older than 7.76"],
    ["is new enough", "curl 8.11.1 (x86_64)", "ok", "8.11"],
  ])("sees that curl %s", async (_, version, state, why) => {
    installCrontab(config, {});
    vi.stubEnv("PATH", version ? join(home, "bin") : "/nowhere");
    if (version) {
      writeFileSync(join(home, "bin/curl"), `#!/bin/sh\necho "${version}"\n`, { mode: 0o755 });
      // The stand-in for crontab needs one program.
      symlinkSync("/bin/cat", join(home, "bin/cat"));
    } else {
      mkdirSync(join(home, "only"));
      symlinkSync(join(home, "bin/crontab"), join(home, "only/crontab"));
      symlinkSync("/bin/cat", join(home, "only/cat"));
      vi.stubEnv("PATH", join(home, "only"));
    }
    expect(await found("curl")).toMatchObject([{ state, why: expect.stringContaining(why) }]);
  });

  it("sees a file of curl that others can read, and one with another secret", async () => {
    installCrontab(config, {});
    chmodSync(join(home, ".config/bakery/cron.curl"), 0o644);
    expect(await found("curl's file")).toMatchObject([
      { state: "error", mend: `chmod 600 ${home}/.config/bakery/cron.curl` },
    ]);
    exportCurlConfig({ ...config, secret: "another one" }, {});
    expect(await found("curl's file")).toMatchObject([{ state: "error", mend: "npx ronda export curl-config" }]);
  });

  it("adds what the app itself looks at, and goes on where that breaks", async () => {
    config.checks = () => [{ name: "oven", state: "warning", why: "is cold", mend: "light it" }];
    expect(await found("oven")).toMatchObject([{ state: "warning", mend: "light it" }]);
    config.checks = () => Promise.reject(new Error("no oven"));
    expect(await found("the app's own checks")).toMatchObject([
      { state: "error", why: "could not be looked at: no oven" },
    ]);
  });

  it("never shows a secret", async () => {
    writeFileSync(
      join(home, "spool"),
      `* * * * * curl -H "Authorization: Bearer ${secret}" ${config.url}/api/cron/prune\n`,
    );
    expect((await doctor(config, {})).print).not.toContain(secret);
  });
});

it("a report fits 80 columns, has errors first and names them at its end, and has each mend in a line that can be copied", () => {
  const text = stripVTControlCharacters(
    report([
      { name: "b", state: "ok", why: "fine" },
      { name: "a", state: "error", why: "because ".repeat(20).trim(), mend: `sudo ${"x".repeat(100)}` },
      { name: "a", state: "error", why: "and so" },
    ]),
  );
  const lines = text.split("\n");
  expect(lines[0]).toMatch(/^error {4}a: because/);
  expect(lines.at(-3)).toBe("ok       b: fine");
  expect(lines.filter((line) => !line.includes("->")).every((line) => line.length <= 80)).toBe(true);
  expect(lines).toContain(`         -> sudo ${"x".repeat(100)}`);
  expect(lines.at(-1)).toBe("1 ok, 0 warnings, 2 errors: a");
});
