import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { appOnDisk, secret, startRonda } from "../testing/app.ts";

const app = appOnDisk();
const ronda = (...args: string[]) => startRonda(app, args).ended;

describe("ronda list", () => {
  it("shows each job with its schedule in words and its next slot", async () => {
    const { code, out } = await ronda("list");
    expect(code).toBe(0);
    expect(out.split("\n")[0]).toMatch(/^JOB +SCHEDULE +ZONE +WHEN +NEXT \(WIB\) +WHAT IT DOES$/);
    expect(out).toMatch(
      /^auto-complete-trips {2}0 18 \* \* \* {3}UTC {3}every day at 01:00 WIB {2}\S+ 01:00 +Completes trips$/m,
    );
  });

  it("speaks Indonesian when asked", async () => {
    const { out, err } = await ronda("list", "--locale", "id-ID");
    expect(out).toContain("setiap hari 01.00 WIB");
    expect(err).toBe("");
  });

  it("says which languages there are when asked for another", async () => {
    const { code, out, err } = await ronda("list", "--locale", "de");
    expect([code, err]).toEqual([
      0,
      'ronda: schedules cannot be said in "de" and are said in English; there are en and id\n',
    ]);
    expect(out).toContain("every day at 01:00 WIB");
  });
});

it("prints its version, that of the package, also where there is no app", async () => {
  rmSync(join(app.folder, "ronda.config.ts"));
  const { version } = createRequire(import.meta.url)("ronda/package.json");
  expect(await ronda("--version")).toMatchObject({ code: 0, out: `${version}\n`, err: "" });
});

it("run says in its help that it is a person who runs the job", async () => {
  const { code, out } = await ronda("run", "--help");
  expect([code, out.replace(/\s+/g, " ")]).toEqual([0, expect.stringContaining("in the name of who types it")]);
  expect(out).not.toContain("crontab");
});

describe("ronda next", () => {
  it("shows the coming 24 hours in WIB and UTC, and a busy job on one line", async () => {
    const { code, out } = await ronda("next");
    expect(code).toBe(0);
    expect(out).toMatch(/^WIB +UTC +JOB$/m);
    expect(out).toMatch(/ 01:00 {2}\S+ 18:00 {2}auto-complete-trips$/m);
    expect(out).toMatch(/process-email-jobs +every 5 minutes \(288\)/);
  });

  it("shows every slot with --all", async () => {
    const { out } = await ronda("next", "--all", "--hours", "1", "--job", "process-email-jobs");
    expect(out.trim().split("\n")).toHaveLength(13);
  });
});

it("ends quietly when its reader has seen enough, as head has", async () => {
  const { child, ended } = startRonda(app, ["next", "--all", "--hours", "744"]);
  await once(child.stdout, "data");
  child.stdout.destroy();
  expect(await ended).toMatchObject({ code: 0, err: "" });
});

describe("ronda run", () => {
  it("calls the app over HTTP, says that a person did it and prints the answer", async () => {
    const { code, out, err } = await ronda("run", "process-email-jobs");
    expect({ code, out, err }).toEqual({ code: 0, out: '{"ok":true,"picked":0}\n', err: "" });
    expect(app.requests).toEqual([
      {
        url: "/api/cron/process-email-jobs",
        authorization: `Bearer ${secret}`,
        actor: expect.stringMatching(/^.+ \(ronda run\)$/),
      },
    ]);
  });

  it.each([
    [500, '{"error":"connection refused"}', "see /admin/system"],
    [500, '{"error":"Server misconfigured"}', "the running app has no CRON_SECRET"],
    [401, '{"error":"Unauthorized"}', "the app does not accept this CRON_SECRET"],
    [404, '{"error":"Unknown job","jobs":[]}', "the running app does not know this job"],
    [400, '{"error":"This job takes no input"}', "nothing ran; the answer says what is wrong"],
  ])("ends with 1 when the app answers %i %s", async (status, body, hint) => {
    app.answer = { status, body };
    const { code, out, err } = await ronda("run", "process-email-jobs");
    expect([code, out]).toEqual([1, `${body}\n`]);
    expect(err).toContain(hint);
    expect(err).not.toContain(secret);
  });

  it("sends an input as the JSON of a POST", async () => {
    const { code, out } = await ronda("run", "process-email-jobs", "--input", '{"month":"2026-10"}');
    expect([code, out]).toEqual([0, '{"ok":true,"picked":0}\n']);
    expect(app.requests).toMatchObject([
      { sent: { method: "POST", type: "application/json", body: '{"month":"2026-10"}' } },
    ]);
  });

  it.each([
    ["{month", "The input is not JSON"],
    [`${"[".repeat(21)}${"]".repeat(21)}`, "deeper than 20 levels"],
    [JSON.stringify("x".repeat(70_000)), "larger than 64 KiB"],
  ])("sends nothing that cannot be an input", async (input, told) => {
    const { code, err } = await ronda("run", "process-email-jobs", "--input", input);
    expect(code).toBe(2);
    expect(err).toContain(told);
    expect(app.requests).toEqual([]);
  });

  it("takes an address with a slash at its end", async () => {
    const { port } = app.server.address() as AddressInfo;
    expect(await ronda("run", "process-email-jobs", "--url", `http://127.0.0.1:${port}/`)).toMatchObject({ code: 0 });
    expect(app.requests).toMatchObject([{ url: "/api/cron/process-email-jobs" }]);
    expect((await ronda("export", "crontab", "--url", "https://bakery.example/")).out).toContain(
      "https://bakery.example/api/cron/process-email-jobs",
    );
  });

  it("says so when no app is running", async () => {
    app.server.close();
    const { code, err } = await ronda("run", "process-email-jobs");
    expect(code).toBe(1);
    expect(err).toMatch(
      /^ronda: no answer from http:\/\/127\.0\.0\.1:\d+\/api\/cron\/process-email-jobs \(ECONNREFUSED\); is the app running\?$/m,
    );
  });

  it("lists the jobs when there is none of that name, and sends nothing", async () => {
    const { code, err } = await ronda("run", "process-email-job");
    expect(code).toBe(2);
    expect(err).toBe(
      'ronda: there is no job "process-email-job"; did you mean "process-email-jobs"?\nthe jobs are:\n  auto-complete-trips\n  process-email-jobs\n',
    );
    expect(app.requests).toEqual([]);
  });

  it("says what to do when the secret is missing", async () => {
    app.configure({ secret: "" });
    const { code, err } = await ronda("run", "process-email-jobs");
    expect(code).toBe(2);
    expect(err).toContain(
      "CRON_SECRET is not set for this command; give it and the app the output of `openssl rand -hex 32`",
    );
  });
});

it("a secret that no header can carry is named, not printed", async () => {
  app.configure({ secret: `${secret}\nsecond line` });
  for (const args of [
    ["run", "process-email-jobs"],
    ["export", "curl-config"],
  ]) {
    const { code, out, err } = await ronda(...args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("CRON_SECRET has characters that an HTTP header cannot carry");
    expect(err).not.toContain("second line");
  }
  expect(app.requests).toEqual([]);
});

describe("ronda runs", () => {
  const run = (id: string, status: string, changes: object = {}) => ({
    id,
    jobName: "process-email-jobs",
    status,
    trigger: "schedule",
    createdAt: "2026-11-23T18:00:00Z",
    startedAt: "2026-11-23T18:00:00Z",
    durationMs: status === "RUNNING" ? null : 840,
    payload: status === "SUCCESS" ? { picked: 5 } : null,
    errorMessage: status === "FAILED" ? "Resend said\n500" : null,
    reason: null,
    ...changes,
  });
  const writeRuns = (...runs: object[]) => writeFileSync(join(app.folder, "runs.json"), JSON.stringify(runs));

  it("shows the newest runs as a table without colours when nobody looks", async () => {
    writeRuns(run("2", "FAILED"), run("1", "SUCCESS"));
    const { code, out } = await ronda("runs");
    expect(code).toBe(0);
    expect(out).toBe(
      [
        "WIB               JOB                 STATUS   TRIGGER   TOOK    RESULT",
        "2026-11-24 01:00  process-email-jobs  FAILED   schedule  840 ms  Resend said 500",
        '2026-11-24 01:00  process-email-jobs  SUCCESS  schedule  840 ms  {"picked":5}',
        "",
      ].join("\n"),
    );
  });

  it("filters by job, status and number, and prints JSON", async () => {
    writeRuns(run("3", "FAILED"), run("2", "FAILED"), run("1", "SUCCESS"));
    const { out } = await ronda("runs", "--job", "process-email-jobs", "--status", "failed", "--limit", "1", "--json");
    expect(JSON.parse(out)).toMatchObject([{ id: "3", status: "FAILED" }]);
  });

  it("filters by what started them", async () => {
    writeRuns(run("2", "SUCCESS"), run("1", "SUCCESS", { trigger: "catch-up" }));
    const { out } = await ronda("runs", "--trigger", "catch-up", "--json");
    expect(JSON.parse(out)).toMatchObject([{ id: "1" }]);
  });

  it("follows: prints a run again when its state changes, until it is stopped", async () => {
    writeRuns(run("1", "RUNNING"));
    const { child, ended } = startRonda(app, ["runs", "--follow", "--json"]);
    await once(child.stdout, "data");
    writeRuns(run("2", "RUNNING"), run("1", "SUCCESS"));
    await once(child.stdout, "data");
    child.kill("SIGINT");
    const { code, out } = await ended;
    const printed = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { id: string; status: string });
    expect(code).toBe(0);
    expect(printed.map(({ id, status }) => `${id} ${status}`)).toEqual(["1 RUNNING", "1 SUCCESS", "2 RUNNING"]);
  });

  it("follows every run that comes, however few were asked for at first", async () => {
    writeRuns(run("2", "SUCCESS"), run("1", "RUNNING"));
    const { child, ended } = startRonda(app, ["runs", "--follow", "--json", "--limit", "1"]);
    await once(child.stdout, "data");
    writeRuns(run("4", "SUCCESS"), run("3", "SUCCESS"), run("2", "SUCCESS"), run("1", "FAILED"));
    await once(child.stdout, "data");
    child.kill("SIGINT");
    const { out } = await ended;
    const printed = out
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { id: string }).id);
    expect(printed).toEqual(["2", "1", "3", "4"]);
  });

  it.each([
    [["runs", "--job", "mail"], 'there is no job "mail"'],
    [["runs", "--trigger", "cron"], "Allowed choices are schedule, manual, catch-up"],
    [["runs", "--status", "GREEN"], "It is one of RUNNING, SUCCESS, FAILED"],
    [["runs", "--limit", "0"], "It must be a whole number from 1 on."],
    [["runs", "--limit", "201"], "It must be at most 200."],
    [["next", "--zone", "Asia/Jakrta"], 'did you mean "Asia/Jakarta"?'],
    [["next", "--hours", "745"], "It must be at most 744."],
    [["run", "process-email-jobs", "--url", "bakery.example"], "an address such as https://your-domain.com"],
    [["run", "process-email-jobs", "--url", "ftp://bakery.example"], "an address such as https://your-domain.com"],
    [["export", "crontab", "--url", "bakery.example"], "an address such as https://your-domain.com"],
    [["lst"], "unknown command 'lst'"],
    [["list", "--colour"], "unknown option '--colour'"],
    [["run"], "missing required argument 'job'"],
  ])("%j is refused with 2", async (args, message) => {
    const { code, err } = await ronda(...args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});

describe("the configuration", () => {
  it("is looked for in the working directory", async () => {
    rmSync(join(app.folder, "ronda.config.ts"));
    const { code, err } = await ronda("list");
    expect(code).toBe(2);
    expect(err).toContain(`there is no ronda.config.ts in ${app.folder}; run ronda in the app's root folder`);
  });

  it("says why it cannot be loaded", async () => {
    writeFileSync(join(app.folder, "ronda.config.ts"), 'throw new Error("PORT must be a number")');
    expect((await ronda("list")).err).toContain("cannot be loaded: PORT must be a number");
    writeFileSync(
      join(app.folder, "ronda.config.ts"),
      'export default { app: "x", jobs: [], ronda() {}, get url() { throw new Error("APP_URL is no address") } }',
    );
    expect(await ronda("list")).toMatchObject({ code: 2, err: expect.stringContaining("APP_URL is no address") });
    writeFileSync(join(app.folder, "ronda.config.ts"), "export default { app: 'x' }");
    expect((await ronda("list")).err).toContain("missing: jobs, url, ronda");
  });
});
