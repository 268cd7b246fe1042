import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { policy } from "#domain/policy.ts";
import { limits } from "#limits.ts";
import { head, readRaw, sendRaw } from "#tests/hostile/raw.ts";
import type { Actions } from "./actions.ts";
import { serveConnections } from "./connections.ts";
import { gate } from "./gate.ts";

/** Two arguments, the state before and the form; bound to a code; a form alone; nothing; a job's name. */
const actions: Actions = new Map([
  ["60aa", { arguments: 2, takesForm: true }],
  ["70aa", { arguments: 3, takesForm: true }],
  ["40aa", { arguments: 1, takesForm: true }],
  ["00aa", { arguments: 0, takesForm: true }],
  ["40bb", { arguments: 1, takesForm: false }],
]);

let server: Server;
let url: string;
beforeAll(async () => {
  const isPage = (path: string) => path === "/masuk";
  const echo = gate({ actions, isPage }, async (request, response) => {
    const chunks: Buffer[] = [];
    const arrived = request.on("data", (chunk: Buffer) => chunks.push(chunk)).on("error", () => {});
    await new Promise((resolve) => arrived.on("end", resolve).on("close", resolve));
    response.end(JSON.stringify({ length: request.headers["content-length"], body: Buffer.concat(chunks).toString() }));
  });
  server = createServer({ requireHostHeader: false });
  serveConnections(server, echo);
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

/** Of so many parts of an address. */
const state = (parts: number): string => `["",{${parts > 1 ? `"children":${state(parts - 1)}` : ""}}]`;

type Sending = { path?: string; type?: string; action?: string; headers?: Record<string, string>; method?: string };

async function send(
  body: BodyInit | undefined,
  { path = "/masuk", type, action, headers, method = "POST" }: Sending = {},
) {
  const response = await fetch(url + path, {
    method,
    body,
    redirect: "manual",
    headers: {
      origin: url,
      ...(type ? { "content-type": type } : {}),
      ...(action ? { "next-action": action } : {}),
      ...headers,
    },
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, error: reasonIn(text) };
}

function reasonIn(text: string): string | undefined {
  try {
    return (JSON.parse(text) as { error?: string }).error;
  } catch {
    return undefined;
  }
}

function form(fields: [string, string | Blob][]): FormData {
  const made = new FormData();
  for (const [name, value] of fields) made.append(name, value);
  return made;
}

const call = (args: string, fields: [string, string][] = [["_1_email", "ana@example.com"]]) =>
  form([["0", args], ...fields]);

describe("what a page of ours sends goes through as it was", () => {
  it.each([
    ["60aa", '["$undefined","$K1"]'],
    [
      "60aa",
      '[{"status":"error","initialValue":{"email":"$$1","rows":[{"a":"b"}]},"error":"$0:0:initialValue:rows"},"$K1"]',
    ],
    ["70aa", '["KODE123","$undefined","$K1"]'],
    ["40aa", '["$K1"]'],
    ["00aa", '["$undefined"]'],
  ])("%s with %s", async (action, args) => {
    const { status, text } = await send(call(args), { action });
    expect([status, text]).toEqual([200, expect.stringContaining("ana@example.com")]);
  });

  it.each([
    ["00aa", "[]"],
    ["40bb", '["expire-payments"]'],
  ])("%s with %s alone", async (action, args) => {
    expect((await send(args, { action, type: "text/plain;charset=UTF-8" })).text).toContain(
      JSON.stringify(args).slice(1, -1),
    );
  });

  it.each<[string, [string, string][]]>([
    ["not bound", [["$ACTION_ID_40aa", ""]]],
    [
      "bound to a code and its state",
      [
        ["$ACTION_REF_3", ""],
        ["$ACTION_3:0", '{"id":"70aa","bound":"$@1"}'],
        ["$ACTION_3:1", '["KODE","$undefined"]'],
        ["$ACTION_KEY", "k"],
      ],
    ],
  ])("a form without scripts, %s", async (_, fields) => {
    expect((await send(form([...fields, ["email", "ana@example.com"]]))).status).toBe(200);
  });

  it("a form of its own to the address whose answer is a file", async () => {
    const { status, text } = await send(form([["proof", "rahasia"]]), { path: "/akun/data/unduh" });
    expect([status, text]).toEqual([200, expect.stringContaining("rahasia")]);
  });

  it("as many fields and as much text as is allowed", async () => {
    const { mostFields, mostOfOneName, mostBytes } = limits.form;
    const fields = Array.from({ length: mostFields - 2 }, (_, at): [string, string] => [`_1_f${at % 40}`, "x"]);
    const most = fields.filter(([name]) => name === "_1_f0").length;
    expect(most).toBeLessThanOrEqual(mostOfOneName);
    fields.push(["_1_text", "t".repeat(mostBytes - 1_000)]);
    expect((await send(call('["$undefined","$K1"]', fields), { action: "60aa" })).status).toBe(200);
  });

  it("a picture of as many bytes as is allowed, as it is and in a form", async () => {
    const picture = new Blob([new Uint8Array(policy.uploadMostBytes)], { type: "image/jpeg" });
    expect((await send(picture, { path: "/api/unggah/foto" })).status).toBe(200);
    expect((await send(form([["bukti", picture]]), { path: "/api/unggah/bukti" })).status).toBe(200);
  });

  it("JSON to a route, and its length is the true one when it came in chunks", async () => {
    const json = { path: "/api/auth/sign-in/email", type: "application/json" };
    expect((await send('{"email":"a"}', json)).text).toContain("email");
    const chunks = new Blob(["{}"]).stream();
    const response = await fetch(url + json.path, {
      method: "POST",
      body: chunks,
      duplex: "half",
      headers: { "content-type": json.type },
    } as RequestInit);
    expect(await response.json()).toEqual({ length: "2", body: "{}" });
  });

  it.each([
    JSON.stringify(["", { children: [["slug", "bromo", "d", null], { children: ["__PAGE__", {}] }] }]),
    state(limits.routerState.deepest / 2),
  ])("a state of the router as browsers send it, %s", async (said) => {
    const headers = { rsc: "1", "next-router-state-tree": encodeURIComponent(said) };
    expect((await send(undefined, { method: "GET", headers })).status).toBe(200);
  });

  it("a request without a body", async () => {
    expect((await send(undefined, { method: "GET", path: "/?tujuan=bromo" })).status).toBe(200);
    expect((await send(undefined, { path: "/api/cron/prune" })).status).toBe(200);
  });
});

describe("is refused before anybody parses it:", () => {
  const fields = (count: number, name: (at: number) => string) =>
    Array.from({ length: count }, (_, at): [string, string] => [name(at), ""]);

  it.each<[string, BodyInit, Sending, number]>([
    [
      "more fields",
      call(
        '["$undefined","$K1"]',
        fields(501, (at) => `_1_${at}`),
      ),
      { action: "60aa" },
      413,
    ],
    [
      "more of one name",
      call(
        '["$undefined","$K1"]',
        fields(51, () => "_1_email"),
      ),
      { action: "60aa" },
      413,
    ],
    ["more text", call('["$undefined","$K1"]', [["_1_a", "a".repeat(1_100_000)]]), { action: "60aa" }, 413],
    ["depth in the state", call(`[${"[".repeat(21)}${"]".repeat(21)},"$K1"]`), { action: "60aa" }, 400],
    ["a file as an argument", call('["$B1","$K1"]'), { action: "60aa" }, 400],
    ["a reference to nothing", call('["$0:0:a:b","$K1"]'), { action: "60aa" }, 400],
    ["an object where a code is", call('[{"a":1},"$undefined","$K1"]'), { action: "70aa" }, 400],
    ["a NUL where a code is", call('["a\\u0000","$undefined","$K1"]'), { action: "70aa" }, 400],
    ["arguments without the form", '["x","x"]', { action: "60aa", type: "text/plain" }, 400],
    ["arguments that are no list", "{}", { action: "00aa", type: "text/plain" }, 400],
    ["a form for what takes none", call('["$K1"]'), { action: "40bb" }, 400],
    [
      "a part that no form has",
      form([
        ["0", '["$undefined","$K1"]'],
        ["7", "{}"],
      ]),
      { action: "60aa" },
      400,
    ],
    [
      "two lists of arguments",
      form([
        ["0", '["$K1"]'],
        ["0", '["$K1"]'],
      ]),
      { action: "40aa" },
      400,
    ],
    ["an action of another release", call('["$K1"]'), { action: "40cc" }, 404],
    ["a plain form of no action", form([["email", "x"]]), {}, 400],
    ["a plain form of another release", form([["$ACTION_ID_40cc", ""]]), {}, 404],
    ["an unbound call of what is bound", form([["$ACTION_ID_70aa", ""]]), {}, 400],
    ["urlencoded", "a=1", { type: "application/x-www-form-urlencoded" }, 415],
    ["text that is no action", "[]", { type: "text/plain" }, 415],
    ["a form without a boundary", "--x", { type: "multipart/form-data" }, 400],
    [
      "a form cut short",
      "--x\r\ncontent-disposition: form-data; name=a\r\n\r\n1",
      { type: "multipart/form-data; boundary=x" },
      400,
    ],
    [
      "another page's form for a file",
      form([["proof", "x"]]),
      { path: "/akun/data/unduh", headers: { origin: "https://evil.example" } },
      403,
    ],
    [
      "a large form for a file",
      form([["proof", "x".repeat(limits.form.mostBytes + 1)]]),
      { path: "/akun/data/unduh" },
      413,
    ],
    ["an action where a file is", call('["$K1"]'), { path: "/akun/data/unduh", action: "40aa" }, 404],
    ["packed", "[]", { action: "00aa", type: "text/plain", headers: { "content-encoding": "gzip" } }, 415],
    ["JSON to a page", "{}", { type: "application/json" }, 415],
    ["large JSON", `"${"a".repeat(70_000)}"`, { path: "/api/auth/x", type: "application/json" }, 413],
    ["deep JSON", "[".repeat(21), { path: "/api/auth/x", type: "application/json" }, 400],
    ["a form to a route", form([["email", "x"]]), { path: "/api/auth/x" }, 415],
    [
      "a large picture",
      "x".repeat(policy.uploadMostBytes + 100_000),
      { path: "/api/unggah/foto", type: "image/png" },
      413,
    ],
    ["another page's form", call('["$K1"]'), { action: "40aa", headers: { origin: "https://evil.example" } }, 403],
    ["another page's upload", "x", { path: "/api/unggah/foto", headers: { origin: "null" } }, 403],
    ["a method of no page", "x", { method: "PUT" }, 405],
    ["an action at an address without a page", call('["$K1"]'), { path: "/tidak-ada", action: "40aa" }, 404],
    ["its form without scripts", form([["$ACTION_ID_40aa", ""]]), { path: "/masuk/x" }, 404],
  ])("%s", async (_, body, sending, status) => {
    expect((await send(body, sending)).status).toBe(status);
  });

  it.each([
    ["/%E0%A4%A", 400],
    ["/trip/%00", 400],
    ["/?a=%00", 400],
    [`/?${"a=1&".repeat(200)}`, 400],
    [`/${"a".repeat(9_000)}`, 414],
  ])("the address %s", async (path, status) => {
    expect((await send(undefined, { path, method: "GET" })).status).toBe(status);
  });

  it.each([
    ["no JSON", "{"],
    ["no text", "%zz"],
    ["another list", "[1,2,3]"],
    ["a deep list", "[".repeat(6_000)],
    ["a deep one that could be", state(limits.routerState.deepest)],
    ["nothing", ""],
  ])("a state of the router that is %s", async (_, said) => {
    const headers = { rsc: "1", "next-router-state-tree": said };
    expect((await send(undefined, { method: "GET", headers })).status).toBe(400);
  });

  it("a body with a GET, and a POST of nothing to a page", async () => {
    const get = await sendRaw(url, "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
    expect([get.status, (await send(undefined)).status]).toEqual([400, 405]);
  });

  it.each([
    ["two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400],
    ["a host that is none", "GET / HTTP/1.1\r\nHost: a b<\r\n\r\n", 400],
    ["no host", "GET / HTTP/1.1\r\n\r\n", 400],
    ["an expectation that nobody knows", "GET / HTTP/1.1\r\nHost: a\r\nExpect: foo\r\n\r\n", 417],
    ["an address of elsewhere", "GET http://evil.example/ HTTP/1.1\r\nHost: a\r\n\r\n", 400],
    ["a method that is none", "FETCH / HTTP/1.1\r\nHost: a\r\n\r\n", 405],
    ["TRACE", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 405],
    ["20 KB of headers", `GET / HTTP/1.1\r\nHost: a\r\nx: ${"y".repeat(20_000)}\r\n\r\n`, 431],
    ["200 cookies", `GET / HTTP/1.1\r\nHost: a\r\ncookie: ${"a=1; ".repeat(200)}\r\n\r\n`, 431],
    ["a path with a detour", "GET /a/%2e%2E/api/auth HTTP/1.1\r\nHost: a\r\n\r\n", 400],
    ["no HTTP at all", "GET / FTP/9\r\n\r\n", 400],
  ])("%s", async (_, text, status) => {
    expect((await sendRaw(url, text)).status).toBe(status);
  });

  it("a body that waits for 100 Continue and is too large anyway", async () => {
    const lines = ["Content-Type: image/png", "Content-Length: 99999999", "Expect: 100-continue"];
    expect((await sendRaw(url, `${head(url, "/api/unggah/foto", lines)}\r\n\r\n`)).status).toBe(413);
  });

  it.each([
    ["/api/auth/x", "Content-Type: text/plain"],
    ["/api/auth/x", "Content-Type: application/json"],
    ["/api/unggah/foto", "Content-Type: image/png"],
  ])("once, a body in bad chunks to %s, %s", async (path, type) => {
    const text = `${head(url, path, [type, "Transfer-Encoding: chunked"])}\r\n\r\n`;
    const received = await readRaw(url, [text, "5\r\nhello\r\n", "zz\r\nzz\r\n", "zz\r\n"]);
    expect(received.match(/HTTP\/1\.1 \d+/g)).toHaveLength(1);
  });

  it("a body that is cut off", async () => {
    const lines = ["Content-Type: application/json", "Content-Length: 100"];
    expect((await sendRaw(url, `${head(url, "/api/auth/x", lines)}\r\n\r\n{`, { end: true })).status).toBe(400);
  });

  it.each([
    ["/api/auth/x", "application/json", 422],
    ["/api/unggah/foto", "image/png", 0],
  ])("a body of crumbs to %s, where an upload is hung up on", async (path, type, status) => {
    const text = head(url, path, [`Content-Type: ${type}`, "Transfer-Encoding: chunked"]);
    expect((await sendRaw(url, `${text}\r\n\r\n`, { more: "1\r\na\r\n".repeat(1_000) })).status).toBe(status);
  });
});

describe("the response", () => {
  const foreign = { origin: "https://evil.example" };

  it("is a page in the visitor's language for a browser", async () => {
    const { headers, text } = await send(undefined, {
      headers: { ...foreign, accept: "text/html", "accept-language": "en-GB,id" },
    });
    expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(text).toContain('<html lang="en"');
    expect(text).toContain("This was sent from another site");
    const chosen = await send(undefined, {
      headers: { ...foreign, accept: "text/html", cookie: "a=1; setrip-locale=id", "accept-language": "en" },
    });
    expect(chosen.text).toContain("Kiriman ini datang dari situs lain");
    expect((await send(undefined, { headers: { ...foreign, accept: "text/html" } })).text).toContain('<html lang="id"');
  });

  it("is JSON with a word and a sentence for everybody else", async () => {
    const { text, headers } = await send(undefined, { headers: foreign });
    expect(JSON.parse(text)).toEqual({ error: "foreign", message: expect.stringContaining("situs lain") });
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("names Next's own sign for an action of another release, which the page waits for", async () => {
    const { headers, text } = await send(call('["$K1"]'), { action: "40cc" });
    expect(headers.get("x-nextjs-action-not-found")).toBe("1");
    expect(text).toContain("SeTrip baru saja diperbarui");
  });

  it("reaches a client that goes on sending", async () => {
    const { status } = await send("x".repeat(30_000_000), { path: "/api/unggah/foto", type: "image/png" });
    expect(status).toBe(413);
  });

  it("leaves the connection usable where nothing was left unread", async () => {
    const { headers } = await send(undefined, { path: "/%E0%A4%A", method: "GET" });
    expect(headers.get("connection")).toBe("keep-alive");
  });
});
