import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { main } from "../cli/program.ts";
import { defineJob } from "../job/job.ts";
import { newRunId } from "../record/run-id.ts";
import type { Ronda } from "../ronda.ts";
import { testDatabase } from "../testing/database.ts";
import { testClock, testRonda } from "../testing/engine.ts";
import type { ActionOutcome, Refusal } from "../types.ts";
import { wordsFor } from "../words/words.ts";

const database = testDatabase();
const at = new Date("2026-11-24T08:00:00Z");
const origin = "https://bakery.example";
const folder = mkdtempSync(join(tmpdir(), "ronda-odd-"));
const config = join(folder, "ronda.config.mjs");
writeFileSync(config, "export default globalThis.oddConfig;");
afterAll(() => rmSync(folder, { recursive: true }));

/** An engine with a job, an incident, and a run that holds its job. */
async function bakery() {
  const job = defineJob({ name: "bake", schedule: "0 4 * * *", description: "Bakes", run: () => ({}) });
  const ronda = await testRonda(database, [job], { clock: testClock(at.toISOString()) });
  const [incident, run] = [newRunId(at), newRunId(at)];
  await database.pool.query(
    `insert into "RondaIncident" ("id", "subjectKind", "subjectName", "severity", "reasons", "openedAt", "checkedAt")
     values ($1, 'job', 'bake', 'STALE', '[{"kind":"never-ran","since":"2026-11-24T06:00:00Z"}]', $2, $2)`,
    [incident, at],
  );
  await database.pool.query(
    `insert into "CronRun" ("id", "jobName", "status", "hasLease", "trigger", "createdAt", "startedAt", "heartbeatAt", "host", "pid")
     values ($1, 'bake', 'RUNNING', true, 'manual', $2, $2, now(), 'vps', 1)`,
    [run, at],
  );
  return { ronda, of: { pause: "bake", resume: "bake", acknowledge: incident, snooze: incident, release: run } };
}

type Bakery = Awaited<ReturnType<typeof bakery>>;
type Verb = keyof Bakery["of"];

const hugo = { by: "Hugo", reason: "hangs" };
const paused = ({ ronda }: Bakery) => ronda.pause("bake", hugo);
const ended = async ({ of }: Bakery) => {
  await database.pool.query(`update "RondaIncident" set "resolvedAt" = $1 where "id" = $2`, [at, of.snooze]);
};
const past = new Date(at.getTime() - 60_000);
const tooFar = new Date("2126-01-01T00:00:00Z");

/** What is asked for, what was done before its page was opened and after, and why it is refused. */
const table: { verb: Verb; when: string; first?: Step; meanwhile?: Step; until?: Date; why: string }[] = [
  { verb: "pause", when: "until a moment that has passed", until: past, why: "bad-input past" },
  { verb: "pause", when: "until this very moment", until: at, why: "bad-input past" },
  { verb: "pause", when: "for a century", until: tooFar, why: "bad-input too-far" },
  { verb: "pause", when: "twice", meanwhile: paused, why: "already-paused" },
  {
    verb: "resume",
    when: "twice",
    first: paused,
    meanwhile: ({ ronda }) => ronda.resume("bake", hugo),
    why: "not-paused",
  },
  { verb: "snooze", when: "until a moment that has passed", until: past, why: "bad-input past" },
  { verb: "snooze", when: "for a century", until: tooFar, why: "bad-input too-far" },
  {
    verb: "snooze",
    when: "after it has ended",
    until: new Date("2026-11-24T12:00:00Z"),
    meanwhile: ended,
    why: "closed-incident",
  },
  {
    ...{ verb: "acknowledge", when: "twice", why: "already-acknowledged" },
    meanwhile: ({ ronda, of }) => ronda.acknowledge(of.acknowledge, hugo),
  },
  { verb: "acknowledge", when: "after it has ended", meanwhile: ended, why: "closed-incident" },
  {
    ...{ verb: "release", when: "twice", why: "run-is-over" },
    meanwhile: ({ ronda, of }) => ronda.releaseLease(of.release, hugo),
  },
];
type Step = (bakery: Bakery) => Promise<unknown>;

/** All that an action could have changed. */
const stateOf = async (ronda: Ronda) => ({
  actions: (await ronda.actions()).length,
  paused: (await ronda.overview()).jobs[0]!.paused,
  incidents: await ronda.incidents(),
  runs: (await ronda.runs()).map(({ status, reason }) => [status, reason]),
});

describe.each(table)("$verb $when", ({ verb, first, meanwhile, until, why }) => {
  const [kind, problem] = why.split(" ");
  const refusal = problem ? { kind, problem } : { kind };

  /** The bakery once all has been done that was, and what it was like then. */
  async function ready(open: (bakery: Bakery) => Promise<void> = async () => {}) {
    const made = await bakery();
    await first?.(made);
    await open(made);
    await meanwhile?.(made);
    return { ...made, before: await stateOf(made.ronda) };
  }

  it("is refused in code, with a sentence in each language", async () => {
    const { ronda, of, before } = await ready();
    const outcome = await byCode(ronda, verb, { of: of[verb], until });
    expect(outcome).toMatchObject({ ok: false, refusal });
    for (const locale of ["en", "id"] as const) {
      expect(wordsFor({ locale }).refusal((outcome as { refusal: Refusal }).refusal)).toMatch(/^["A-Z].{15,}\.$/);
    }
    expect(await stateOf(ronda)).toEqual(before);
  });

  it("is refused on the page, which says why", async () => {
    let send = async (): Promise<Response> => new Response();
    const { ronda, of, before } = await ready(async ({ ronda, of }) => {
      send = await formOf(ronda, verb, { of: of[verb], until });
    });
    const response = await send();
    expect(response.status).toBe(kind === "bad-input" ? 400 : 409);
    const same = await byCode(ronda, verb, { of: of[verb], until });
    const sentence = wordsFor({ locale: "en" }).refusal((same as { refusal: Refusal }).refusal);
    expect((await response.text()).replaceAll("&quot;", '"')).toContain(sentence);
    expect(await stateOf(ronda)).toEqual(before);
  });

  it("is refused on the command line, which says why and ends with a code that is none of success", async () => {
    const { ronda, of, before } = await ready();
    Object.assign(globalThis, {
      oddConfig: { app: "bakery", jobs: ronda.jobs, url: "http://127.0.0.1:9", ronda: () => ronda },
    });
    const { code, err } = await byCommand(verb, { of: of[verb], until });
    expect([code, err]).toEqual([kind === "bad-input" ? 2 : 1, expect.stringMatching(/^ronda: .{15,}/)]);
    expect(await stateOf(ronda)).toEqual(before);
  });
});

type Asked = { of: string; until: Date | undefined };

function byCode(ronda: Ronda, verb: Verb, { of, until }: Asked): Promise<ActionOutcome> {
  const sari = { by: "Sari", reason: "moving" };
  if (verb === "pause") return ronda.pause(of, { ...sari, until });
  if (verb === "resume") return ronda.resume(of, sari);
  if (verb === "acknowledge") return ronda.acknowledge(of, sari);
  return verb === "snooze" ? ronda.snooze(of, { ...sari, until: until! }) : ronda.releaseLease(of, sari);
}

/** Opens the page with the form of an action; what it gives sends the form. */
async function formOf(ronda: Ronda, verb: Verb, { of, until }: Asked): Promise<() => Promise<Response>> {
  const place = verb === "release" ? "runs" : verb === "acknowledge" || verb === "snooze" ? "incidents" : "jobs";
  const path = `/ronda/${place}/${of}`;
  const ask = (address: string, init: RequestInit = {}) =>
    ronda.page(new Request(origin + address, init), { authorize: () => "Sari" });
  const opened = await ask(`${path}?refresh=off`);
  const form = (await opened.text()).split(`action="${path}/${verb}"`)[1];
  const [, token = ""] = /name="token" value="([^"]+)"/.exec(form ?? "") ?? [];
  const cookie = opened.headers.get("set-cookie")?.split(";")[0] ?? "";
  const headers = { cookie, origin, host: "bakery.example", "content-type": "application/x-www-form-urlencoded" };
  const fields = { token, reason: "moving", ...(until ? { at: until.toISOString().slice(0, 16) } : {}) };
  return () => ask(`${path}/${verb}`, { method: "POST", headers, body: new URLSearchParams(fields).toString() });
}

async function byCommand(verb: Verb, { of, until }: Asked): Promise<{ code: number; err: string }> {
  let err = "";
  const out = vi.spyOn(process.stdout, "write").mockImplementation(() => true);
  const error = vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    err += text;
    return true;
  });
  // The command line asks the machine's clock.
  vi.useFakeTimers({ toFake: ["Date"], now: at });
  try {
    const name = verb === "acknowledge" ? "ack" : verb;
    const more = until ? ["--until", until.toISOString()] : [];
    const code = await main(["--config", config, name, of, "--by", "Sari", "--reason", "moving", ...more]);
    return { code, err };
  } finally {
    vi.useRealTimers();
    out.mockRestore();
    error.mockRestore();
  }
}
