import { createServer, request as httpRequest, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { cachePages } from "./page-cache.ts";

const bounds = { freshMs: 1_000, keptMs: 1_800, mostPages: 3, mostBytes: 300, mostPageBytes: 200 };

let stop: () => void;
afterEach(() => stop());

type Asked = { path?: string; method?: string; headers?: Record<string, string> };

/** A front whose app counts what it draws; `draw` writes the response. */
async function opened(draw = (response: ServerResponse, drawn: number): unknown => response.end(`page ${drawn}`)) {
  let [nowMs, drawn] = [5_000, 0];
  const passOn = async (_request: unknown, response: ServerResponse) => {
    drawn += 1;
    draw(response, drawn);
  };
  const options = { bounds, now: () => nowMs };
  const front = cachePages((path) => path === "/" || path.startsWith("/trip/"), passOn, options);
  const server = createServer((request, response) => void front(request, response));
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  stop = () => {
    server.closeAllConnections();
    server.close();
  };
  const ask = ({ path = "/", method = "GET", headers = {} }: Asked = {}) =>
    new Promise<{ body: string; status?: number; headers: Record<string, unknown> }>((resolve, reject) => {
      const asking = httpRequest({ port, path, method, agent: false, headers }, (got) => {
        const whole = (parts: Buffer[]) => ({ body: Buffer.concat(parts).toString(), status: got.statusCode });
        got.toArray().then((parts) => resolve({ ...whole(parts), headers: got.headers }), reject);
      });
      asking.on("error", reject).end();
    });
  const bodies = async (...all: Asked[]) => {
    const got: string[] = [];
    for (const asked of all) got.push((await ask(asked)).body);
    return got;
  };
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { ask, bodies, pass, drawn: () => drawn };
}

it("who comes right after gets the same page, with its headers, in one piece", async () => {
  const { ask } = await opened((response, drawn) => {
    response.setHeader("content-security-policy", `nonce-${drawn}`);
    response.setHeader("cache-control", "private, no-store");
    response.write("page ");
    response.end(Buffer.from(`${drawn} é`));
  });
  const [first, second] = [await ask(), await ask()];
  expect(second.body).toBe("page 1 é");
  expect(first.body).toBe(second.body);
  expect(second).toMatchObject({
    status: 200,
    headers: {
      "content-security-policy": "nonce-1",
      "cache-control": "private, no-store",
      "content-length": String(Buffer.byteLength("page 1 é")),
    },
  });
});

it("what a browser says of itself makes no difference", async () => {
  const { bodies } = await opened();
  const browser = {
    "user-agent": "Mozilla/5.0 (Linux; Android 14) Chrome/140.0",
    accept: "text/html",
    "sec-fetch-mode": "navigate",
    "x-real-ip": "203.0.113.7",
    referer: "https://elsewhere.example/",
  };
  expect(await bodies({}, { headers: browser })).toEqual(["page 1", "page 1"]);
});

it("after a while one gets it drawn anew, and meanwhile the others the one that is there", async () => {
  let finish: (() => void) | undefined;
  const { ask, bodies, pass, drawn } = await opened((response, count) => {
    if (count === 2) finish = () => response.end("page 2");
    else response.end(`page ${count}`);
  });
  expect(await bodies({}, {})).toEqual(["page 1", "page 1"]);
  pass(bounds.freshMs);
  const renewed = ask();
  await expect.poll(drawn).toBe(2);
  expect(await bodies({}, {})).toEqual(["page 1", "page 1"]);
  finish!();
  expect((await renewed).body).toBe("page 2");
  await expect.poll(() => bodies({})).toEqual(["page 2"]);
});

it("nobody gets what was asked for so long ago that a change had to show", async () => {
  const { bodies, pass } = await opened();
  await bodies({});
  pass(bounds.keptMs);
  expect(await bodies({}, {})).toEqual(["page 2", "page 2"]);
});

it.each<[string, Asked]>([
  ["another address", { path: "/?cari=bromo" }],
  ["another language", { headers: { cookie: "setrip-locale=en" } }],
  ["another theme", { headers: { cookie: "setrip-theme=dark" } }],
  ["a browser in another language", { headers: { "accept-language": "en" } }],
  ["a browser that unpacks otherwise", { headers: { "accept-encoding": "gzip" } }],
  ["another host", { headers: { host: "elsewhere.example" } }],
  ["another scheme", { headers: { "x-forwarded-proto": "https" } }],
])("%s has a page of its own", async (_name, other) => {
  const { bodies } = await opened();
  expect(await bodies({}, other, other, {})).toEqual(["page 1", "page 2", "page 2", "page 1"]);
});

it.each<[string, Asked]>([
  ["with a session", { headers: { cookie: "setrip-theme=dark; better-auth.session_token=x" } }],
  ["with the word of a form", { headers: { cookie: "setrip-flash=saved" } }],
  ["with a cookie that has no name", { headers: { cookie: "x" } }],
  ["with a name and password", { headers: { authorization: "Basic x" } }],
  ["for a piece of it", { headers: { range: "bytes=0-3" } }],
  ["by a script, for its data", { headers: { rsc: "1" } }],
  ["with a word to the framework", { headers: { "x-nextjs-data": "1" } }],
  ["with a header that nobody knows", { headers: { "x-anything": "1" } }],
  ["as a search engine", { headers: { "user-agent": "Googlebot/2.1" } }],
  ["as a preview of a link", { headers: { "user-agent": "WhatsApp/2.23" } }],
  ["for the head alone", { method: "HEAD" }],
  ["for a page that is not public", { path: "/pesanan" }],
])("who asks %s neither gets what is kept nor leaves anything", async (_name, asked) => {
  const { ask, drawn } = await opened();
  for (const one of [asked, asked, {}, asked, {}]) await ask(one);
  expect(drawn()).toBe(4);
});

it.each<[string, (response: ServerResponse) => unknown]>([
  ["is no 200", (response) => response.writeHead(404).end("none")],
  ["sets a cookie", (response) => response.setHeader("set-cookie", "a=b").end("yours")],
  ["is too long", (response) => response.end("x".repeat(bounds.mostPageBytes + 1))],
])("a page that %s is not kept", async (_name, draw) => {
  const { bodies, drawn } = await opened(draw);
  await bodies({}, {});
  expect(drawn()).toBe(2);
});

it("a page that broke off is not kept", async () => {
  const { ask, drawn } = await opened((response, count) => {
    response.write("pa");
    if (count === 1) setImmediate(() => response.destroy());
    else response.end("ge");
  });
  await expect(ask()).rejects.toThrow();
  expect((await ask()).body).toBe("page");
  expect(drawn()).toBe(2);
});

it.each<[string, Asked]>([
  ["a form", { path: "/masuk", method: "POST" }],
  ["a job", { path: "/api/cron/expire-payments" }],
])("%s that went through this process empties it", async (_name, change) => {
  const { bodies } = await opened();
  expect(await bodies({}, change, {})).toEqual(["page 1", "page 2", "page 3"]);
});

it("a page that was asked for before a change is not kept after it", async () => {
  let finish: (() => void) | undefined;
  const { ask, bodies, drawn } = await opened((response, count) => {
    if (count === 1) finish = () => response.end("before");
    else response.end(`page ${count}`);
  });
  const before = ask();
  await expect.poll(drawn).toBe(1);
  await ask({ method: "POST" });
  finish!();
  expect((await before).body).toBe("before");
  expect(await bodies({})).toEqual(["page 3"]);
});

it("of more pages than it may keep, or more of them, the oldest go", async () => {
  const { bodies, drawn } = await opened();
  const trips = ["a", "b", "c", "d"].map((slug) => ({ path: `/trip/${slug}` }));
  await bodies(...trips, trips[1]!);
  expect(drawn()).toBe(4);
  await bodies(trips[0]!);
  expect(drawn()).toBe(5);
});

it("of more bytes than it may keep the oldest go", async () => {
  const { bodies, drawn } = await opened((response) => response.end("x".repeat(150)));
  const trips = ["a", "b", "c"].map((slug) => ({ path: `/trip/${slug}` }));
  await bodies(...trips, trips[1]!, trips[2]!);
  expect(drawn()).toBe(3);
  await bodies(trips[0]!);
  expect(drawn()).toBe(4);
});
