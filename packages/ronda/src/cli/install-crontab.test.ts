import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { RondaConfig } from "../config.ts";
import { appOnDisk, startRonda } from "../testing/app.ts";
import { exportCrontab } from "./export.ts";
import { type InstallFlags, installCrontab, uninstallCrontab } from "./install-crontab.ts";
import { logSteps } from "./log-steps.ts";
import { foreignSystemLines, removeCommand } from "./user-crontab.ts";

const app = appOnDisk();
const secret = "the secret of the tests, 32 or more";
const job = (name: string, schedule: string) => ({ name, schedule, description: name });
const config: RondaConfig = {
  app: "bakery",
  jobs: [job("auto-complete-trips", "0 18 * * *"), job("process-email-jobs", "*/5 * * * *")],
  url: "https://bakery.example",
  secret,
  ronda: () => ({ runs: async () => [] }),
};
const flags = () => ({ zone: "UTC", log: join(app.folder, "cron.log") });
const install = (more: Partial<InstallFlags> = {}) => installCrontab(config, { ...flags(), ...more });
const check = () => exportCrontab(config, { ...flags(), check: true });
const spool = () => join(app.folder, "spool");
const installed = () => readFileSync(spool(), "utf8");
const oldLine = (job: string) =>
  `0 1 * * * curl -fsS -H "Authorization: Bearer old-secret" https://Bakery.example/api/cron/${job} # mine\n`;

/** Stands for crontab(1), as Debian's and cronie's speak: one file for whoever calls. */
const crontabCommand = `#!/bin/sh
[ -f "$HOME/broken" ] && { echo "you (ana) are not allowed to use this program" >&2; exit 1; }
case $1 in
  -l) cat "$HOME/spool" 2>/dev/null || { echo "no crontab for ana" >&2; exit 1; } ;;
  -) umask 077; cat >"$HOME/spool.new" && mv "$HOME/spool.new" "$HOME/spool" ;;
esac
`;

beforeEach(() => {
  mkdirSync(join(app.folder, "bin"));
  writeFileSync(join(app.folder, "bin/crontab"), crontabCommand);
  chmodSync(join(app.folder, "bin/crontab"), 0o755);
  vi.stubEnv("PATH", `${join(app.folder, "bin")}:${process.env.PATH}`);
  vi.stubEnv("HOME", app.folder);
  return () => void vi.unstubAllEnvs();
});

describe("ronda install crontab", () => {
  it("writes block, secret and script where there was nothing, and the second time changes nothing", () => {
    const { code, print } = install();
    expect(code).toBe(0);
    expect(print).toContain("wrote the block at the end of the crontab");
    expect(installed()).toMatch(
      /^# BEGIN bakery [\s\S]*\n0 18 \* \* \* sh .*cron\.curl\.sh https:\/\/bakery\.example[\s\S]*# END bakery\n$/,
    );
    const first = installed();
    expect(install().print).toContain("the crontab is as it should be");
    expect(installed()).toBe(first);
    expect(check()).toMatchObject({ ok: true });
  });

  it("keeps other lines, replaces those that call the app and shows them without their secret", () => {
    writeFileSync(spool(), `MAILTO=ana@bakery.example\n${oldLine("auto-complete-trips")}5 4 * * * backup\n`);
    const before = check();
    expect([before.ok, before.print]).toEqual([
      false,
      expect.stringContaining("lines outside the block call this app too"),
    ]);

    const { code, print } = install();
    expect(code).toBe(0);
    expect(print).toContain("replaced 1 line that called this app outside the block:\n  crontab:2: 0 1 * * * curl");
    expect(installed()).toMatch(/^MAILTO=ana@bakery\.example\n5 4 \* \* \* backup\n# BEGIN bakery/);
    expect(before.print + print).not.toMatch(/old-secret|tests, 32/);
  });

  it("leaves them with --keep-old, and says that they still call", () => {
    writeFileSync(spool(), oldLine("process-email-jobs"));
    expect(install({ keepOld: true }).print).toContain("kept because of --keep-old");
    expect(installed()).toContain("Bearer old-secret");
  });

  it("--dry-run shows all of it, without a secret, and changes nothing", () => {
    writeFileSync(spool(), oldLine("process-email-jobs"));
    const before = readdirSync(app.folder);
    const { code, print } = install({ dryRun: true });
    expect(code).toBe(0);
    expect(print).toMatch(/^-0 1 \* \* \* curl .*Bearer …/m);
    expect(print).toMatch(/^\+\*\/5 \* \* \* \* sh /m);
    expect(installed()).toBe(oldLine("process-email-jobs"));
    expect(readdirSync(app.folder)).toEqual(before);
    expect(print).not.toContain("old-secret");
  });

  it("leaves nothing with a secret that others can read, also not a copy of what was there", () => {
    writeFileSync(spool(), oldLine("process-email-jobs"), { mode: 0o600 });
    install();
    const written = readdirSync(app.folder, { recursive: true, encoding: "utf8" }).map((name) =>
      join(app.folder, name),
    );
    const holding = written.filter(
      (path) => statSync(path).isFile() && /old-secret|the secret of the tests/.test(readFileSync(path, "utf8")),
    );
    expect(holding.filter((path) => !path.endsWith("settings.json"))).toEqual([
      join(app.folder, ".config/bakery/cron.curl"),
    ]);
    expect(statSync(join(app.folder, ".config/bakery/cron.curl")).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(app.folder, ".config/bakery/cron.curl"), "utf8")).toContain(secret);
  });

  it("touches nothing where the crontab cannot be read", () => {
    writeFileSync(join(app.folder, "broken"), "");
    expect(() => install()).toThrow("not allowed to use this program");
    expect(existsSync(join(app.folder, ".config"))).toBe(false);
  });
});

it("the command itself shows, with --dry-run, what is left for root, and ends with 2", async () => {
  app.configure({ url: "https://bakery.example" });
  const { code, out } = await startRonda(app, ["install", "crontab", "--zone", "UTC", "--dry-run"]).ended;
  expect([code, out]).toEqual([2, expect.stringMatching(/would change the crontab[\s\S]*what is left needs root/)]);
});

it("ronda uninstall crontab takes away the block and the files with the secret, and nothing else", () => {
  writeFileSync(spool(), "5 4 * * * backup\n");
  install();
  const { code, print } = uninstallCrontab(config, {});
  expect([code, print]).toEqual([0, expect.stringContaining("removed the block of bakery")]);
  expect(installed()).toBe("5 4 * * * backup\n");
  expect(readdirSync(join(app.folder, ".config/bakery"))).toEqual([]);
  expect(uninstallCrontab(config, {}).print).toContain("the crontab has no block of bakery");
});

describe("what only root can do", () => {
  const root = () => app.folder;
  const rules = (path: string, text: string) => {
    mkdirSync(join(root(), path, ".."), { recursive: true });
    writeFileSync(join(root(), path), text);
  };

  it("is said as commands until it is done: the log file and its rotation", () => {
    const log = "/var/log/of-no-app/bakery-cron.log";
    const steps = logSteps("bakery", log, {}, root());
    expect(steps[0]).toMatch(/^sudo install -m 640 -o \S+ -g \S+ \/dev\/null \/var\/log\/of-no-app\/bakery-cron\.log$/);
    expect(steps[1]).toContain(
      `sudo tee ${root()}/etc/logrotate.d/bakery-cron >/dev/null <<'END'\n${log} {\n    weekly\n`,
    );
    rules("etc/logrotate.d/bakery", `${log} {\n}\n`);
    expect(logSteps("bakery", log, {}, root())).toHaveLength(1);
  });

  it("is not asked for where the user can do it, who makes the file for themselves and their group", () => {
    const log = join(root(), "cron.log");
    expect(logSteps("bakery", log, { dryRun: true })).toEqual([]);
    expect(existsSync(log)).toBe(false);
    expect(logSteps("bakery", log, {})).toEqual([]);
    expect(statSync(log).mode & 0o007).toBe(0);
  });

  it("includes lines of the machine's own crontabs that call the app", () => {
    rules(
      "etc/crontab",
      "# system\n17 * * * * root run-parts\n* * * * * ana curl https://bakery.example/api/cron/prune\n",
    );
    rules("etc/cron.d/bakery", "* * * * * ana wget -q http://127.0.0.1:3000/api/cron/prune\n");
    const found = foreignSystemLines({ url: "https://bakery.example", path: "/api/cron", names: ["prune"] }, root());
    expect(found.map(removeCommand)).toEqual([
      `sudo sed -i '3d' ${root()}/etc/crontab`,
      `sudo sed -i '1d' ${root()}/etc/cron.d/bakery`,
    ]);
  });
});
