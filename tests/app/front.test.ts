import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningApp, startApp } from "#tests/app.ts";
import { sendRaw } from "#tests/hostile/raw.ts";

const root = join(import.meta.dirname, "../..");
let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

type Init = Omit<RequestInit, "headers"> & { headers?: Record<string, string> };
const ask = (path: string, init: Init = {}) =>
  fetch(app.url + path, { redirect: "manual", ...init, headers: { accept: "text/html", ...init.headers } });

describe("the built app says in words why it does not take a request", () => {
  it("that another site's page sent, in the visitor's language", async () => {
    const form = new FormData();
    form.append("$ACTION_ID_00", "");
    const headers = { origin: "https://evil.example", "accept-language": "en" };
    const response = await ask("/masuk", { method: "POST", body: form, headers });
    expect(response.status).toBe(403);
    expect(await response.text()).toContain("This was sent from another site");
  });

  it.each([
    ["/trip/%E0%A4%A", {}, 400, "Alamat ini tidak bisa dibaca"],
    ["/masuk", { method: "POST" }, 405, "tidak menerima kiriman"],
    [
      "/masuk",
      { method: "POST", body: "a=1", headers: { "content-type": "application/x-www-form-urlencoded" } },
      415,
      "tidak kami kenal",
    ],
    [`/?${"a=1&".repeat(150)}`, {}, 400, "Alamat ini tidak bisa dibaca"],
  ])("%s %o", async (path, init, status, words) => {
    const response = await ask(path, init as Init);
    expect([response.status, await response.text()]).toEqual([status, expect.stringContaining(words)]);
  });

  it("and leaves one line in its log, which says nothing about the sender", async () => {
    await ask("/konfirmasi-email?token=secret&a=%00", { headers: { cookie: "a=ana@example.com" } });
    const line = () =>
      app
        .logs()
        .split("\n")
        .find((each) => each.includes("/konfirmasi-email"));
    await expect.poll(line).toBeDefined();
    expect(JSON.parse(line()!)).toEqual({
      level: "info",
      time: expect.any(String),
      scope: "front",
      reason: "bad-address",
      status: 400,
      method: "GET",
      path: "/konfirmasi-email",
      msg: "refused a request",
    });
  });
});

describe("no header makes a request the app's fault:", () => {
  const deep = `${"[".repeat(3_000)}${"]".repeat(3_000)}`;
  it.each<Record<string, string>>([
    { rsc: "1", "next-router-state-tree": "%" },
    { rsc: "1", "next-router-state-tree": "[]" },
    { rsc: "1", "next-router-state-tree": deep },
    { rsc: "1", "next-url": "%E0%A4%A", "next-router-prefetch": "7", "next-router-segment-prefetch": "/%00/.." },
    { "x-nextjs-data": "1", purpose: "prefetch", "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
    { "x-invoke-path": "/admin", "x-invoke-status": "500", "x-matched-path": "/admin", "x-now-route-matches": "1" },
    { "x-forwarded-host": "evil.example", "x-forwarded-proto": "gopher", "x-forwarded-port": "x" },
    { forwarded: "for=_x;host=evil", "x-real-ip": "nobody", "x-forwarded-for": "1, 2, %" },
    { cookie: "a=%E0%A4%A; better-auth.session_token=%; __Secure-better-auth.session_token=.; setrip-locale=%" },
    { cookie: "=; ;;; a; __prerender_bypass=x; __next_preview_data=x; setrip-theme=__proto__" },
    { authorization: "Bearer %", "accept-language": "*;q=x,,,-", accept: "text/html;q=x" },
    { range: "bytes=9999999-1,5-", "if-modified-since": "yesterday", "if-none-match": '"' },
    { "accept-encoding": "gzip;q=x, br;q=2, zip", "content-type": "\t;;;=", "content-language": "x" },
  ])("%o", async (headers) => {
    for (const path of [
      "/",
      "/masuk",
      "/akun",
      "/trip/none",
      "/admin",
      "/foto/none",
      "/api/auth/get-session",
      "/icon.svg",
    ]) {
      for (const method of ["GET", "HEAD", "OPTIONS", "POST", "DELETE"]) {
        const response = await ask(path, { method, headers });
        await response.arrayBuffer();
        expect([path, method, response.status < 500]).toEqual([path, method, true]);
      }
    }
  });
});

it("nothing is decoded for whoever asks Next's own image address, and nothing is kept", async () => {
  const folder = join(root, ".next/cache/images");
  const kept = () => (existsSync(folder) ? readdirSync(folder) : []);
  const before = kept();
  for (const url of ["/icon.svg", "/apple-icon.png", "/foto/none", "https://evil.example/a.png"]) {
    const response = await ask(`/_next/image?url=${encodeURIComponent(url)}&w=640&q=75`);
    expect([response.status, response.headers.get("content-type")]).toEqual([
      404,
      expect.stringContaining("text/html"),
    ]);
    await response.text();
  }
  expect(kept()).toEqual(before);
});

it("an upgrade to another protocol is taken as the request that it also is", async () => {
  const text = "GET /robots.txt HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
  expect((await sendRaw(app.url, text)).status).toBe(200);
});

it("Next's own server, which would take any request, ends at once and says what to start instead", async () => {
  const next = join(root, "node_modules/next/dist/bin/next");
  const env = {
    ...process.env,
    NODE_ENV: "production",
    DATABASE_URL: app.databaseUrl,
    PORT: "3000",
  } as NodeJS.ProcessEnv;
  const child = spawn(process.execPath, [next, "start", "-p", "0"], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const code = await new Promise((resolve) => child.once("close", resolve));
  expect([code, output]).toEqual([1, expect.stringContaining("Start SeTrip with npm start")]);
});
