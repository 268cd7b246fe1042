import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { pool } from "#db/connection.ts";
import { unavailability } from "#db/unavailable.ts";
import { ownDatabase } from "#tests/database.ts";
import { answerUnavailability } from "./response.ts";

ownDatabase();

let server: Server;
const outers: Server[] = [];
afterEach(() => {
  for (const one of [server, ...outers.splice(0)]) one?.close();
});

/** A framework that does `work` and answers 200, or 500 with a text of its own where that throws. */
async function serving(work: () => Promise<unknown>): Promise<string> {
  server = createServer((request, response) =>
    answerUnavailability({ request, response }, async () => {
      try {
        await work();
        response.end("done");
      } catch {
        response.writeHead(500, { "content-type": "text/x-component", "content-length": 4 });
        response.write("oops");
        response.end();
      }
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** As Next does with an action that it was sent at another page: it asks its own server, and copies all but the status. */
async function forwarding(to: string, work: () => Promise<unknown>): Promise<string> {
  const url = await serving(work);
  const outer = createServer((request, response) =>
    answerUnavailability({ request, response }, async () => {
      const headers = { "next-action": "00ab", "x-action-forwarded": "1" };
      const inner = await fetch(url + to, { method: "POST", headers });
      const isCopied = inner.headers.get("content-type")?.startsWith("text/x-component");
      if (isCopied) for (const [name, value] of inner.headers) response.setHeader(name, value);
      response.end(isCopied ? await inner.text() : "{}");
    }),
  );
  outers.push(outer);
  await new Promise<void>((resolve) => outer.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(outer.address() as AddressInfo).port}`;
}

const cancelled = () => pool().query("do $$ begin raise exception 'cancelled' using errcode = '57014'; end $$");
const post = (url: string) =>
  fetch(`${url}/masuk`, { method: "POST", headers: { accept: "text/html" } }).then((response) => response.text());

it("a failure that is not the database's stays what it is", async () => {
  const response = await fetch(await serving(() => Promise.reject(new Error("a bug"))));
  expect(response.status).toBe(500);
  expect(await response.text()).toBe("oops");
});

it("one that somebody has dealt with changes nothing", async () => {
  const response = await fetch(await serving(() => cancelled().catch(unavailability)));
  expect(response.status).toBe(200);
  expect(await response.text()).toBe("done");
});

it("a program gets JSON, a HEAD no body, and both when to come again", async () => {
  const url = await serving(cancelled);
  const response = await fetch(url);
  expect(response).toMatchObject({ status: 503 });
  expect(response.headers.get("retry-after")).toBe("5");
  expect(await response.json()).toEqual({ error: "The database does not answer. Try again." });
  const head = await fetch(url, { method: "HEAD", headers: { accept: "text/html" } });
  expect(head.status).toBe(503);
  expect(await head.text()).toBe("");
});

it("what was sent is said to be undone only where nothing can have been kept", async () => {
  expect(await post(await serving(cancelled))).toContain("belum diproses");
  server.close();
  const afterCommit = async () => {
    const client = await pool().connect();
    await client.query("begin");
    await client.query("commit");
    client.release();
    await cancelled();
  };
  expect(await post(await serving(afterCommit))).toContain("belum tahu apakah yang baru kamu kirim sudah tercatat");
});

it("an action gets a mark for the page that sent it, and no page", async () => {
  const headers = { accept: "text/x-component, text/html", "next-action": "00ab" };
  const response = await fetch(await serving(cancelled), { method: "POST", headers });
  expect(response.headers.get("x-setrip-unavailable")).toBe("not-done");
  expect(response.headers.get("content-type")).toBe("application/json");
});

describe("an action that was posted to a page that does not hold it", () => {
  const posted = (url: string) => fetch(url, { method: "POST", headers: { "next-action": "00ab" } });

  it("says that the database could not serve it, as at its own page", async () => {
    const response = await posted(await forwarding("/masuk", cancelled));
    expect([response.status, response.headers.get("x-setrip-unavailable")]).toEqual([503, "not-done"]);
    expect(response.headers.get("retry-after")).toBe("5");
  });

  it("has the status of what failed, and not one of success", async () => {
    const response = await posted(await forwarding("/masuk", () => Promise.reject(new Error("a bug"))));
    expect([response.status, await response.text()]).toEqual([500, "oops"]);
    expect(response.headers.get("x-setrip-status")).toBeNull();
  });
});
