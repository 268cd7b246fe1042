import { once } from "node:events";
import { createServer, request as httpRequest, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { defineJob } from "../job/job.ts";
import type { Ronda } from "../ronda.ts";
import { testDatabase } from "../testing/database.ts";
import { secret, testRonda } from "../testing/engine.ts";
import { nodeHandler } from "./node.ts";
import { mostBodyBytes } from "./request.ts";

const database = testDatabase();
const job = defineJob({
  name: "send-receipts",
  schedule: "0 3 * * *",
  description: "Sends receipts",
  input: z.object({ month: z.string() }).default({ month: "2026-11" }),
  run: ({ input }) => ({ month: input.month }),
});
const headers = { authorization: `Bearer ${secret}`, "content-type": "application/json" };

/** Each with the engine behind a server of Node's own, without and with what `express.json()` does before. */
describe.each(["a body that nobody has read", "a body that a parser has read"])("the engine behind %s", (kind) => {
  let ronda: Ronda;
  let url: string;
  let server: Server;

  beforeEach(async () => {
    ronda = await testRonda(database, [job]);
    const handler = nodeHandler((request) => ronda.handle(request, job.name));
    server = createServer(async (incoming, outgoing) => {
      if (kind.includes("parser")) Object.assign(incoming, { body: await json(incoming).catch(() => undefined) });
      await handler(incoming, outgoing);
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => server.close().closeAllConnections());

  it("reads a job's input from it", async () => {
    const response = await fetch(url, { method: "POST", headers, body: '{"month":"2026-10"}' });
    expect([response.status, await response.json()]).toEqual([200, { ok: true, month: "2026-10" }]);
  });

  it("runs nothing where it is too large", async () => {
    const body = JSON.stringify({ month: "1".repeat(mostBodyBytes) });
    const sent = httpRequest(url, { method: "POST", headers });
    sent.on("error", () => {});
    sent.end(body);
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    expect(response.statusCode).toBe(413);
    expect(await ronda.runs()).toEqual([]);
  });

  it("runs nothing where it never comes whole, and goes on", async () => {
    const sent = httpRequest(url, { method: "POST", headers: { ...headers, "content-length": "100" } });
    sent.on("error", () => {});
    sent.write('{"month":');
    await once(server, "request");
    sent.destroy();
    expect((await fetch(url, { method: "POST", headers, body: '{"month":"2026-10"}' })).status).toBe(200);
    expect(await ronda.runs()).toHaveLength(1);
  });
});
