import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { DefinitionError } from "../job/definition.ts";
import { defineJob } from "../job/job.ts";
import type { Ronda } from "../ronda.ts";
import { testDatabase } from "../testing/database.ts";
import { secret, testClock, testRonda } from "../testing/engine.ts";
import type { JobOptions } from "../types.ts";
import type { Authorized, PageOptions } from "./options.ts";

const database = testDatabase();
const authorize = () => "Sari";

function job(changes: Partial<JobOptions> = {}) {
  const description = { id: "Mengirim kuitansi", en: "Sends receipts" };
  return defineJob({
    name: "send-receipts",
    schedule: "0 18 * * *",
    description,
    run: () => ({ sent: 2 }),
    ...changes,
  });
}

/** A GET of one of the page's addresses, with the response's text. */
async function open(
  ronda: Ronda,
  path = "",
  { headers = {}, ...options }: Partial<PageOptions> & { headers?: Record<string, string> } = {},
) {
  const request = new Request(`http://localhost:3000/ronda${path}`, { headers });
  const response = await ronda.page(request, { authorize, ...options });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

describe("nobody comes in by default", () => {
  it.each<[string, unknown]>([
    ["no options", undefined],
    ["no authorize", {}],
    ["an authorize that is no function", { authorize: "Sari" }],
    ["an unknown option", { authorize, bse: "/ronda" }],
    ["a base with a slash at its end", { authorize, base: "/ronda/" }],
    ["a base that is an address", { authorize, base: "https://eve.example" }],
    ["a language that it does not speak", { authorize, locale: "fr" }],
    ["an authorize that only says true", { authorize: () => true }],
  ])("%s is an error of the app", async (_what, options) => {
    const ronda = await testRonda(database, [job()]);
    await expect(ronda.page(new Request("http://localhost/ronda"), options as PageOptions)).rejects.toThrow(
      DefinitionError,
    );
  });

  it.each<Authorized>([false, null, undefined, "", "  "])("who is %o sees nothing, and runs nothing", async (who) => {
    const ronda = await testRonda(database, [job()]);
    for (const path of ["", "/runs", "/jobs/send-receipts", "/jobs/send-receipts/run"]) {
      const method = path.endsWith("/run") ? "POST" : "GET";
      const response = await ronda.page(new Request(`http://localhost/ronda${path}`, { method }), {
        authorize: () => who,
      });
      expect(response.status).toBe(403);
      expect(await response.text()).not.toContain("Sends receipts");
    }
    expect(await ronda.runs()).toEqual([]);
  });

  it("hands the app's own response on, such as the way to sign in, and what it throws", async () => {
    const ronda = await testRonda(database, [job()]);
    const signIn = new Response(null, { status: 302, headers: { location: "/sign-in" } });
    expect(await ronda.page(new Request("http://localhost/ronda"), { authorize: async () => signIn })).toBe(signIn);
    const redirected = () => Promise.reject(new Error("NEXT_REDIRECT"));
    await expect(ronda.page(new Request("http://localhost/ronda"), { authorize: redirected })).rejects.toThrow(
      "NEXT_REDIRECT",
    );
  });
});

it("beside a coming slot stands what is wrong with its job now", async () => {
  const broken = job({ run: () => Promise.reject(new Error("the printer is out of paper")) });
  const ronda = await testRonda(database, [broken]);
  const upcoming = async () =>
    /<section aria-labelledby="upcoming">[\s\S]*?<\/section>/.exec((await open(ronda)).text)![0];
  expect(await upcoming()).not.toContain("out of paper");
  await ronda.runCron(broken.name);
  expect(await upcoming()).toContain("the printer is out of paper");
});

describe("a response", () => {
  it("allows the one style by its hash, and nothing else", async () => {
    const { text, headers } = await open(await testRonda(database, [job()]));
    const [, style] = /<style>([\s\S]*?)<\/style>/.exec(text)!;
    const hash = createHash("sha256").update(style!).digest("base64");
    expect(headers.get("content-security-policy")).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    );
    expect(text).not.toMatch(/<script| style=| on\w+=|url\(|@import|https?:/);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("to HEAD is that to GET without the page", async () => {
    const ronda = await testRonda(database, [job()]);
    const head = await ronda.page(new Request("http://localhost/ronda", { method: "HEAD" }), { authorize });
    expect([head.status, await head.text(), head.headers.get("content-type")]).toEqual([
      200,
      "",
      "text/html; charset=utf-8",
    ]);
  });

  it.each([
    ["OPTIONS", "", 204, "GET, HEAD, OPTIONS"],
    ["OPTIONS", "/jobs/send-receipts/run", 204, "GET, HEAD, OPTIONS, POST"],
    ["POST", "", 405, "GET, HEAD, OPTIONS"],
    ["POST", "/runs", 405, "GET, HEAD, OPTIONS"],
    ["DELETE", "/jobs/send-receipts", 405, "GET, HEAD, OPTIONS"],
    ["PUT", "/jobs/send-receipts/run", 405, "GET, HEAD, OPTIONS, POST"],
  ])("to %s %s is %i", async (method, path, status, allow) => {
    const ronda = await testRonda(database, [job()]);
    const response = await ronda.page(new Request(`http://localhost/ronda${path}`, { method }), { authorize });
    expect([response.status, response.headers.get("allow")]).toEqual([status, allow]);
    expect(await ronda.runs()).toEqual([]);
  });

  it.each([
    ["/jobs/nothing", 404, "There is no job of that name now."],
    ["/jobs/%00", 404, "There is no job of that name now."],
    ["/jobs/%E0%A4%A", 404, "There is nothing at this address."],
    ["/runs/1%27or%271", 404, "There is no run with that id."],
    ["/runs/019ab2aa-0000-7000-8000-000000000001", 404, "There is no run with that id."],
    ["/runs/a/b", 404, "There is nothing at this address."],
    ["/nothing", 404, "There is nothing at this address."],
    ["/runs?status=BROKEN", 400, "The status in this address is none that runs have."],
    ["/runs?trigger=eve", 400, "The trigger in this address is none that runs have."],
    ["/runs?before=1", 400, "The place in this address is no run&#39;s id."],
    ["/runs?job=a%00b", 400, "The name in this address cannot be a job&#39;s."],
    [`/runs?job=${"x".repeat(5000)}`, 400, "The name in this address cannot be a job&#39;s."],
    ["/runs?job=nothing", 200, "No run matches."],
    ["/runs?job=&status=&trigger=&before=", 200, "No runs yet."],
    ["/?lang=xx&refresh=%FF&other=1", 200, "Needs"],
  ])("to %s is %i in words", async (path, status, words) => {
    const ronda = await testRonda(database, [job()], { secrets: {} });
    const { status: given, text } = await open(ronda, path, { base: "/ronda" });
    expect(given).toBe(status);
    if (status !== 200 || !path.startsWith("/?")) expect(text).toContain(words);
  });
});

describe("the first page", () => {
  it("says whether all is well, and tells each job with its badge, schedule, last and next run", async () => {
    const clock = testClock("2026-11-23T18:00:00Z");
    const ronda = await testRonda(database, [job()], {
      clock,
      displayZone: "Asia/Jakarta",
      zoneNames: { "Asia/Jakarta": "WIB" },
    });
    expect((await open(ronda)).text).toContain("All is well. 1 job waits for its first slot.");
    await ronda.runCron("send-receipts");
    const { text } = await open(ronda);
    expect(text).toContain("All is well. 1 job runs on time.");
    expect(words(text)).toContain("send-receipts OK Sends receipts");
    expect(words(text)).toContain("Every day at 01:00 WIB (18:00 UTC) 0 18 * * *");
    expect(words(text)).toMatch(/Last run 24 Nov 01:00 WIB 23 Nov 18:00 UTC · \d+ ms/);
    expect(words(text)).toContain("Next 25 Nov 01:00 WIB 24 Nov 18:00 UTC · in 1 d");
    expect(words(text)).toContain("1 run · 0 errors");
  });

  it("says what is wrong, why, since when and where to look", async () => {
    const clock = testClock("2026-11-23T18:00:00Z");
    const failing = job({ run: () => Promise.reject(new Error("the printer is on fire")) });
    const late = job({ name: "late-job", schedule: "0 19 * * *" });
    const ronda = await testRonda(database, [failing, late], { clock, secrets: { current: "short" } });
    await ronda.runCron("send-receipts");
    clock.set("2026-11-23T21:00:00Z");
    const { text } = await open(ronda, "", {
      secretName: "CRON_SECRET",
      advice: { "never-ran": { id: "x", en: "Ask Hugo" } },
    });
    const [{ id } = { id: "" }] = await ronda.runs();
    expect(text).toContain("1 job failed, 1 job is late, CRON_SECRET is too short.");
    expect(words(text)).toContain("send-receipts : the printer is on fire since 23 Nov 18:00 UTC See the run");
    expect(words(text)).toContain("late-job: has never run. Ask Hugo since 23 Nov 19:00 UTC See the job");
    expect(text).toContain(`href="/ronda/runs/${id}"`);
    expect(words(text)).toContain("CRON_SECRET is shorter than 32 characters.");
  });

  it("leads to what tells more about a reason, where the app has such a place", async () => {
    const clock = testClock("2026-11-23T18:00:00Z");
    const ronda = await testRonda(database, [job({ schedule: "0 19 * * *" })], { clock });
    clock.set("2026-11-23T21:00:00Z");
    const guideUrl = (kind: string) => (kind === "never-ran" ? `/runbook#${kind}` : undefined);
    expect((await open(ronda, "/jobs/send-receipts", { guideUrl })).text).toContain('href="/runbook#never-ran"');
    expect((await open(ronda, "/jobs/send-receipts")).text).not.toContain("What to do");
  });

  it("tells of triggers that were turned away, also for jobs that do not exist", async () => {
    const clock = testClock("2026-11-23T18:00:00Z");
    const ronda = await testRonda(database, [job()], { clock });
    const ask = (name: string) =>
      ronda.handle(new Request("http://localhost", { headers: { "user-agent": "curl/8" } }), name);
    await ask("send-receipts");
    await ask("guess");
    clock.advance(61_000);
    await ask("guess");
    await ronda.patrol();
    const { text } = await open(ronda);
    expect(words(text)).toContain("send-receipts 1 time, last 23 Nov 18:00 UTC curl/8");
    expect(words(text)).toContain("a job that is not known 2 times, last 23 Nov 18:01 UTC curl/8");
    expect(words(text)).toContain("Trigger rejected 1 time (401) in the last day");
  });
});

describe("one job", () => {
  it("tells its limits, its next slots and its runs, and can be run", async () => {
    const clock = testClock("2026-11-23T18:00:00Z");
    const ronda = await testRonda(database, [job({ catchUp: "once" })], { clock });
    await ronda.runCron("send-receipts");
    clock.advance(3_600_000);
    await ronda.runCron("send-receipts", undefined, { actor: "Hugo" });
    const { text } = await open(ronda, "/jobs/send-receipts");
    expect(words(text)).toContain("Late after 1 h Stopped after 1 h Late without a success for 2 d 1 h");
    expect(words(text)).toContain("28 Nov 18:00 UTC in 4 d 23 h");
    expect(words(text)).toContain("manual · Hugo SUCCESS");
    expect(text).toContain('<form method="post" action="/ronda/jobs/send-receipts/run">');
  });

  it("that is written by hand can be paused, and not run from here", async () => {
    const ronda = await testRonda(database, []);
    await ronda.runCron("by-hand", () => ({}));
    const { status, text } = await open(ronda, "/jobs/by-hand");
    expect([status, text.includes(`/jobs/by-hand/run"`)]).toEqual([200, false]);
    expect(text).toContain("No schedule: the app&#39;s own code runs it");
  });
});

describe("runs", () => {
  it("stand fifty on a page, and the way to older ones leads past each of them once", async () => {
    const clock = testClock("2026-11-23T18:00:00Z");
    const ronda = await testRonda(database, [job(), job({ name: "other-job" })], { clock });
    for (let run = 0; run < 120; run++) {
      clock.advance(1000);
      await ronda.runCron(run % 10 === 0 ? "other-job" : "send-receipts", undefined, { trigger: "manual" });
    }
    const seen: string[] = [];
    let path: string | undefined = "/runs?job=send-receipts&status=SUCCESS&lang=en";
    for (let pages = 0; path && pages < 10; pages++) {
      const { text } = await open(ronda, path);
      seen.push(...[...text.matchAll(/href="\/ronda\/runs\/([0-9a-f-]{36})/g)].map(([, id]) => id!));
      const older = /rel="next" href="\/ronda([^"]+)"/.exec(text)?.[1];
      path = older?.replaceAll("&amp;", "&");
    }
    expect(seen).toHaveLength(108);
    expect(new Set(seen).size).toBe(108);
  });

  it("can be chosen by trigger, which stays in the address on the way to older ones", async () => {
    const clock = testClock("2026-11-23T18:00:05Z");
    const ronda = await testRonda(database, [job()], { clock });
    await ronda.runCron("send-receipts", { trigger: "schedule" });
    for (let count = 0; count < 51; count++) await ronda.runCron("send-receipts", { trigger: "manual" });
    const { text } = await open(ronda, "/runs?trigger=manual");
    expect(text).toContain('<option value="manual" selected>');
    expect(text).toContain("/ronda/runs?trigger=manual&amp;before=");
    expect(text.match(/class="chip ok"/g)).toHaveLength(50);
    expect((await open(ronda, "/runs?trigger=schedule")).text.match(/class="chip ok"/g)).toHaveLength(1);
  });

  it("can be chosen by job and status, and the form remembers what was chosen", async () => {
    const ronda = await testRonda(database, [job()]);
    await ronda.runCron("by-hand", () => Promise.reject(new Error("no")));
    const { text } = await open(ronda, "/runs?job=by-hand&status=FAILED&lang=id");
    expect(text).toContain('<option value="by-hand" selected>by-hand</option>');
    expect(text).toContain('<option value="FAILED" selected>FAILED – gagal</option>');
    expect(text).toContain('<input type="hidden" name="lang" value="id">');
  });
});

it("a job's page tells of every slot of seven days, as marks and in words, by day of the display zone", async () => {
  const clock = testClock("2026-11-21T17:00:00Z");
  const daily = job();
  const ronda = await testRonda(database, [daily], { clock, displayZone: "Asia/Jakarta" });
  clock.set("2026-11-21T18:00:05Z");
  await ronda.runCron(daily.name, { trigger: "schedule" });
  clock.set("2026-11-23T17:00:00Z");
  const { text } = await open(ronda, "/jobs/send-receipts");
  const [, marks] = /<ul class="plain marks">([\s\S]*?)<\/ul>/.exec(text)!;
  const lines = marks!.split("</li>").map((line) => line.replace(/<[^>]*>/g, "").trim());
  expect(lines).toEqual(["Mon 23 Nov 1 missed", "Sun 22 Nov 1 on time", ""]);
  expect(marks).toMatch(/<rect class="missed"[\s\S]*<rect class="on-time"/);
  const busy = await testRonda(database, [job({ schedule: "* * * * *" })], { clock, displayZone: "Asia/Jakarta" });
  clock.set("2026-11-24T16:58:30Z");
  const minutely = await open(busy, "/jobs/send-receipts", { locale: "id" });
  expect(minutely.text).toMatch(/1\.43\d terlewat/);
  expect(minutely.text.match(/<rect class="missed"/g)!.length).toBeLessThanOrEqual(2 * 48);
});

describe("one run", () => {
  it("shows its log, payload, error with its causes, trigger, actor and slot", async () => {
    const clock = testClock("2026-11-23T18:00:05Z");
    const failing = job({
      run: ({ log }) => {
        log.info("asked", { printer: 1 });
        throw new Error("no receipt was sent", { cause: new Error("the printer is on fire") });
      },
    });
    const ronda = await testRonda(database, [failing], { clock, release: "2026.11" });
    await ronda.runCron("send-receipts");
    const [{ id } = { id: "" }] = await ronda.runs();
    const { text } = await open(ronda, `/runs/${id}`);
    expect(words(text)).toContain("Run of send-receipts FAILED");
    expect(words(text)).toContain("no receipt was sent: the printer is on fire");
    expect(words(text)).toContain("Caused by: Error: the printer is on fire");
    expect(words(text)).toContain('18:00:05 info asked {"printer":1}');
    expect(words(text)).toContain("Slot 23 Nov 2026 18:00:00 UTC");
    expect(words(text)).toContain("Trigger schedule");
    expect(words(text)).toContain("Release 2026.11");
  });

  it("that was closed before its function ended says so, and what it came to", async () => {
    const ronda = await testRonda(database, [job()]);
    await ronda.runCron("send-receipts");
    const [{ id } = { id: "" }] = await ronda.runs();
    await database.pool.query(
      `update "CronRun" set "status" = 'ABANDONED', "payload" = null, "errorMessage" = 'No heartbeat for 60 s',
         "reason" = 'crashed', "lateStatus" = 'SUCCESS', "lateAt" = '2026-11-23T18:05:00Z', "latePayload" = '{"sent": 77}'`,
    );
    const { text } = await open(ronda, `/runs/${id}`);
    expect(words(text)).toContain("nothing more was heard of it, and it was closed");
    expect(words(text)).toContain(
      "Its function succeeded after all at 23 Nov 18:05 UTC, when this run was closed already.",
    );
    expect(words(text)).toContain('"sent": 77');
  });

  it.each([
    ["of the most that is kept", { ids: Array.from({ length: 8000 }, (_, index) => `R-${index}`) }],
    ["nested as deeply as JSON can be", { nested: JSON.parse(`${"[".repeat(3000)}${"]".repeat(3000)}`) }],
  ])("with a payload %s is a page of a sensible size", async (_what, payload) => {
    const ronda = await testRonda(database, [job({ run: () => payload })]);
    await ronda.runCron("send-receipts");
    const [{ id } = { id: "" }] = await ronda.runs();
    const { status, text } = await open(ronda, `/runs/${id}`);
    expect(status).toBe(200);
    expect(text.length).toBeLessThan(1_000_000);
  });

  it("shows five hundred lines of a log, and how many more there were", async () => {
    const chatty = job({
      run: ({ log }) => {
        for (let line = 1; line <= 700; line++) log.info(`line ${line}.`);
        return {};
      },
    });
    const ronda = await testRonda(database, [chatty]);
    await ronda.runCron("send-receipts");
    const [{ id } = { id: "" }] = await ronda.runs();
    const { text } = await open(ronda, `/runs/${id}`);
    expect(text).toContain("line 500.");
    expect(text).not.toContain("line 501.");
    expect(text).toContain("200 more lines were dropped");
  });
});

describe("the language", () => {
  it.each<[string, string | undefined, PageOptions["locale"], string]>([
    ["", undefined, undefined, "en"],
    ["", "id-ID,id;q=0.9", undefined, "id"],
    ["", "id", "en", "en"],
    ["?lang=id", "en", "en", "id"],
    ["?lang=constructor", "id", undefined, "id"],
  ])("at %s, of a browser with %s and an app with %s, is %s", async (path, accepted, locale, expected) => {
    const ronda = await testRonda(database, [job()]);
    const headers: Record<string, string> = accepted ? { "accept-language": accepted } : {};
    const { text, headers: sent } = await open(ronda, path, { headers, ...(locale ? { locale } : {}) });
    expect(text).toContain(`<html lang="${expected}">`);
    expect(sent.get("content-language")).toBe(expected);
  });

  it("that was chosen stays in the links, and the other one is a link away", async () => {
    const ronda = await testRonda(database, [job()]);
    const { text } = await open(ronda, "/runs?status=FAILED&lang=id");
    expect(text).toContain('href="/ronda/runs?lang=id" aria-current="page"');
    expect(text).toContain('href="/ronda/runs?lang=en&amp;status=FAILED"');
    expect(text).toContain("Tidak ada run yang cocok.");
  });
});

it("loads itself again only while something runs, and not for who has switched that off", async () => {
  const release = Promise.withResolvers<void>();
  const started = Promise.withResolvers<void>();
  const held = job({
    run: async () => {
      started.resolve();
      await release.promise;
      return {};
    },
  });
  const ronda = await testRonda(database, [held]);
  const refreshes = async (path: string) =>
    (await open(ronda, path)).text.includes('<meta http-equiv="refresh" content="5">');
  expect(await refreshes("")).toBe(false);
  const running = ronda.runCron("send-receipts");
  await started.promise;
  const [{ id } = { id: "" }] = await ronda.runs();
  const views = ["", "/runs", "/jobs/send-receipts", `/runs/${id}`];
  for (const view of views) expect([view, await refreshes(view)]).toEqual([view, true]);
  expect(await refreshes("?refresh=off")).toBe(false);
  expect((await open(ronda, "?refresh=off")).text).toContain("Reload by itself");
  release.resolve();
  await running;
  for (const view of views) expect([view, await refreshes(view)]).toEqual([view, false]);
});

it("keeps the secret out, whatever a job says", async () => {
  const telling = job({
    run: ({ log }) => {
      log.info(secret);
      throw new Error(secret);
    },
  });
  const ronda = await testRonda(database, [telling]);
  await ronda.runCron("send-receipts");
  const [{ id } = { id: "" }] = await ronda.runs();
  for (const path of ["", "/runs", `/runs/${id}`]) expect((await open(ronda, path)).text).not.toContain(secret);
});

/** What is read on a page, without its elements. */
function words(text: string): string {
  const body = text.slice(text.indexOf("<main")).replace(/<svg[\s\S]*?<\/svg>/g, "");
  const read = body
    .replace(/<[^>]*>/g, " ")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, "&");
  return read.replace(/\s+/g, " ").replace(/ ,/g, ",");
}
