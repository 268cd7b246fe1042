import { setTimeout as wait } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningApp, startApp } from "#tests/app.ts";
import { ask, domain, halfRequest, type RunningNginx, startNginx } from "./nginx.ts";

/** The shipped deploy/nginx.conf, in the real nginx, in front of the built app. */
let app: RunningApp;
let nginx: RunningNginx;

beforeAll(async () => {
  app = await startApp();
  nginx = await startNginx(Number(new URL(app.url).port));
});
afterAll(async () => {
  await nginx?.stop();
  await app?.stop();
});

const many = <Result>(count: number, make: (at: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, at) => make(at)));

describe("what nginx passes on", () => {
  it("is compressed", async () => {
    const { headers, body } = await ask(nginx, { path: "/cara-kerja", headers: { "accept-encoding": "gzip" } });
    expect(headers["content-encoding"]).toBe("gzip");
    const plain = gunzipSync(body);
    expect(plain.toString()).toContain("<html");
    expect(plain.length).toBeGreaterThan(3 * body.length);
  });

  it("may be kept for a year where its name is its content, and nothing that is not there is", async () => {
    const page = (await ask(nginx, { path: "/cara-kerja" })).body.toString();
    const [script] = /\/_next\/static\/[^"]+\.js/.exec(page)!;
    const { status, headers } = await ask(nginx, { path: script });
    expect([status, headers["cache-control"]]).toEqual([200, "public, max-age=31536000, immutable"]);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    const missing = await ask(nginx, { path: "/_next/static/chunks/none.js" });
    expect(missing.status).toBe(404);
    expect(String(missing.headers["cache-control"] ?? "")).not.toContain("immutable");
  });

  it("comes from this very address and port: a form of the page is its own, another site's is refused", async () => {
    const upload = (origin: string) =>
      ask(nginx, { path: "/api/unggah/foto", method: "POST", headers: { origin }, body: "x" });
    expect((await upload(nginx.origin)).status).toBe(401);
    expect((await upload("https://evil.example")).status).toBe(403);
    expect((await upload(`https://${domain}`)).status).toBe(403);
  });

  it("names the visitor itself: a made-up X-Real-IP brings no further tries", async () => {
    const statuses: number[] = [];
    for (let at = 0; at < 11; at++) {
      const headers = { "content-type": "application/json", origin: app.url, "x-real-ip": `192.0.2.${at}` };
      const body = JSON.stringify({ email: `eve.${at}@setrip.example`, password: "a guess of hers" });
      const asked = { path: "/api/auth/sign-in/email", method: "POST", headers, body, from: "127.0.7.1" };
      statuses.push((await ask(nginx, asked)).status);
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
  });
});

describe("what is too much", () => {
  it("a body over the limit is answered in words, in both languages, and to scripts as JSON", async () => {
    const asked = { path: "/masuk", method: "POST", body: Buffer.alloc(17 * 2 ** 20) };
    const page = await ask(nginx, asked);
    expect(page.status).toBe(413);
    expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(page.body.toString()).toMatch(/Yang dikirim terlalu besar.*What you sent is too large/s);
    const script = await ask(nginx, { ...asked, path: "/api/unggah/foto", headers: { accept: "application/json" } });
    expect([script.status, JSON.parse(script.body.toString())]).toEqual([413, { error: "too-large" }]);
  });

  it("a flood is answered with 429 and when to come again, and nobody else notices", async () => {
    const [flood, others] = await Promise.all([
      many(500, () => ask(nginx, { path: "/api/health/live", from: "127.0.7.2" })),
      many(10, (at) => ask(nginx, { path: "/api/health/live", from: `127.0.8.${at + 1}` })),
    ]);
    const refused = flood.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]!.headers["retry-after"]).toBe("5");
    expect(refused[0]!.body.toString()).toMatch(/Sebentar, ya.*One moment, please/s);
    expect(flood.filter(({ status }) => status === 200).length).toBeGreaterThan(150);
    expect(others.map(({ status }) => status)).toEqual(others.map(() => 200));
  });

  it.each([
    ["headers", `GET / HTTP/1.1\r\nHost: ${domain}`],
    ["a body", `POST /masuk HTTP/1.1\r\nHost: ${domain}\r\nContent-Length: 100000\r\n\r\nabc`],
  ])("900 requests of one client that break off in %s shut nobody out", async (_name, text) => {
    const halves = Array.from({ length: 900 }, () => halfRequest(nginx, text, "127.0.7.3"));
    try {
      const slowest = { ms: 0 };
      for (let at = 0; at < 20; at++) {
        const started = performance.now();
        expect((await ask(nginx, { path: "/api/health/live", from: `127.0.9.${at + 1}` })).status).toBe(200);
        slowest.ms = Math.max(slowest.ms, performance.now() - started);
        await wait(250);
      }
      expect(slowest.ms).toBeLessThan(10_000);
      await expect.poll(() => halves.filter(({ destroyed }) => !destroyed).length, { timeout: 60_000 }).toBe(0);
    } finally {
      for (const half of halves) half.destroy();
    }
  });
});

it("no POST meets a connection that the app just closes, however long it was idle", async () => {
  const statuses: number[] = [];
  const post = async (at: number) => {
    const asked = { path: "/api/health/live", method: "POST", body: "x", from: `127.0.10.${at + 1}` };
    statuses.push((await ask(nginx, asked)).status);
  };
  // The app refuses such a body, in words; what counts is that each request has its answer.
  // Node closes idle connections after 5 s and one more, unless told otherwise.
  for (const idleMs of [4_980, 5_960, 5_990]) {
    await many(16, post);
    await wait(idleMs);
    await many(16, async (at) => {
      await wait(at * 4);
      await post(at);
    });
  }
  expect(statuses).toEqual(statuses.map(() => 415));
});

it("an app that is away is told in words", async () => {
  await app.stop();
  const { status, headers, body } = await ask(nginx, { path: "/masuk" });
  expect([status, headers["retry-after"], headers["cache-control"]]).toEqual([502, "5", "no-store"]);
  expect(body.toString()).toMatch(/SeTrip sedang tidak bisa dihubungi.*SeTrip cannot be reached right now/s);
  app = await startApp({ databaseUrl: app.databaseUrl, dataDir: app.dataDir, port: Number(new URL(app.url).port) });
  await expect.poll(async () => (await ask(nginx, { path: "/api/health/live" })).status).toBe(200);
});
