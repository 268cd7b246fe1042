import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineJob } from "../job/job.ts";
import type { Ronda } from "../ronda.ts";
import { testDatabase } from "../testing/database.ts";
import { testRonda } from "../testing/engine.ts";
import type { JobOptions } from "../types.ts";
import type { PageOptions } from "./options.ts";

const database = testDatabase();
const origin = "https://shop.example";

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

type Form = { headers: Record<string, string>; body: string };

/** What a browser sends when Sari presses the button on the job's page. */
async function form(ronda: Ronda, { name = "send-receipts", actor = "Sari" } = {}): Promise<Form> {
  const request = new Request(`${origin}/ronda/jobs/${name}`);
  const response = await ronda.page(request, { authorize: () => actor });
  const cookie = response.headers.get("set-cookie")!.split(";")[0]!;
  const [, token] = /name="token" value="([^"]+)"/.exec(await response.text())!;
  return {
    headers: {
      cookie,
      origin,
      host: "shop.example",
      "sec-fetch-site": "same-origin",
      "content-type": "application/x-www-form-urlencoded",
    },
    body: `token=${token}`,
  };
}

function send(
  ronda: Ronda,
  { headers, body }: Form,
  options: Partial<PageOptions> & { name?: string } = {},
): Promise<Response> {
  const { name = "send-receipts", ...given } = options;
  const request = new Request(`${origin}/ronda/jobs/${name}/run`, { method: "POST", headers, body });
  return ronda.page(request, { authorize: () => "Sari", ...given });
}

/** The same form with other headers; `undefined` takes one away. */
function withHeaders(sent: Form, changes: Record<string, string | undefined>): Form {
  const headers = Object.entries({ ...sent.headers, ...changes }).filter(([, value]) => value !== undefined);
  return { ...sent, headers: Object.fromEntries(headers) as Record<string, string> };
}

describe("run now", () => {
  it("runs the job in the name of who asks, takes no slot, and leads to the run", async () => {
    const ronda = await testRonda(database, [job()]);
    const response = await send(ronda, await form(ronda));
    const [run] = await ronda.runs();
    expect(run).toMatchObject({ jobName: "send-receipts", trigger: "manual", actor: "Sari", slotAt: null });
    expect([response.status, response.headers.get("location")]).toEqual([303, `/ronda/runs/${run!.id}`]);
  });

  it("leads to a run that goes on before it has ended, and hands it to the host", async () => {
    const release = Promise.withResolvers<void>();
    const held = job({ run: () => release.promise.then(() => ({})) });
    const ronda = await testRonda(database, [held]);
    const handed: Promise<unknown>[] = [];
    const response = await send(ronda, await form(ronda), { waitUntil: (running) => handed.push(running) });
    expect(response.status).toBe(303);
    expect((await ronda.runs())[0]).toMatchObject({ status: "RUNNING" });
    release.resolve();
    expect(await Promise.all(handed)).toEqual([{ ok: true, payload: {} }]);
  });

  it("leads who is second to the row that says who was first", async () => {
    const release = Promise.withResolvers<void>();
    const ronda = await testRonda(database, [job({ run: () => release.promise.then(() => ({})) })]);
    await send(ronda, await form(ronda));
    const response = await send(ronda, await form(ronda, { actor: "Hugo" }), { authorize: () => "Hugo" });
    const [skipped] = await ronda.runs({ status: "SKIPPED" });
    expect(skipped).toMatchObject({ actor: "Hugo", reason: expect.stringContaining("already running since") });
    expect(response.headers.get("location")).toBe(`/ronda/runs/${skipped!.id}`);
    release.resolve();
    await ronda.stop();
  });

  it("says so where nothing can be run, because the process stops", async () => {
    const ronda = await testRonda(database, [job()]);
    const sent = await form(ronda);
    await ronda.stop();
    const response = await send(ronda, sent);
    expect(response.status).toBe(503);
    expect(await response.text()).toContain("The process is stopping");
  });

  it("reloaded as a page shows the job", async () => {
    const ronda = await testRonda(database, [job()]);
    const response = await ronda.page(new Request(`${origin}/ronda/jobs/send-receipts/run?lang=id`), {
      authorize: () => "Sari",
    });
    expect([response.status, response.headers.get("location")]).toEqual([
      303,
      "/ronda/jobs/send-receipts?lang=id#run-now",
    ]);
    expect(await ronda.runs()).toEqual([]);
  });
});

describe("a job that takes an input", () => {
  const input = z.object({ month: z.string().regex(/^\d{4}-\d\d$/) }).default({ month: "last" });
  const statements = () =>
    defineJob({ name: "send-receipts", schedule: "0 18 * * *", description: "x", input, run: ({ input }) => input });
  const withInput = (sent: Form, given: string): Form => ({
    ...sent,
    body: `${sent.body}&${new URLSearchParams({ input: given })}`,
  });

  it("is given what was typed, and shows it with its run", async () => {
    const ronda = await testRonda(database, [statements()]);
    const response = await send(ronda, withInput(await form(ronda), ' { "month": "2026-10" } '));
    const [run] = await ronda.runs();
    expect(response.headers.get("location")).toBe(`/ronda/runs/${run!.id}`);
    expect(run).toMatchObject({ status: "SUCCESS", payload: { month: "2026-10" } });
  });

  it.each(["", "  \n "])("is given what the schedule gives where nothing was typed: %j", async (given) => {
    const ronda = await testRonda(database, [statements()]);
    await send(ronda, withInput(await form(ronda), given));
    expect(await ronda.runs()).toMatchObject([{ payload: { month: "last" } }]);
  });

  it.each([
    ["what its schema refuses", '{"month":"<October>"}', "month: Invalid"],
    ["what is no JSON", "month=2026-10 </textarea><script>", "The input is not JSON"],
    ["what is nested too deeply", `${"[".repeat(5000)}`, "deeper than 20 levels"],
    ["what is too large", `"${"x".repeat(70_000)}"`, "larger than 64 KiB"],
  ])("runs nothing for %s, says why, and gives back what was typed", async (_what, given, why) => {
    const ronda = await testRonda(database, [statements()]);
    const response = await send(ronda, withInput(await form(ronda), given));
    const text = await response.text();
    expect(response.status).toBe(400);
    expect(text).toContain(why);
    const [, shown] = /<textarea[^>]*>\n([\s\S]*?)<\/textarea>/.exec(text)!;
    expect(shown!.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">")).toBe(given);
    expect(await ronda.runs()).toEqual([]);
  });

  it("can be run again with the input of a run, and only with one of its own", async () => {
    const other = defineJob({ name: "other-job", schedule: "0 1 * * *", description: "x", input, run: () => ({}) });
    const ronda = await testRonda(database, [statements(), other]);
    await send(ronda, withInput(await form(ronda), '{"month":"2026-09"}'));
    const [{ id } = { id: "" }] = await ronda.runs();
    const open = async (path: string) =>
      (await ronda.page(new Request(`${origin}/ronda${path}`), { authorize: () => "Sari" })).text();
    expect(await open(`/runs/${id}`)).toContain(`href="/ronda/jobs/send-receipts?again=${id}#run-now"`);
    expect(await open(`/jobs/send-receipts?again=${id}`)).toContain("&quot;month&quot;: &quot;2026-09&quot;");
    for (const path of [`/jobs/other-job?again=${id}`, "/jobs/send-receipts?again=1%27", "/jobs/send-receipts"]) {
      expect(await open(path)).not.toContain("2026-09");
    }
  });

  it.each([
    ["en", "Type them again"],
    ["id", "Ketik lagi"],
  ])(
    "leaves out what was redacted when it is run again, says so (%s), and never runs with the mark",
    async (lang, told) => {
      const seen: unknown[] = [];
      const open = defineJob({
        name: "send-receipts",
        schedule: "0 18 * * *",
        description: "x",
        input: z.unknown(),
        run: ({ input }) => {
          seen.push(input);
          return {};
        },
      });
      const ronda = await testRonda(database, [open]);
      const given = { password: "hunter2", urls: ["postgres://ana:hunter2@db/x", "https://x.example"], deep: { n: 1 } };
      await send(ronda, withInput(await form(ronda), JSON.stringify(given)));
      const [{ id } = { id: "" }] = await ronda.runs();
      const url = `${origin}/ronda/jobs/send-receipts?again=${id}&lang=${lang}`;
      const text = await (await ronda.page(new Request(url), { authorize: () => "Sari" })).text();
      const [, shown] = /<textarea[^>]*>\n([\s\S]*?)<\/textarea>/.exec(text)!;
      expect(JSON.parse(shown!.replaceAll("&quot;", '"'))).toEqual({
        urls: [null, "https://x.example"],
        deep: { n: 1 },
      });
      expect(text).toContain(told);

      for (const copied of ['{"password":"[redacted]"}', '[["x [redacted]"]]', '"[redacted]"', '{"[redacted]":1}']) {
        const refused = await send(ronda, withInput(await form(ronda), copied));
        expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining("give the value itself")]);
        expect(await ronda.runCron("send-receipts", { input: JSON.parse(copied) })).toMatchObject({
          ok: false,
          issues: [{}],
        });
      }
      expect(seen).toEqual([given]);
    },
  );

  it("has a field for it, which a job without has not and is not given", async () => {
    const ronda = await testRonda(database, [job()]);
    const page = await ronda.page(new Request(`${origin}/ronda/jobs/send-receipts`), { authorize: () => "Sari" });
    expect(await page.text()).not.toContain("<textarea");
    const response = await send(ronda, withInput(await form(ronda), '{"month":"2026-10"}'));
    expect([response.status, await ronda.runs()]).toEqual([400, []]);
  });
});

describe("a form of the page's own", () => {
  it.each<[string, Record<string, string | undefined>]>([
    ["a browser that says where it comes from", {}],
    ["one behind a proxy that has its own name for the host", { host: "127.0.0.1:3000" }],
    ["an older one, which sends an origin only", { "sec-fetch-site": undefined }],
    [
      "an older one behind a proxy",
      { "sec-fetch-site": undefined, host: "127.0.0.1:3000", "x-forwarded-host": "shop.example" },
    ],
    ["a tool that says nothing of where it comes from", { "sec-fetch-site": undefined, origin: undefined }],
    ["a browser with other cookies", { cookie: undefined }],
  ])("is taken from %s", async (_who, changes) => {
    const ronda = await testRonda(database, [job()]);
    const sent = await form(ronda);
    const given = "cookie" in changes ? { cookie: `a=1; ${sent.headers.cookie}; b=2` } : changes;
    expect((await send(ronda, withHeaders(sent, given))).status).toBe(303);
  });

  it("keeps its cookie out of the reach of scripts and of other sites, and off the wire without TLS", async () => {
    const ronda = await testRonda(database, [job()]);
    const cookie = async (url: string, headers: Record<string, string> = {}) => {
      const response = await ronda.page(new Request(url, { headers }), { authorize: () => "Sari" });
      return response.headers.get("set-cookie");
    };
    const path = "/ronda/jobs/send-receipts";
    expect(await cookie(`${origin}${path}`)).toMatch(/^ronda-form=[\w-]{22}; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    expect(await cookie(`http://localhost${path}`)).not.toContain("Secure");
    expect(await cookie(`http://localhost${path}`, { "x-forwarded-proto": "https" })).toContain("Secure");
    const known = (await cookie(`${origin}${path}`))!.split(";")[0]!;
    expect(await cookie(`${origin}${path}`, { cookie: known })).toBeNull();
  });
});

it("is taken by any process from any other", async () => {
  const [one, other] = [await testRonda(database, [job()]), await testRonda(database, [job()])];
  expect((await send(other, await form(one))).status).toBe(303);
});

describe("nothing is run for", () => {
  it.each<[string, Record<string, string | undefined>, number]>([
    ["a form on another site", { "sec-fetch-site": "cross-site", origin: "https://eve.example" }, 403],
    ["a form on a neighbour", { "sec-fetch-site": "same-site", origin: "https://blog.shop.example" }, 403],
    ["another origin in an older browser", { "sec-fetch-site": undefined, origin: "https://eve.example" }, 403],
    ["an origin that is hidden", { "sec-fetch-site": undefined, origin: "null" }, 403],
    [
      "an origin that begins like ours",
      { "sec-fetch-site": undefined, origin: "https://shop.example.eve.example" },
      403,
    ],
    ["a form without the cookie", { cookie: undefined }, 403],
    ["a form with another cookie", { cookie: `ronda-form=${"x".repeat(22)}` }, 403],
    ["a form with a cookie that is none", { cookie: "ronda-form=;" }, 403],
    ["another kind of form", { "content-type": "text/plain" }, 415],
    ["a form of no kind", { "content-type": undefined }, 415],
    ["a form that says it is huge", { "content-length": "10000000" }, 413],
  ])("%s", async (_what, changes, status) => {
    const ronda = await testRonda(database, [job()]);
    const response = await send(ronda, withHeaders(await form(ronda), changes));
    expect(response.status).toBe(status);
    expect(await response.text()).toContain("nothing was done");
    expect(await ronda.runs()).toEqual([]);
  });

  it.each<[string, (sent: Form) => Form]>([
    ["no token", (sent) => ({ ...sent, body: "" })],
    ["half a token", (sent) => ({ ...sent, body: sent.body.slice(0, -4) })],
    ["a token with more behind it", (sent) => ({ ...sent, body: `${sent.body}x` })],
    ["a body that does not end", (sent) => ({ ...sent, body: `${sent.body}&a=${"x".repeat(300_000)}` })],
  ])("%s", async (_what, change) => {
    const ronda = await testRonda(database, [job()]);
    const response = await send(ronda, change(await form(ronda)));
    expect([403, 413]).toContain(response.status);
    expect(await ronda.runs()).toEqual([]);
  });

  it.each<[string, number, (sent: ReadableStreamDefaultController<Uint8Array>) => void]>([
    ["a form that never ends", 422, () => {}],
    ["a form that is cut off", 400, (sent) => sent.error(new Error("the client left"))],
  ])("%s", async (_what, status, then) => {
    const ronda = await testRonda(database, [job()]);
    const { headers, body } = await form(ronda);
    const stream = new ReadableStream<Uint8Array>({
      start(sent) {
        sent.enqueue(new TextEncoder().encode(body));
        then(sent);
      },
    });
    const init = { method: "POST", headers, body: stream, duplex: "half" } as RequestInit;
    const request = new Request(`${origin}/ronda/jobs/send-receipts/run`, init);
    const response = await ronda.page(request, { authorize: () => "Sari" });
    expect([response.status, await ronda.runs()]).toEqual([status, []]);
  });

  it("a form whose body somebody has read before", async () => {
    const ronda = await testRonda(database, [job()]);
    const { headers, body } = await form(ronda);
    const request = new Request(`${origin}/ronda/jobs/send-receipts/run`, { method: "POST", headers, body });
    await request.text();
    expect((await ronda.page(request, { authorize: () => "Sari" })).status).toBe(400);
  });

  it("the form of another person, or of another job", async () => {
    const ronda = await testRonda(database, [job(), job({ name: "other-job" })]);
    expect((await send(ronda, await form(ronda, { actor: "Hugo" }))).status).toBe(403);
    expect((await send(ronda, await form(ronda, { name: "other-job" }))).status).toBe(403);
    expect(await ronda.runs()).toEqual([]);
  });

  it("a job that does not exist", async () => {
    const ronda = await testRonda(database, [job()]);
    expect((await send(ronda, await form(ronda), { name: "nothing" })).status).toBe(404);
  });
});
