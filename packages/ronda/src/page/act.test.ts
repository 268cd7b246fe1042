import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineJob } from "../job/job.ts";
import { newRunId } from "../record/run-id.ts";
import type { Ronda } from "../ronda.ts";
import { testDatabase } from "../testing/database.ts";
import { testClock, testRonda } from "../testing/engine.ts";
import { defineWatch } from "../watch/define-watch.ts";

const database = testDatabase();
const origin = "https://shop.example";
const now = new Date("2026-11-24T08:00:00Z");

/** An engine whose one job hangs until it is let go, unless it is given an input. */
async function shop() {
  const hung = Promise.withResolvers<object>();
  const job = defineJob({
    name: "send-receipts",
    schedule: "0 18 * * *",
    description: { id: "Mengirim kuitansi", en: "Sends receipts" },
    input: z.object({ month: z.string() }).optional(),
    run: ({ input }) => (input ? { sent: 2, ...input } : hung.promise),
  });
  const clock = testClock(now.toISOString());
  const zone = { displayZone: "Asia/Jakarta", zoneNames: { "Asia/Jakarta": "WIB" } };
  const ronda = await testRonda(database, [job], { clock, ...zone });
  return { ronda, clock, letGo: () => hung.resolve({}) };
}

async function open(ronda: Ronda, path: string, { method = "GET", headers = {}, body }: RequestInit = {}) {
  const request = new Request(`${origin}/ronda${path}`, { method, headers, body: body ?? null });
  const response = await ronda.page(request, { authorize: () => "Sari" });
  const text = await response.text();
  const main = text.split("<main")[1] ?? "";
  return { response, status: response.status, text, words: main.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ") };
}

/** Opens a page, fills in its form of that verb and sends it; gives where it leads. */
async function send(ronda: Ronda, page: string, verb: string, fields: Record<string, string> = {}) {
  const { response, text } = await open(ronda, page);
  const [path] = page.split("?");
  const cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
  const form = text.split(`action="/ronda${path}/${verb}"`)[1];
  const [, token] = /name="token" value="([^"]+)"/.exec(form ?? "") ?? [];
  const headers = { cookie, origin, host: "shop.example", "content-type": "application/x-www-form-urlencoded" };
  const body = new URLSearchParams({ token: token ?? "", ...fields }).toString();
  return await open(ronda, `${path}/${verb}`, { method: "POST", headers, body });
}

async function incident() {
  const id = newRunId(now);
  await database.pool.query(
    `insert into "RondaIncident" ("id", "subjectKind", "subjectName", "severity", "reasons", "openedAt", "checkedAt")
     values ($1, 'job', 'send-receipts', 'STALE', '[{"kind":"never-ran","since":"2026-11-24T06:00:00Z"}]', '2026-11-24T07:00:00Z', $2)`,
    [id, now],
  );
  return id;
}

describe("a job's page", () => {
  it("pauses it until a moment of the reader's zone, and resumes it", async () => {
    const { ronda } = await shop();
    const paused = await send(ronda, "/jobs/send-receipts", "pause", { at: "2026-11-24T18:00", reason: "moving <b>" });
    expect(paused.response.headers.get("location")).toBe("/ronda/jobs/send-receipts?done=pause");
    const { words } = await open(ronda, "/jobs/send-receipts?done=pause");
    expect(words).toContain("The job is paused.");
    expect(words).toContain("This job is paused until 24 Nov 18:00 WIB 11:00 UTC · moving &lt;b&gt; Paused by Sari.");
    expect(words).toContain("Sari paused send-receipts until 24 Nov 18:00 WIB");
    expect((await open(ronda, "")).words).toContain("Paused");

    const resumed = await send(ronda, "/jobs/send-receipts", "resume");
    expect(resumed.response.headers.get("location")).toBe("/ronda/jobs/send-receipts?done=resume");
    expect(await ronda.actions()).toMatchObject([
      { verb: "resume", actor: "Sari" },
      { verb: "pause", actor: "Sari" },
    ]);
    expect((await open(ronda, "/actions?job=send-receipts")).words).toContain("Sari resumed send-receipts");
  });

  it("says what was wrong with a form beside it, and keeps what was typed", async () => {
    const { ronda } = await shop();
    const past = await send(ronda, "/jobs/send-receipts", "pause", { at: "2026-11-24T08:00", reason: "moving" });
    expect([past.status, past.words]).toEqual([
      400,
      expect.stringContaining("&quot;until&quot; must be in the future"),
    ]);
    expect(past.text).toMatch(
      /<details class="panel" id="pause" open>[\s\S]*value="2026-11-24T08:00"[\s\S]*value="moving"/,
    );
    expect((await send(ronda, "/jobs/send-receipts", "pause", { at: "soon" })).status).toBe(400);
    await ronda.pause("send-receipts", { by: "Hugo" });
    const resumed = await send(ronda, "/jobs/send-receipts", "resume");
    expect(resumed.status).toBe(303);
    expect(await ronda.actions({ limit: 1 })).toMatchObject([{ verb: "resume" }]);
  });

  it("tells who is second who was first", async () => {
    const { ronda } = await shop();
    const { response, text } = await open(ronda, "/jobs/send-receipts");
    const [, token] = /\/pause">[\s\S]*?name="token" value="([^"]+)"/.exec(text)!;
    await ronda.pause("send-receipts", { by: "Hugo" });
    const cookie = response.headers.get("set-cookie")!.split(";")[0]!;
    const headers = { cookie, origin, host: "shop.example", "content-type": "application/x-www-form-urlencoded" };
    const second = await open(ronda, "/jobs/send-receipts/pause", { method: "POST", headers, body: `token=${token}` });
    expect([second.status, second.words]).toEqual([409, expect.stringContaining("Paused by Hugo.")]);
    // The token of one form is good for no other.
    const other = await open(ronda, "/jobs/send-receipts/resume", { method: "POST", headers, body: `token=${token}` });
    expect([other.status, (await ronda.overview()).jobs[0]!.paused?.by]).toEqual([403, "Hugo"]);
  });
});

describe("an incident's page", () => {
  it("stands on top of the first page, tells cause and history, and is acknowledged and snoozed there", async () => {
    const { ronda } = await shop();
    const id = await incident();
    const first = await open(ronda, "");
    expect(first.words).toMatch(/Needs attention send-receipts : has never run\. .* since 24 Nov 13:00 WIB/);
    expect(first.text).toContain(`href="/ronda/incidents/${id}"`);

    const page = `/incidents/${id}`;
    expect((await open(ronda, page)).words).toContain("Incident: send-receipts STALE");
    await send(ronda, page, "acknowledge", { reason: "on it" });
    const snoozed = await send(ronda, page, "snooze", { length: "4h" });
    expect(snoozed.response.headers.get("location")).toBe(`/ronda${page}?done=snooze`);
    const { words } = await open(ronda, page);
    expect(words).toContain("Looked after by Sari · on it");
    expect(words).toContain("Snoozed until 24 Nov 19:00 WIB");
    expect(words).toMatch(/Acknowledged · Sari · on it .* Snoozed · Sari · until 24 Nov 19:00 WIB/);
    expect((await open(ronda, "/incidents")).words).toContain("send-receipts : has never run");
    expect((await open(ronda, "/incidents?lang=id")).words).toContain("Ditangani oleh Sari");
  });

  it("has no forms once it is over, and refuses one that was opened before", async () => {
    const { ronda } = await shop();
    const id = await incident();
    const resolve = () => database.pool.query(`update "RondaIncident" set "resolvedAt" = $1`, [now]);
    const { response, text } = await open(ronda, `/incidents/${id}`);
    const [, token] = /\/acknowledge">[\s\S]*?name="token" value="([^"]+)"/.exec(text)!;
    await resolve();
    const cookie = response.headers.get("set-cookie")!.split(";")[0]!;
    const headers = { cookie, origin, host: "shop.example", "content-type": "application/x-www-form-urlencoded" };
    const late = await open(ronda, `/incidents/${id}/acknowledge`, { method: "POST", headers, body: `token=${token}` });
    expect(late.status).toBe(409);
    expect((await open(ronda, `/incidents/${id}`)).text).not.toContain("<form");
    expect((await open(ronda, "/incidents/019ab2aa-0000-7000-8000-000000000001")).status).toBe(404);
  });
});

describe("a run's page", () => {
  it("runs it again with what it was given, and leads to the new run", async () => {
    const { ronda } = await shop();
    await ronda.runCron("send-receipts", { input: { month: "2026-10" } });
    const [run] = await ronda.runs();
    const again = await send(ronda, `/runs/${run!.id}`, "again");
    const [newest] = await ronda.runs();
    expect(again.response.headers.get("location")).toBe(`/ronda/runs/${newest!.id}`);
    expect(await ronda.run(newest!.id)).toMatchObject({ actor: "Sari", payload: { sent: 2, month: "2026-10" } });
  });

  it("releases one that hangs, with a reason", async () => {
    const { ronda, letGo } = await shop();
    const outcome = ronda.runCron("send-receipts");
    await expect.poll(() => ronda.runs()).toMatchObject([{ status: "RUNNING" }]);
    const page = `/runs/${(await ronda.runs())[0]!.id}`;
    expect((await send(ronda, `${page}?refresh=off`, "release")).words).toContain("&quot;reason&quot; is empty.");
    expect((await send(ronda, `${page}?refresh=off`, "release", { reason: "hangs" })).status).toBe(303);
    expect((await open(ronda, `${page}?refresh=off`)).words).toContain("given up by Sari: hangs");
    letGo();
    await outcome;
  });

  it("releases one whose time was over and whose function works on, and does it again only then", async () => {
    const { ronda, letGo } = await shop();
    const outcome = ronda.runCron("send-receipts");
    await expect.poll(() => ronda.runs()).toMatchObject([{ status: "RUNNING" }]);
    const { id } = (await ronda.runs())[0]!;
    await database.pool.query(`update "CronRun" set "status" = 'TIMED_OUT' where "id" = $1`, [id]);
    expect((await open(ronda, `/runs/${id}`)).text).not.toContain("/again");
    expect((await send(ronda, `/runs/${id}`, "release", { reason: "hangs" })).status).toBe(303);
    expect(await ronda.run(id)).toMatchObject({ status: "TIMED_OUT", hasLease: false });
    expect((await open(ronda, `/runs/${id}`)).text).toContain("/again");
    letGo();
    await outcome;
  });
});

it.each([
  ["/jobs/send-receipts/pause", "GET", 303],
  ["/jobs/send-receipts/pause", "POST", 403],
  ["/jobs/send-receipts/explode", "POST", 405],
  ["/incidents/x/acknowledge", "POST", 403],
  ["/actions", "POST", 405],
  ["/actions?before=1", "GET", 400],
  ["/incidents?job=a%00b", "GET", 400],
])("%s by %s without a form of the page is %i, and nothing is done", async (path, method, status) => {
  const { ronda } = await shop();
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  expect((await open(ronda, path, { method, ...(method === "POST" ? { headers, body: "" } : {}) })).status).toBe(
    status,
  );
  expect(await ronda.actions()).toEqual([]);
});

it("an incident of a watch says what the watch says, and leads to what it found", async () => {
  const watch = defineWatch({
    name: "late-payouts",
    description: "Payouts that wait",
    sentence: { en: ({ count }) => `${count} payouts wait for <Hugo>`, id: "Ada pencairan yang menunggu" },
    find: async () => ({ count: 2, oldestAt: now, href: "/admin/payouts?late=1&all" }),
  });
  const ronda = await testRonda(database, [], { clock: testClock(now.toISOString()), watches: [watch] });
  await ronda.patrol();
  const [{ id } = { id: "" }] = await ronda.incidents({ open: true });
  expect((await open(ronda, "")).words).toContain("1 other thing needs attention.");
  for (const path of ["", `/incidents/${id}`]) {
    const { text, words } = await open(ronda, path);
    expect(words).toContain("2 payouts wait for &lt;Hugo&gt;");
    expect(text).toContain('href="/admin/payouts?late=1&amp;all" aria-label="See the list: late-payouts"');
  }
  expect((await open(ronda, `/incidents/${id}?lang=id`)).words).toContain("Ada pencairan yang menunggu");
});
