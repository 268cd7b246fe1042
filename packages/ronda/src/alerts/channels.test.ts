import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { testAlert } from "../testing/alerts.ts";
import { answer, cutConnection, type HookAnswer, hook } from "../testing/hook.ts";
import type { Alert, Channel } from "../types.ts";
import { discord, discordText } from "./discord.ts";
import { telegram, telegramText } from "./telegram.ts";
import { webhook } from "./webhook.ts";

const never = new AbortController().signal;
const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const token = "123456:AAtoken-of-the-bot";
const page = "https://bakery.example/ronda";

type Make = (url: string) => Channel;
const makers: Record<string, Make> = {
  discord: (url) => discord({ url: `${url}/api/webhooks/1/token-of-the-webhook`, pageUrl: page }),
  telegram: (url) => telegram({ apiUrl: url, token, chatId: "-100123", pageUrl: page }),
  webhook: (url) => webhook({ url: `${url}/token-of-the-webhook`, secret }),
};
const taken: Record<string, HookAnswer> = {
  discord: answer(204),
  telegram: answer(200, { ok: true, result: { message_id: 7 } }),
  webhook: answer(202, "thank you"),
};

async function thrownBy(channel: Channel, alert: Alert = testAlert(), signal = never) {
  const thrown = await channel.send(alert, signal).then(
    () => undefined,
    (error: Error & { retryAfterMs: number }) => error,
  );
  if (!thrown) throw new Error("the channel took it");
  // Neither the address nor a token, wherever one looks.
  expect(`${thrown.stack} ${JSON.stringify(thrown)}`).not.toMatch(/token-of|whsec|127\.0\.0\.1/);
  return thrown;
}

describe.each(Object.keys(makers))("%s", (name) => {
  const make = makers[name]!;

  it("delivers what its server takes", async () => {
    const { url, received } = await hook(taken[name]!);
    await make(url).send(testAlert(), never);
    expect(received).toHaveLength(1);
    expect(received[0]!.body).toContain("trip 7 broke");
  });

  it.each<[string, HookAnswer, RegExp, number]>([
    ["429 with Retry-After in seconds", answer(429, {}, { "retry-after": "7" }), /answered 429/, 7000],
    ["500", answer(500, "<h1>oh</h1>"), /answered 500$/, 0],
    ["400", answer(400, { message: "no" }), /answered 400/, 0],
    ["404", answer(404), /answered 404$/, 0],
    ["a cut connection", cutConnection, /could not be reached/, 0],
    ["a redirection", answer(307, "", { location: "http://127.0.0.1:9/elsewhere" }), /answered 307$/, 0],
  ])("says what came of it, and for how long to wait: %s", async (_, how, message, retryAfterMs) => {
    const { url, received } = await hook(how);
    const thrown = await thrownBy(make(url));
    expect(thrown.message).toMatch(message);
    expect(thrown.retryAfterMs).toBe(retryAfterMs);
    expect(received.length).toBeLessThanOrEqual(1);
  });

  it("says so where nobody listens, or nobody answers in time", async () => {
    const gone = await hook(answer(204));
    await gone.close();
    expect((await thrownBy(make(gone.url))).message).toMatch(/could not be reached \(ECONNREFUSED\)$/);
    const hanging = await hook((_, response) => void response.writeHead(200).write("x"));
    const given = new AbortController();
    setTimeout(() => given.abort(), 50);
    expect((await thrownBy(make(hanging.url), testAlert(), given.signal)).message).toMatch(/could not be reached/);
  });

  it("does not read an answer that does not end", async () => {
    const { url } = await hook((_, response) => {
      response.writeHead(500);
      const more = () =>
        response.destroyed || (response.write("x".repeat(65_536)) ? setImmediate(more) : response.once("drain", more));
      more();
    });
    expect((await thrownBy(make(url))).message).toMatch(/answered 500$/);
  });
});

describe("an answer that is no acceptance", () => {
  it.each(["discord", "telegram"])("is a page with 200: %s", async (name) => {
    const { url } = await hook(answer(200, "<html>Sign in to the hotel's network</html>"));
    expect((await thrownBy(makers[name]!(url))).message).toMatch(/did not answer 200 as/);
  });

  it("is an ok that is false: telegram", async () => {
    const { url } = await hook(answer(200, { ok: false, description: `chat not found, bot${token}` }));
    expect((await thrownBy(makers.telegram!(url))).message).toBe("Telegram answered 200: chat not found, bot…");
  });

  it("is none where Discord was asked to wait and gave the message", async () => {
    const { url } = await hook(answer(200, { id: "1", content: "…" }));
    await makers.discord!(`${url}`).send(testAlert(), never);
  });
});

it("how long to wait is read from the body too, where it stands only there", async () => {
  const limited = await hook(answer(429, { message: "You are being rate limited.", retry_after: 0.65, global: false }));
  const thrown = await thrownBy(makers.discord!(limited.url));
  expect(thrown).toMatchObject({ retryAfterMs: 650, message: "Discord answered 429: You are being rate limited." });
  const flooded = await hook(
    answer(429, { ok: false, description: "Too Many Requests", parameters: { retry_after: 31 } }),
  );
  expect(await thrownBy(makers.telegram!(flooded.url))).toMatchObject({ retryAfterMs: 31_000 });
});

describe("what is said", () => {
  const indonesian = {
    locale: "id",
    displayZone: "Asia/Jakarta",
    zoneNames: { "Asia/Jakarta": "WIB" },
    pageUrl: ({ runId }: Alert) => `${page}/runs/${runId}`,
    guideUrl: "https://bakery.example/guide",
  } as const;

  it("starts with 🚨, and has the app, what happened, why, since when, what to do, and where to look", () => {
    expect(discordText(testAlert({ streak: 3 }), indonesian)).toBe(
      [
        "🚨 **bakery** Job auto-complete-trips gagal",
        "```",
        "trip 7 broke",
        "```",
        "Sejak 24 Nov 2026 01.00.04 WIB · 3 kali berturut-turut",
        "Yang perlu dilakukan: buka run-nya, baca errornya, perbaiki, lalu jalankan lagi.",
        "https://bakery.example/ronda/runs/r1",
        "https://bakery.example/guide",
      ].join("\n"),
    );
  });

  it("says how long it lasted when it is over", () => {
    const resolved = testAlert({ kind: "resolved", at: new Date("2026-11-23T20:05:04Z") });
    expect(telegramText(resolved)).toBe("✅ bakery: Job auto-complete-trips is well again, after 2 h 5 min");
  });

  it.each<[Partial<Alert>, string]>([
    [{ kind: "reminder", severity: "STALE" }, "Job auto-complete-trips is late, and it is not over"],
    [{ kind: "changed" }, "Job auto-complete-trips failed, and there is another cause"],
    [{ isFlapping: true }, "Job auto-complete-trips keeps failing and recovering"],
    [{ subject: { kind: "host", name: "scheduler" } }, "Scheduler or host down: most jobs are late together"],
    [{ subject: { kind: "watch", name: "parcels" } }, "Watch parcels found something"],
    [{ kind: "withdrawn" }, "Job auto-complete-trips succeeded after all"],
    [{ kind: "unrecorded" }, "A run of auto-complete-trips could not be recorded"],
    [{ kind: "recorded" }, "Runs are recorded again, after 1 s"],
    [{ kind: "test", subject: null, message: "Sari" }, "Test message"],
  ])("has a title for each kind: %j", (changes, title) => {
    expect(telegramText(testAlert(changes)).split("\n")[0]).toMatch(new RegExp(`^(🚨|✅) bakery: ${title}$`, "u"));
  });

  it("is several messages in one, by line", () => {
    const alerts = Array.from({ length: 30 }, (_, at) => testAlert({ subject: { kind: "job", name: `job-${at}` } }));
    const text = telegramText(testAlert({ kind: "summary", subject: null, alerts }));
    expect(text).toContain("🚨 bakery: 30 alerts at once");
    expect(text).toContain("Job job-19 failed: trip 7 broke\n… and 10 more");
  });

  it("is an app's own text instead, cut to what Discord takes", async () => {
    const { url, received } = await hook(answer(204));
    const text = ({ subject }: Alert) => `${subject?.name} ist ausgefallen. ${"x".repeat(3000)}`;
    await discord({ url, text }).send(testAlert(), never);
    const { content } = JSON.parse(received[0]!.body);
    expect(content).toMatch(/^auto-complete-trips ist ausgefallen\. x+…$/);
    expect(content).toHaveLength(2000);
  });
});

describe("what is too long", () => {
  /** As Discord does it: by code points, which no other way of counting exceeds by less than UTF-16 does. */
  const strict =
    (most: number): HookAnswer =>
    (_, response) =>
      void response.writeHead(most === 0 ? 400 : 204).end();

  it.each(["x", "é", "🚨", "a🚨", "``` "])("is cut between letters, links and advice stay: many %s", async (piece) => {
    const long = testAlert({
      reasons: [{ kind: "error", message: piece.repeat(5000), runId: "r1", since: new Date(0) }],
    });
    const text = discordText(long, { pageUrl: page });
    expect(text.length).toBeLessThanOrEqual(2000);
    expect(text.length).toBeGreaterThan(1990);
    expect(text.isWellFormed()).toBe(true);
    expect(text.split("```")).toHaveLength(3);
    expect(text.endsWith(page)).toBe(true);
    const chat = telegramText(long, { pageUrl: page });
    expect(chat.length).toBeLessThanOrEqual(4096);
    expect(chat.length).toBeGreaterThan(4080);
    expect(chat.endsWith(page)).toBe(true);
  });

  it("never meets Discord's 400 for 2,001 characters, nor mentions anybody", async () => {
    const { url, received } = await hook((request, response) => {
      const { content } = JSON.parse(received.at(-1)!.body) as { content: string };
      strict([...content].length > 2000 || content.length > 2000 ? 0 : 1)(request, response);
    });
    const channel = discord({ url, pageUrl: page });
    const message = `@everyone <@1234> ${"🚨".repeat(5000)}`;
    await channel.send(testAlert({ reasons: [{ kind: "error", message, runId: "r", since: new Date(0) }] }), never);
    const summary = Array.from({ length: 200 }, () => testAlert({ subject: { kind: "job", name: "x".repeat(100) } }));
    await channel.send(testAlert({ kind: "summary", subject: null, alerts: summary }), never);
    await channel.send(testAlert({ app: "b".repeat(100), subject: { kind: "job", name: "n".repeat(200) } }), never);
    for (const { body } of received)
      expect(JSON.parse(body)).toMatchObject({ allowed_mentions: { parse: [] }, flags: 4 });
  });
});

describe("the signed webhook", () => {
  it("is verified as Standard Webhooks says, and has the same id at every attempt", async () => {
    const { url, received } = await hook(answer(500), answer(200));
    const channel = webhook({ url, secret, locale: "id" });
    await thrownBy(channel);
    await channel.send(testAlert(), never);
    for (const { headers, body } of received) {
      const [id, timestamp] = [headers["webhook-id"], headers["webhook-timestamp"]];
      expect(id).toBe(testAlert().id);
      expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(60);
      const key = Buffer.from(secret.replace("whsec_", ""), "base64");
      const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
      expect(headers["webhook-signature"]).toBe(`v1,${signature}`);
    }
    expect(JSON.parse(received[1]!.body)).toMatchObject({
      type: "alert.opened",
      timestamp: "2026-11-23T18:00:04.000Z",
      data: { app: "bakery", title: "Job auto-complete-trips gagal", message: "trip 7 broke" },
    });
  });

  it("signs the example of the specification's libraries alike", async () => {
    const { url, received } = await hook(answer(200));
    await webhook({ url, secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" }).send(testAlert(), never);
    expect(received[0]!.headers["webhook-signature"]).toMatch(/^v1,[A-Za-z0-9+/]{43}=$/);
  });

  it.each(["secret", "whsec_c2hvcnQ=", "whsec_???"])("is not made with %s", (wrong) => {
    expect(() => webhook({ url: "https://hooks.example", secret: wrong })).toThrow(
      /^webhook: secret is a text, but must be whsec_/,
    );
  });
});

it.each([
  [() => telegram({ token: "abc", chatId: "1" }), "telegram: token is a text"],
  [() => telegram({ token, chatId: "Sari" }), "telegram: chatId is a text"],
  [() => telegram({ token, chatId: "1", chatID: "2" } as never), 'did you mean "chatId"?'],
  [() => discord({ url: "discord.com" }), "discord: url is a text"],
])("an option that cannot be right is refused, and not repeated", (make, message) => {
  expect(make).toThrow(message);
});
