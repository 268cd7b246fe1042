import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ListedJob } from "./job-schedule.ts";
import { kubernetesYaml } from "./kubernetes.ts";
import { systemdUnits } from "./systemd.ts";

const job = (schedule: string, timeZone?: string): ListedJob => ({
  name: "send-receipts",
  schedule,
  ...(timeZone ? { timeZone } : {}),
  description: "Sends receipts",
});
const options = {
  app: "bakery",
  url: "https://bakery.example",
  path: "/api/cron",
  reader: { locale: "en", displayZone: "UTC" },
  curlConfigPath: "/home/ana/.config/bakery/cron.curl",
};
const timerOf = (...told: Parameters<typeof job>) =>
  systemdUnits({ ...options, jobs: [job(...told)] })["bakery-cron-send-receipts.timer"] ?? "";
const calendarOf = (...told: Parameters<typeof job>) =>
  [...timerOf(...told).matchAll(/^OnCalendar=(.*)$/gm)].map(([, time]) => time);
const hasSystemd = spawnSync("systemd-analyze", ["--version"]).status === 0;

describe("the units of systemd", () => {
  it("are a service that calls the script, and a timer a job", () => {
    const units = systemdUnits({ ...options, jobs: [job("0 18 * * *")], user: "ana" });
    expect(Object.keys(units)).toEqual(["bakery-cron@.service", "bakery-cron-send-receipts.timer"]);
    expect(units["bakery-cron@.service"]).toContain(
      "\nUser=ana\nExecStart=/bin/sh /home/ana/.config/bakery/cron.curl.sh https://bakery.example/api/cron/%i\nTimeoutStartSec=330\n",
    );
    expect(units["bakery-cron-send-receipts.timer"]).toContain("\nUnit=bakery-cron@send-receipts.service\n");
  });

  it.each([
    ["0 18 * * *", undefined, ["*-*-* 18:00:00 UTC"]],
    ["*/20 8-9 * * MON-WED", "Europe/Berlin", ["Mon,Tue,Wed *-*-* 08,09:00,20,40:00 Europe/Berlin"]],
    ["0 9 13 1 FRI", undefined, ["*-01-13 09:00:00 UTC", "Fri *-01-* 09:00:00 UTC"]],
    ["* * * * *", undefined, ["*-*-* *:*:00 UTC"]],
  ])("say %s in the job's own zone %s", (schedule, zone, times) => {
    expect(calendarOf(schedule, zone)).toEqual(times);
    if (!hasSystemd) return;
    for (const time of times) expect(spawnSync("systemd-analyze", ["calendar", time]).status).toBe(0);
  });

  it("keep what systemd would read: per cent signs, dollars and blanks", () => {
    const units = systemdUnits({
      ...options,
      jobs: [],
      url: "https://bakery.example/50%$x",
      curlConfigPath: "/home/ana b/c",
    });
    expect(units["bakery-cron@.service"]).toContain(
      'ExecStart=/bin/sh "/home/ana b/c.sh" "https://bakery.example/50%%$$x/api/cron/"%i\n',
    );
    expect(() => systemdUnits({ ...options, jobs: [], curlConfigPath: "/a\nb" })).toThrow("line break");
  });

  it.skipIf(!hasSystemd)("are what systemd itself takes without a word", () => {
    const folder = mkdtempSync(join(tmpdir(), "ronda-systemd-"));
    const units = systemdUnits({
      ...options,
      jobs: [job("0 9 13 1 FRI", "Europe/Berlin"), { ...job("* * * * *"), name: "prune" }],
    });
    const files = Object.entries(units).map(([name, text]) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name.replace("@.", "@prune."));
    });
    // An instance is named without a file of its own: systemd finds its template beside it.
    const { stderr, status } = spawnSync("systemd-analyze", ["verify", ...files], { encoding: "utf8" });
    expect([status, stderr]).toEqual([0, ""]);
  });
});

describe("the manifests for Kubernetes", () => {
  it("are a CronJob a job, in its own zone, with the secret in a file", () => {
    const yaml = kubernetesYaml({
      ...options,
      jobs: [job("0 18 * * *", "Europe/Berlin")],
      image: "curl:1",
      patrol: true,
    });
    expect(yaml.split("---\n")).toHaveLength(3);
    for (const line of [
      "  name: bakery-send-receipts",
      '  schedule: "0 18 * * *"\n  timeZone: "Europe/Berlin"',
      '                - "X-Ronda-Trigger: schedule"\n                - "https://bakery.example/api/cron/send-receipts"',
      "  name: bakery-patrol",
    ]) {
      expect(yaml).toContain(line);
    }
  });

  it("have Sunday as 0, since Kubernetes knows no 7", () => {
    expect(kubernetesYaml({ ...options, jobs: [job("0 9 * * 7")], image: "curl:1" })).toContain(
      'schedule: "0 9 * * 0"',
    );
  });

  it("refuse a name that Kubernetes would", () => {
    expect(() =>
      kubernetesYaml({ ...options, app: "b".repeat(50), jobs: [job("* * * * *")], image: "curl:1" }),
    ).toThrow("at most 52");
  });
});
