import { mkdtempSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type ProxyRange, settleVisitor, trustIn } from "./visitor-address.ts";

const loopback = [{ address: "127.0.0.0", prefix: 8 }, { address: "::1" }];
const elsewhere = [{ address: "10.0.0.0", prefix: 8 }];
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

type Sent = Record<string, string | string[]>;

/** What the app sees of a real request with these headers, from this machine or through a socket file. */
async function seen(
  trusted: ProxyRange[],
  headers: Sent,
  { path, host = "127.0.0.1" }: { path?: string; host?: string } = {},
) {
  const server = createServer((incoming, response) => {
    settleVisitor(incoming, isTrusted);
    response.end(JSON.stringify(incoming.headers));
  });
  const isTrusted = trustIn(trusted, server);
  closers.push(() => server.close());
  await new Promise<void>((resolve) => (path ? server.listen(path, resolve) : server.listen(0, host, resolve)));
  const to = path ? { socketPath: path } : { host, port: (server.address() as AddressInfo).port };
  return new Promise<IncomingHttpHeaders>((resolve, reject) => {
    const sent = request({ ...to, headers: { connection: "close", ...headers } }, async (response) => {
      resolve(JSON.parse((await response.toArray()).join("")));
    });
    sent.on("error", reject).end();
  });
}

const said = { "x-real-ip": "192.0.2.7", "x-forwarded-proto": "https", "x-forwarded-host": "setrip.example" };

describe("from a trusted proxy", () => {
  it("X-Real-IP and what it forwards are believed", async () => {
    expect(await seen(loopback, said)).toMatchObject(said);
    expect(await seen([{ address: "127.0.0.1" }], said)).toMatchObject(said);
    expect(await seen(loopback, said, { host: "::1" })).toMatchObject(said);
  });

  it.each([
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["::FFFF:C000:207", "192.0.2.7"],
    ["2001:DB8:0:0:0:0:0:1", "2001:db8::1"],
    ["fe80::1%eth0", "fe80::1"],
    [" 192.0.2.7 ", "192.0.2.7"],
  ])("%s is %s", async (header, address) => {
    expect((await seen(loopback, { "x-real-ip": header }))["x-real-ip"]).toBe(address);
  });

  it.each([
    ["a list", "192.0.2.7, 192.0.2.8"],
    ["two headers", ["192.0.2.7", "192.0.2.8"]],
    ["garbage", "nobody"],
    ["an address with a port", "192.0.2.7:443"],
    ["nothing", ""],
  ])("%s in X-Real-IP is nobody's address: the connection's counts", async (_name, header) => {
    expect((await seen(loopback, { "x-real-ip": header }))["x-real-ip"]).toBe("127.0.0.1");
  });

  it("a socket file is this machine, whatever the list says", async () => {
    const path = join(mkdtempSync(join(tmpdir(), "setrip-socket-")), "app.sock");
    expect(await seen([], said, { path })).toMatchObject(said);
  });
});

describe("from anywhere else", () => {
  it("nothing of it is believed, and the connection's address counts", async () => {
    const made = { ...said, forwarded: "for=192.0.2.7", "x-forwarded-for": "192.0.2.7", "x-forwarded-port": "443" };
    const headers = await seen(elsewhere, { ...made, accept: "text/html" });
    expect(headers["x-real-ip"]).toBe("127.0.0.1");
    expect(headers.accept).toBe("text/html");
    expect(Object.keys(headers).filter((name) => /forwarded/.test(name))).toEqual([]);
  });

  it("is everywhere where nobody is trusted", async () => {
    expect((await seen([], said))["x-real-ip"]).toBe("127.0.0.1");
  });
});
