import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { boundIdleConnections } from "./idle-connections.ts";

const most = 5;
let server: Server;
let responses: ServerResponse[];
let opened: Socket[];
beforeEach(async () => {
  [responses, opened] = [[], []];
  server = createServer((_request, response) => void responses.push(response));
  boundIdleConnections(server, most);
  await once(server.listen(0, "127.0.0.1"), "listening");
});
afterEach(() => {
  for (const socket of opened) socket.destroy();
  server.close();
});

const connections = () => new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)));

/** One after the other, so that the server knows which came first. */
async function open(count: number, text = ""): Promise<Socket[]> {
  const made: Socket[] = [];
  for (let at = 0; at < count; at++) {
    const taken = once(server, "connection");
    const socket = connect((server.address() as AddressInfo).port, "127.0.0.1").on("error", () => {});
    socket.resume().write(text);
    opened.push(socket);
    made.push(socket);
    await taken;
  }
  return made;
}

/** Connections on which a request waits for its response. */
async function asking(count: number): Promise<Socket[]> {
  const made: Socket[] = [];
  while (made.length < count) {
    const before = responses.length;
    made.push(...(await open(1, "GET / HTTP/1.1\r\nHost: a\r\n\r\n")));
    await expect.poll(() => responses.length).toBe(before + 1);
  }
  return made;
}

const closed = (sockets: Socket[]) => sockets.map(({ closed }) => closed);

it("of connections on which nobody asks, as many stay as may be, the newest", async () => {
  const made = await open(most + 3);
  await expect.poll(connections).toBe(most);
  await expect.poll(() => closed(made)).toEqual([true, true, true, ...Array(most).fill(false)]);
});

it("heads that never end are given up for one that keeps alive, and that one for nobody who is being answered", async () => {
  const [keeping] = await asking(1);
  responses[0]!.end("done");
  const halves = await open(most - 1, "GET / HTTP/1.1\r\nx: ");
  const [first] = await asking(1);
  await expect.poll(() => closed(halves)).toEqual([true, false, false, false]);
  const others = await asking(most - 1);
  await expect.poll(() => closed(halves)).toEqual(Array(most - 1).fill(true));
  expect(keeping!.closed).toBe(true);
  expect(closed([first!, ...others])).toEqual(Array(most).fill(false));
  const [late] = await open(1);
  await expect.poll(() => late!.closed).toBe(true);
  expect(closed([first!, ...others])).toEqual(Array(most).fill(false));
});

it("one that has its response may be given up again", async () => {
  const made = await asking(most);
  for (const response of responses) response.end("done");
  await open(1);
  await expect.poll(() => closed(made)).toEqual([true, ...Array(most - 1).fill(false)]);
});
