import { execFile, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { type CrontabOptions, crontab, crontabMarks } from "./crontab.ts";
import { curlConfig, writePrivateFile } from "./curl-config.ts";
import { docsTable } from "./docs.ts";
import { hostTimeZone, staleTimezoneFile } from "./host-zone.ts";
import type { ListedJob } from "./job-schedule.ts";
import { findBlock, putLast, replaceBlock } from "./marked-block.ts";
import { tooOftenForHobby, vercelJson } from "./vercel.ts";

const hasCurl = spawnSync("curl", ["--version"]).status === 0;

const job = (schedule: string, changes: Partial<ListedJob> = {}): ListedJob => ({
  name: "auto-complete-trips",
  schedule,
  description: { id: "Menyelesaikan trip", en: "Completes trips" },
  ...changes,
});

const reader = { locale: "id", displayZone: "Asia/Jakarta", zoneNames: { "Asia/Jakarta": "WIB" } };

const block = (jobs: ListedJob[], changes: Partial<CrontabOptions> = {}) =>
  crontab({
    app: "bakery",
    jobs,
    url: "https://bakery.example",
    hostZone: "Etc/UTC",
    path: "/api/cron",
    reader,
    curlConfigPath: "/home/bakery/.config/bakery/cron.curl",
    logPath: "/var/log/bakery-cron.log",
    ...changes,
  });

describe("the crontab block", () => {
  it("has a comment in WIB and a line a job, between its marks, and ends with a newline", () => {
    expect(block([job("0 18 * * *")]).split("\n")).toEqual([
      "# BEGIN bakery (made by `ronda export crontab`; keep it last, do not edit it by hand)",
      expect.stringContaining("this machine's clock, Etc/UTC"),
      expect.stringContaining("CRON_TZ"),
      "CRON_TZ=Etc/UTC",
      "# auto-complete-trips: setiap hari 01.00 WIB (18.00 UTC). Menyelesaikan trip",
      "0 18 * * * sh /home/bakery/.config/bakery/cron.curl.sh https://bakery.example/api/cron/auto-complete-trips >> /var/log/bakery-cron.log 2>&1",
      "# END bakery",
      "",
    ]);
  });

  it("has a line for the patrol where it is asked for one", () => {
    const line =
      "* * * * * sh /home/bakery/.config/bakery/cron.curl.sh https://bakery.example/api/cron/patrol >> /var/log/bakery-cron.log 2>&1";
    expect(block([job("0 18 * * *")], { patrol: true })).toContain(`\n# patrol: every minute\n${line}\n# END`);
    expect(block([job("0 18 * * *")])).not.toContain("patrol");
  });

  it("writes the hours for the clock of the machine", () => {
    expect(block([job("0 18 * * *")], { hostZone: "Asia/Jakarta" })).toContain("\n0 1 * * * sh");
    expect(block([job("30 1 * * *", { timeZone: "Asia/Jakarta" })])).toContain("\n30 18 * * * sh");
    expect(block([job("*/5 * * * *")], { hostZone: "Europe/Berlin" })).toContain("\n*/5 * * * * sh");
    expect(block([job("0 9 * JAN MON-FRI")])).toContain("\n0 9 * 1 1-5 sh");
    expect(block([job("0 20 * * 0")], { hostZone: "Asia/Jakarta" })).toContain("\n0 3 * * 1 sh");
  });

  it.each([
    ["0 18 * * *", "Europe/Berlin", "Europe/Berlin changes its clocks"],
    ["0 20 1 * *", "Asia/Jakarta", "its days would shift with the hour"],
    ["0 2,20 * * 0", "Asia/Jakarta", "its days would shift with the hour"],
  ])("is refused rather than wrong: %s on a clock in %s", (schedule, hostZone, why) => {
    expect(() => block([job(schedule)], { hostZone })).toThrow(why);
    expect(() => block([job(schedule)], { hostZone })).toThrow("sudo timedatectl set-timezone UTC");
  });

  it("escapes what the shell and cron would read: blanks, quotes and per cent signs", () => {
    const line = block([job("0 18 * * *")], { logPath: "/var/log/Sari's 100%.log" });
    expect(line).toContain(`>> '/var/log/Sari'\\''s 100\\%.log' 2>&1`);
    expect(() => block([job("0 18 * * *")], { logPath: "/var/log/a\nb" })).toThrow("line break");
  });
});

describe("a marked block", () => {
  const marks = crontabMarks("bakery");
  const [first, second] = ["# BEGIN bakery\none\n# END bakery", "# BEGIN bakery\ntwo\n# END bakery"];

  it("is found, replaced and put last, the rest staying as it was", () => {
    expect(findBlock(`a\n${first}\nb\n`, marks)).toBe(first);
    expect(findBlock("a\n", marks)).toBeUndefined();
    expect(replaceBlock(`a\n${first}\nb\n`, marks, second)).toBe(`a\n${second}\nb\n`);
    expect(putLast(`a\n${first}\nb`, marks, `${second}\n`)).toBe(`a\nb\n${second}\n`);
    expect(putLast("", marks, `${second}\n`)).toBe(`${second}\n`);
  });

  it("is not that of another app whose name begins alike", () => {
    const staging = "# BEGIN bakery-staging (made by `ronda export crontab`)\ntwo\n# END bakery-staging";
    expect(findBlock(`${staging}\n`, marks)).toBeUndefined();
    expect(putLast(`${staging}\n`, marks, `${first}\n`)).toBe(`${staging}\n${first}\n`);
    expect(putLast(`${first}\n${staging}\n`, marks, `${second}\n`)).toBe(`${staging}\n${second}\n`);
  });

  it("is left alone where its marks are not whole", () => {
    expect(() => findBlock("# BEGIN bakery\none\n", marks)).toThrow("must each stand once");
    expect(() => findBlock(`${first}\n${first}\n`, marks)).toThrow("must each stand once");
    expect(() => replaceBlock("a\n", marks, second)).toThrow('has no line "# BEGIN bakery"');
  });
});

describe("the curl configuration", () => {
  it.skipIf(!hasCurl)("sends the secret as curl itself reads it, quotes and backslashes included", async () => {
    const secret = `a"b\\c d'e`;
    const seen: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(500).end('{"error":"no"}');
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const path = join(mkdtempSync(join(tmpdir(), "ronda-curl-")), "cron.curl");
    writePrivateFile(path, curlConfig(secret));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const { code, stdout, stderr } = await curl(["--config", path, url]);
    server.close();

    expect(seen).toEqual([`Bearer ${secret}`]);
    // 22: an HTTP error is an error for cron, and yet its body reaches the log, on a line of its own.
    expect([code, stdout]).toEqual([22, '{"error":"no"}\n']);
    expect(stderr).toContain("500");
  });

  it("is never readable by others, also where the file was", () => {
    const path = join(mkdtempSync(join(tmpdir(), "ronda-curl-")), "sub/cron.curl");
    writePrivateFile(path, "one");
    chmodSync(path, 0o644);
    writePrivateFile(path, "two");
    expect([readFileSync(path, "utf8"), statSync(path).mode & 0o777]).toEqual(["two", 0o600]);
  });

  it("refuses a secret that no header can carry", () => {
    expect(() => curlConfig("two\nlines")).toThrow("an HTTP header cannot carry");
  });
});

describe("an app with another path and a reader of another language", () => {
  const jobs = [job("0 18 * * *", { description: { de: "Schließt Reisen ab" } })];
  const german = { locale: "de", displayZone: "UTC" };

  it("has them in the crontab, in vercel.json and in the table", () => {
    expect(block(jobs, { path: "/internal/jobs", reader: german })).toContain(
      "# auto-complete-trips: every day at 18:00 UTC. Schließt Reisen ab\n" +
        "0 18 * * * sh /home/bakery/.config/bakery/cron.curl.sh https://bakery.example/internal/jobs/auto-complete-trips ",
    );
    expect(vercelJson(jobs, "/internal/jobs")).toContain('"path": "/internal/jobs/patrol"');
    expect(docsTable(jobs, german, "/internal/jobs").text).toContain(
      "| # | Endpoint | Schedule | How often | What it does |\n| --- | --- | --- | --- | --- |\n" +
        "| 1 | `GET /internal/jobs/auto-complete-trips` | `0 18 * * *` | every day at 18:00 UTC | Schließt Reisen ab |",
    );
  });
});

describe("vercel.json", () => {
  it("has an entry a job and one for the patrol, in UTC and digits", () => {
    const jobs = [job("0 1 * * *", { timeZone: "Asia/Jakarta" }), job("0 9 * * MON", { name: "weekly" })];
    expect(JSON.parse(vercelJson(jobs, "/api/cron"))).toEqual({
      $schema: "https://openapi.vercel.sh/vercel.json",
      crons: [
        { path: "/api/cron/auto-complete-trips", schedule: "0 18 * * *" },
        { path: "/api/cron/weekly", schedule: "0 9 * * 1" },
        { path: "/api/cron/patrol", schedule: "* * * * *" },
      ],
    });
  });

  it("is what Vercel's own check of the file takes, and no more entries than a project may have", () => {
    // `cronsSchema` of packages/cli/src/util/validate-config.ts in github.com/vercel/vercel, in November 2026.
    const entry = z.strictObject({
      path: z.string().min(1).max(512).regex(/^\/.*/),
      schedule: z.string().min(9).max(256),
    });
    const file = z.strictObject({ $schema: z.url(), crons: z.array(entry).max(100) });
    const many = Array.from({ length: 99 }, (_, index) => job("0 9 1,15 * *", { name: `job-${index}` }));
    const minutes = Array.from({ length: 30 }, (_, index) => 2 * index + (index % 3 === 0 ? 1 : 0)).join(",");
    const longest = [...many.slice(1), job(`${minutes} 0,2,5,9,14,20 * * *`, { name: "often" })];
    for (const jobs of [[], many, longest])
      expect(() => file.parse(JSON.parse(vercelJson(jobs, "/api/cron")))).not.toThrow();
    expect(() => vercelJson([...many, job("0 9 * * *")], "/api/cron")).toThrow("at most 100 cron entries");
    expect(() => vercelJson([job("0 9 * * *")], `/${"deep/".repeat(110)}cron`)).toThrow("at most 512 characters");
  });

  it("refuses what Vercel would refuse or read otherwise", () => {
    expect(() => vercelJson([job("0 9 13 * 5")], "/api/cron")).toThrow("a day of month and a day of week together");
    expect(() => vercelJson([job("0 9 * * *", { timeZone: "Europe/Berlin" })], "/api/cron")).toThrow(
      "Vercel knows UTC only",
    );
  });

  it("knows which jobs the free plan would not deploy", () => {
    expect(tooOftenForHobby([job("0 18 * * *"), job("0 9,21 * * *", { name: "twice" })])).toEqual(["twice"]);
  });
});

describe("the job table", () => {
  it("is what was asked for, with the hour in WIB and UTC", () => {
    const lines = docsTable([job("0 18 * * *")], reader, "/api/cron").text.split("\n");
    expect(lines.slice(1, 4)).toEqual([
      "| # | Endpoint | Jadwal | Frekuensi | Tujuan |",
      "| --- | --- | --- | --- | --- |",
      "| 1 | `GET /api/cron/auto-complete-trips` | `0 18 * * *` | setiap hari 01.00 WIB (18.00 UTC) | Menyelesaikan trip |",
    ]);
  });
});

describe("the machine's zone", () => {
  it.skipIf(!existsSync("/etc/localtime"))("is asked of the system, not of the shell", () => {
    const inThisShell = hostTimeZone();
    vi.stubEnv("TZ", inThisShell === "Pacific/Auckland" ? "Asia/Jakarta" : "Pacific/Auckland");
    expect(hostTimeZone()).toBe(inThisShell);
    vi.unstubAllEnvs();
  });

  /** A machine with some zones, its clock a copy of one of them, or a link. */
  const machine = (files: Record<string, string>, linkedTo?: string) => {
    const root = mkdtempSync(join(tmpdir(), "ronda-zone-"));
    const zones = { "Asia/Jakarta": "wib", "Europe/Berlin": "cet", UTC: "utc", "Etc/Zulu": "utc" };
    const all = {
      ...Object.fromEntries(Object.entries(zones).map(([name, text]) => [`usr/share/zoneinfo/${name}`, text])),
      ...files,
    };
    for (const [name, text] of Object.entries(all)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
    if (linkedTo) symlinkSync(join(root, "usr/share/zoneinfo", linkedTo), join(root, "etc/localtime"));
    return root;
  };

  it.each([
    ["Asia/Jakarta", machine({ "etc/timezone": "Europe/Berlin\n" }, "Asia/Jakarta"), "Europe/Berlin"],
    ["Asia/Jakarta", machine({ "etc/localtime": "wib", "etc/timezone": "Asia/Jakarta\n" }), undefined],
    ["Asia/Jakarta", machine({ "etc/localtime": "wib", "etc/timezone": "Europe/Berlin\n" }), "Europe/Berlin"],
    ["UTC", machine({ "etc/localtime": "utc" }), undefined],
    ["UTC", machine({ "etc/timezone": "Asia/Jakarta\n" }), undefined],
  ])("is %s as the clock itself has it, linked or copied, whatever /etc/timezone says", (zone, root, stale) => {
    expect([hostTimeZone(root), staleTimezoneFile(root)]).toEqual([zone, stale]);
  });

  it("is refused rather than guessed where it cannot be told", () => {
    expect(() => hostTimeZone(machine({ "etc/localtime": "??", "etc/timezone": "Asia/Jakarta" }))).toThrow(
      "cannot be told",
    );
  });
});

function curl(args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile("curl", args, (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }));
  });
}
