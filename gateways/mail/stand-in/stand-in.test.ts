import { Resend } from "resend";
import { afterEach, describe, expect, it } from "vitest";
import { errorTable } from "./errors.ts";
import { type MailStandIn, startMailStandIn } from "./stand-in.ts";

let standIn: MailStandIn;
afterEach(() => standIn?.stop());

const day = 24 * 3_600_000;
let now = new Date("2026-11-23T01:00:00Z");

async function start(options: Parameters<typeof startMailStandIn>[0] = {}) {
  now = new Date("2026-11-23T01:00:00Z");
  standIn = await startMailStandIn({ clock: () => now, ...options });
  return new Resend("re_test", { baseUrl: standIn.url });
}

const from = "SeTrip <halo@setrip.test>";
const mailTo = (to: string, subject = "Halo") => ({ from, to, subject, html: "<p>Halo</p>", text: "Halo" });
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(standIn.url + path, {
    method: "POST",
    headers: { authorization: "Bearer re_test", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

describe("sending, through the provider's own SDK", () => {
  it("accepts a single mail and shows what it caught", async () => {
    const resend = await start();
    const { data, error } = await resend.emails.send(mailTo("ana@setrip.test"));
    expect(error).toBeNull();
    expect(standIn.mails).toEqual([
      { ...mailTo("ana@setrip.test"), to: ["ana@setrip.test"], id: data!.id, key: null, acceptedAt: now },
    ]);
  });

  it("accepts a strict batch with an id for each mail, in order", async () => {
    const resend = await start();
    const { data } = await resend.batch.send([mailTo("ana@setrip.test"), mailTo("hugo@setrip.test")]);
    expect(data!.data.map(({ id }) => id)).toEqual(standIn.mails.map(({ id }) => id));
    expect(standIn.mails.map(({ to }) => to[0])).toEqual(["ana@setrip.test", "hugo@setrip.test"]);
  });

  it("refuses a whole strict batch for one wrong mail", async () => {
    const resend = await start();
    const { error } = await resend.batch.send([mailTo("ana@setrip.test"), mailTo("not an address")]);
    expect(error).toMatchObject({ statusCode: 422, name: "validation_error" });
    expect(standIn.mails).toEqual([]);
  });

  it("accepts the good mails of a permissive batch and names the others by index", async () => {
    const resend = await start();
    const { data } = await resend.batch.send([mailTo("not an address"), mailTo("ana@setrip.test"), mailTo("")], {
      batchValidation: "permissive",
    });
    expect(data!.data).toEqual([{ id: standIn.mails[0]!.id }]);
    expect(data!.errors).toEqual([
      { index: 0, message: expect.stringContaining("Invalid `to` field") },
      { index: 2, message: "Missing `to` field." },
    ]);
  });

  it("takes 100 mails in a batch, not 101", async () => {
    const resend = await start();
    const mails = Array.from({ length: 101 }, (_, n) => mailTo(`p${n}@setrip.test`));
    expect((await resend.batch.send(mails)).error).toMatchObject({ name: "validation_error" });
    expect((await resend.batch.send(mails.slice(1))).error).toBeNull();
    expect(standIn.mails).toHaveLength(100);
  });

  it("keeps the newest mails only, and counts all", async () => {
    const resend = await start({ keep: 10 });
    for (let n = 0; n < 3; n++) {
      await resend.batch.send(Array.from({ length: 10 }, (_, index) => mailTo(`p${n}-${index}@setrip.test`)));
    }
    expect(standIn.acceptedCount).toBe(30);
    expect(standIn.mails.length).toBeLessThanOrEqual(20);
    expect(standIn.mails.at(-1)!.to).toEqual(["p2-9@setrip.test"]);
  });
});

describe("idempotency keys", () => {
  it("answer a repeat with the first answer, and send nothing again", async () => {
    const resend = await start();
    const send = () => resend.batch.send([mailTo("ana@setrip.test")], { idempotencyKey: "k1" });
    const first = await send();
    expect((await send()).data).toEqual(first.data);
    expect(standIn.mails).toHaveLength(1);
  });

  it("refuse the same key with another body", async () => {
    const resend = await start();
    await resend.batch.send([mailTo("ana@setrip.test")], { idempotencyKey: "k1" });
    const { error } = await resend.batch.send([mailTo("eve@setrip.test")], { idempotencyKey: "k1" });
    expect(error).toMatchObject({ statusCode: 409, name: "invalid_idempotent_request" });
  });

  it("refuse a second call while the first is under way", async () => {
    const resend = await start({ latencyMs: 1_000 });
    const send = () => resend.emails.send(mailTo("ana@setrip.test"), { idempotencyKey: "k1" });
    const answers = await Promise.all([send(), send()]);
    const refused = answers.filter(({ error }) => error);
    expect(refused.map(({ error }) => error)).toEqual([
      expect.objectContaining({ statusCode: 409, name: "concurrent_idempotent_requests" }),
    ]);
    expect(standIn.mails).toHaveLength(1);
  });

  it("are forgotten after 24 hours", async () => {
    const resend = await start();
    const send = () => resend.emails.send(mailTo("ana@setrip.test"), { idempotencyKey: "k1" });
    await send();
    now = new Date(now.getTime() + day - 1);
    await send();
    expect(standIn.mails).toHaveLength(1);
    now = new Date(now.getTime() + 1);
    await send();
    expect(standIn.mails).toHaveLength(2);
  });

  it("are free again after a refusal", async () => {
    const resend = await start();
    await resend.emails.send(mailTo("wrong"), { idempotencyKey: "k1" });
    expect((await resend.emails.send(mailTo("ana@setrip.test"), { idempotencyKey: "k1" })).error).toBeNull();
  });

  it("have at most 256 characters", async () => {
    const resend = await start();
    const { error } = await resend.emails.send(mailTo("ana@setrip.test"), { idempotencyKey: "k".repeat(257) });
    expect(error).toMatchObject({ statusCode: 400, name: "invalid_idempotency_key" });
  });
});

describe("refusals, by the provider's names", () => {
  it("missing and invalid keys", async () => {
    await start({ apiKeys: ["re_right"] });
    const body = mailTo("ana@setrip.test");
    const none = await post("/emails", body, { authorization: "" });
    expect([none.status, await none.json()]).toMatchObject([401, { name: "missing_api_key", statusCode: 401 }]);
    const wrong = await post("/emails", body);
    expect([wrong.status, await wrong.json()]).toMatchObject([
      401,
      { name: "validation_error", message: "API key is invalid" },
    ]);
  });

  it("a key that may only send", async () => {
    const resend = await start();
    expect((await resend.domains.list()).error).toMatchObject({ statusCode: 401, name: "restricted_api_key" });
  });

  it("a request without User-Agent", async () => {
    await start();
    const { request } = await import("node:http");
    const status = await new Promise((resolve) => {
      const call = request(`${standIn.url}/emails`, { method: "POST", headers: { authorization: "Bearer re_x" } });
      call.on("response", (response) => resolve(response.statusCode)).end("{}");
    });
    expect(status).toBe(403);
  });

  it("unknown paths and methods", async () => {
    await start();
    expect(await (await post("/nothing", {})).json()).toMatchObject({ statusCode: 404, name: "not_found" });
    const put = await fetch(`${standIn.url}/emails`, { method: "PUT", headers: { authorization: "Bearer re_test" } });
    expect(await put.json()).toMatchObject({ statusCode: 405, name: "method_not_allowed" });
  });

  it.each([
    ["missing_required_field", { to: undefined }],
    ["missing_required_field", { html: undefined, text: undefined }],
    ["invalid_from_address", { from: "SeTrip" }],
    ["invalid_parameter", { subject: 7 }],
    ["invalid_attachment", { attachments: [{ filename: "x.pdf" }] }],
    ["validation_error", { cc: ["nobody"] }],
  ])("%s with status 422", async (name, change) => {
    await start();
    const response = await post("/emails", { ...mailTo("ana@setrip.test"), ...change });
    expect([response.status, await response.json()]).toMatchObject([422, { name }]);
  });

  it("a sender's domain that is not verified", async () => {
    const resend = await start({ verifiedDomains: ["other.test"] });
    const { error } = await resend.emails.send(mailTo("ana@setrip.test"));
    expect(error).toEqual({
      statusCode: 403,
      name: "validation_error",
      message: "The setrip.test domain is not verified. Please, add and verify your domain.",
    });
  });

  it("the provider's own domain to anybody but the owner", async () => {
    const resend = await start({ verifiedDomains: [], owner: "sari@setrip.test" });
    const sender = { from: "SeTrip <onboarding@resend.dev>" };
    expect((await resend.emails.send({ ...mailTo("ana@setrip.test"), ...sender })).error).toMatchObject({
      statusCode: 403,
      name: "validation_error",
      message: expect.stringContaining("your own email address (sari@setrip.test)"),
    });
    expect((await resend.emails.send({ ...mailTo("sari@setrip.test"), ...sender })).error).toBeNull();
  });

  it("quotas, a day and a month long", async () => {
    const resend = await start({ quotas: { daily: 2, monthly: 3 } });
    const send = async (size: number) =>
      (await resend.batch.send(Array.from({ length: size }, () => mailTo("ana@setrip.test")))).error?.name;
    expect(await send(2)).toBeUndefined();
    expect(await send(1)).toBe("daily_quota_exceeded");
    now = new Date(now.getTime() + day);
    expect(await send(1)).toBeUndefined();
    now = new Date(now.getTime() + day);
    expect(await send(1)).toBe("monthly_quota_exceeded");
  });

  it("too many calls a second, with the headers that say so", async () => {
    const resend = await start({ callsPerSecond: 2 });
    const answers = [];
    for (let n = 0; n < 3; n++) answers.push(await resend.emails.send(mailTo("ana@setrip.test")));
    expect(answers.map(({ error }) => error?.name)).toEqual([undefined, undefined, "rate_limit_exceeded"]);
    expect(answers[0]!.headers).toMatchObject({ "ratelimit-policy": "2;w=1", "ratelimit-remaining": "1" });
    expect(answers[2]!.headers).toMatchObject({ "ratelimit-remaining": "0", "retry-after": "1" });
    expect(standIn.refusedForRate).toBe(1);
  });
});

describe("faults on demand", () => {
  it.each(errorTable)("%s with status %i: %s", async (name, statusCode, message) => {
    const resend = await start();
    standIn.failNext({ kind: "error", name, statusCode, message });
    const { error } = await resend.emails.send(mailTo("ana@setrip.test"));
    expect(error).toEqual({ name, statusCode, message });
    expect(standIn.mails).toEqual([]);
    expect((await resend.emails.send(mailTo("ana@setrip.test"))).error).toBeNull();
  });

  it("an error after the mails were accepted", async () => {
    const resend = await start();
    standIn.failNext({ kind: "error", name: "internal_server_error", when: "after" });
    expect((await resend.emails.send(mailTo("ana@setrip.test"))).error).toMatchObject({ statusCode: 500 });
    expect(standIn.mails).toHaveLength(1);
  });

  it("somebody else's answer in between, which is not JSON", async () => {
    const resend = await start();
    standIn.failNext({ kind: "html", statusCode: 502 });
    expect((await resend.emails.send(mailTo("ana@setrip.test"))).error).toMatchObject({
      name: "application_error",
      statusCode: 502,
    });
  });

  it.each([
    ["before", 0],
    ["after", 1],
  ] as const)("a connection cut %s accepting", async (when, caught) => {
    const resend = await start();
    standIn.failNext({ kind: "cut", when });
    expect((await resend.emails.send(mailTo("ana@setrip.test"))).error).toMatchObject({ statusCode: null });
    expect(standIn.mails).toHaveLength(caught);
  });

  it("silence, until the caller gives up", async () => {
    const resend = await start();
    standIn.failNext({ kind: "silence", when: "after" });
    const patience = new AbortController();
    const sending = resend.emails.send(mailTo("ana@setrip.test"), { signal: patience.signal });
    await expect.poll(() => standIn.mails).toHaveLength(1);
    patience.abort();
    expect((await sending).error).toMatchObject({ name: "application_error", statusCode: null });
  });

  it("an error that is not in the table yet", async () => {
    const resend = await start();
    standIn.failNext({ kind: "news", name: "payment_required", statusCode: 402, message: "Pay first." });
    const { error } = await resend.emails.send(mailTo("ana@setrip.test"));
    expect(error).toEqual({ name: "payment_required", statusCode: 402, message: "Pay first." });
  });

  it("rows of a permissive batch that are rejected, all or some", async () => {
    const resend = await start();
    const two = [mailTo("ana@setrip.test"), mailTo("hugo@setrip.test")];
    const send = () => resend.batch.send(two, { batchValidation: "permissive" });
    standIn.failNext(
      { kind: "rows", message: "No." },
      { kind: "rows", message: "No.", rejects: ({ to }) => to[0] === two[1]!.to },
    );
    const errors = [0, 1].map((index) => ({ index, message: "No." }));
    expect((await send()).data).toMatchObject({ data: [], errors });
    expect((await send()).data).toMatchObject({ data: [{ id: expect.any(String) }], errors: [errors[1]] });
  });

  it("decided by what is in the call", async () => {
    const resend = await start();
    standIn.failWhen(({ mails }) => (mails.length > 1 ? { kind: "error", name: "security_error" } : undefined));
    const two = [mailTo("ana@setrip.test"), mailTo("hugo@setrip.test")];
    expect((await resend.batch.send(two)).error?.name).toBe("security_error");
    expect((await resend.batch.send(two.slice(1))).error).toBeNull();
  });
});

describe("the page of caught mails", () => {
  it("lists them newest first and shows one with both parts", async () => {
    const resend = await start();
    await resend.emails.send(mailTo("ana@setrip.test", "Pertama"));
    await resend.emails.send(mailTo("hugo@setrip.test", "Kedua <b>"));
    const list = await (await fetch(standIn.url)).text();
    expect(list.indexOf("Kedua &lt;b&gt;")).toBeLessThan(list.indexOf("Pertama"));
    expect(list).toContain("23 Nov 08.00 WIB");

    const link = /href="(\/mail\/[^"]+)"/.exec(list)![1];
    const page = await fetch(standIn.url + link);
    const html = await page.text();
    expect(html).toContain(`sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="&lt;p&gt;Halo&lt;/p&gt;"`);
    expect(html).toContain("<pre>Halo</pre>");
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  });

  it("says so when there is none, or no such one", async () => {
    await start();
    expect(await (await fetch(standIn.url)).text()).toContain("Belum ada email");
    expect((await fetch(`${standIn.url}/mail/nothing`)).status).toBe(404);
  });

  it("is not readable under a foreign name", async () => {
    await start();
    const { request } = await import("node:http");
    const status = await new Promise((resolve) => {
      const call = request(standIn.url, { headers: { host: "evil.test" } });
      call.on("response", (response) => resolve(response.statusCode)).end();
    });
    expect(status).toBe(403);
  });
});

it("refuses to start on a port that is taken", async () => {
  await start();
  const port = Number(new URL(standIn.url).port);
  await expect(startMailStandIn({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
});
