import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { RondaConfig } from "../config.ts";
import { exportSystemd } from "./export.ts";
import { installSystemd, uninstallSystemd } from "./install-systemd.ts";

const job = (name: string) => ({ name, schedule: "0 18 * * *", description: name });
const config = (...names: string[]): RondaConfig => ({
  app: "bakery",
  jobs: names.map(job),
  url: "https://bakery.example",
  secret: "the secret of the tests, 32 or more",
  ronda: () => ({ runs: async () => [] }),
});

let home = "";
const folder = () => join(home, ".config/systemd/user");
const called = () => readFileSync(join(home, "called"), "utf8").trim().split("\n");
/** Stands for a command: writes down how it was called, and prints a text. */
const command = (name: string, prints = "") => {
  writeFileSync(join(home, "bin", name), `#!/bin/sh\necho ${name} "$@" >>"$HOME/called"\necho '${prints}'\n`);
  chmodSync(join(home, "bin", name), 0o755);
};

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "ronda-install-"));
  mkdirSync(join(home, "bin"));
  command("systemctl");
  command("loginctl", "Linger=yes");
  vi.stubEnv("HOME", home);
  vi.stubEnv("PATH", `${join(home, "bin")}:${process.env.PATH}`);
  return () => void vi.unstubAllEnvs();
});

describe("ronda install systemd", () => {
  it("writes and starts the caller's own timers, without a secret in them", () => {
    expect(installSystemd(config("prune"), {})).toEqual({ print: `wrote 2 units to ${folder()}`, code: 0 });
    expect(readdirSync(folder()).sort()).toEqual(["bakery-cron-prune.timer", "bakery-cron@.service"]);
    expect(called()).toEqual([
      "systemctl --user daemon-reload",
      "systemctl --user enable bakery-cron-prune.timer",
      "systemctl --user restart bakery-cron-prune.timer",
      `loginctl show-user ${userInfo().username} --property=Linger`,
    ]);
    for (const name of readdirSync(folder()))
      expect(readFileSync(join(folder(), name), "utf8")).not.toContain("the secret");
    expect(statSync(join(home, ".config/bakery/cron.curl")).mode & 0o777).toBe(0o600);
    expect(installSystemd(config("prune"), {}).print).toBe(`${folder()} is as it should be`);
    expect(exportSystemd(config("prune"), { check: true })).toMatchObject({ ok: true });
  });

  it("removes the timer of a job that is gone, and leaves units of others", () => {
    installSystemd(config("prune", "send-receipts"), {});
    writeFileSync(join(folder(), "bakery-cronies.timer"), "");
    expect(exportSystemd(config("prune"), { check: true })).toMatchObject({ ok: false });
    installSystemd(config("prune"), {});
    expect(called()).toContain("systemctl --user disable --now bakery-cron-send-receipts.timer");
    expect(readdirSync(folder()).sort()).toEqual([
      "bakery-cron-prune.timer",
      "bakery-cron@.service",
      "bakery-cronies.timer",
    ]);
  });

  it("says what keeps the timers alive after signing out, until it is done", () => {
    command("loginctl", "Linger=no");
    const { print, code } = installSystemd(config("prune"), {});
    expect([code, print]).toEqual([
      2,
      expect.stringContaining(`\n  sudo loginctl enable-linger ${userInfo().username}`),
    ]);
  });

  it("reaches systemd of somebody who became this user by sudo, whose session has no variable for it", () => {
    vi.stubEnv("XDG_RUNTIME_DIR", undefined);
    writeFileSync(join(home, "bin/systemctl"), '#!/bin/sh\necho "$XDG_RUNTIME_DIR" >>"$HOME/called"\n');
    installSystemd(config("prune"), {});
    expect(called()[0]).toBe(`/run/user/${userInfo().uid}`);
  });

  it("says what starts a user's own systemd where it does not run, and takes its timers away all the same", () => {
    installSystemd(config("prune"), {});
    const words = "Failed to connect to user scope bus via local transport: No such file or directory";
    writeFileSync(join(home, "bin/systemctl"), `#!/bin/sh\necho '${words}' >&2\nexit 1\n`);
    mkdirSync(join(folder(), "timers.target.wants"));
    writeFileSync(join(folder(), "timers.target.wants/bakery-cron-prune.timer"), "");
    const { print, code } = installSystemd(config("prune", "send-receipts"), {});
    expect(code).toBe(2);
    expect(print).toContain(`\n  sudo loginctl enable-linger ${userInfo().username}`);
    expect(uninstallSystemd(config("prune"), {}).code).toBe(0);
    expect(readdirSync(folder())).toEqual(["timers.target.wants"]);
    expect(readdirSync(join(folder(), "timers.target.wants"))).toEqual([]);
  });

  it("prints what root does for timers of the machine, and writes their units aside", () => {
    const { print, code } = installSystemd(config("prune"), { system: true });
    expect(code).toBe(2);
    expect(print).toContain(`  sudo install -m 644 ${home}/.config/bakery/systemd/* /etc/systemd/system/\n`);
    expect(readFileSync(join(home, ".config/bakery/systemd/bakery-cron@.service"), "utf8")).toContain("\nUser=");
    expect(existsSync(folder())).toBe(false);
  });

  it("--dry-run shows the units and writes nothing", () => {
    const { print } = installSystemd(config("prune"), { dryRun: true });
    expect(print).toContain("+OnCalendar=*-*-* 18:00:00 UTC");
    expect(readdirSync(home)).toEqual(["bin"]);
  });

  it("is taken away again", () => {
    installSystemd(config("prune"), {});
    expect(uninstallSystemd(config("prune"), {}).code).toBe(0);
    expect(readdirSync(folder())).toEqual([]);
    expect(called()).toContain("systemctl --user disable --now bakery-cron-prune.timer");
    expect(uninstallSystemd(config("prune"), {}).print).toContain("has no unit of bakery");
  });
});
