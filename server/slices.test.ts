import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { aheadOfAll } from "./life.ts";
import { Slices } from "./slices.ts";
import { inTurns, slicesOfKinds } from "./turns.ts";

const pieceMs = 2;
let server: Server;
let sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  sockets = [];
  server?.closeAllConnections();
  server?.close();
});

/** Work that is done before anything else of the loop has a turn. */
function work(): void {
  for (const startedMs = performance.now(); performance.now() - startedMs < pieceMs; );
}

describe("pieces of work", () => {
  it("wait while a turn of the loop brings somebody new, as long as the piece before took, and one begins at a turn", async () => {
    const slices = new Slices(["page"]);
    const begun: number[] = [];
    let turns = 0;
    const turning = setInterval(() => {}, 1);
    const turn = () => {
      turns += 1;
      slices.heard();
      if (begun.length < 4) setImmediate(turn);
    };
    turn();
    const pieces = Array.from({ length: 4 }, () =>
      slices.turn("page").then(() => {
        begun.push(turns);
        work();
      }),
    );
    await Promise.all(pieces);
    clearInterval(turning);
    expect(begun).toEqual([...new Set(begun)]);
    for (let at = 1; at < begun.length; at++) expect(begun[at]! - begun[at - 1]!).toBeGreaterThan(2);
  });

  it("of several kinds begin in turn", async () => {
    const slices = new Slices(["page", "file"]);
    const begun: string[] = [];
    const piece = (kind: "page" | "file") => slices.turn(kind).then(() => begun.push(kind));
    await Promise.all([piece("page"), piece("page"), piece("page"), piece("file"), piece("file")]);
    expect(begun).toEqual(["page", "file", "page", "file", "page"]);
  });
});

/** What was answered in which order to so many who each come on a connection of their own, and to one who asks for the process last. */
async function flooded(path: string, count: number, networks: number) {
  const answered: string[] = [];
  const slices = slicesOfKinds();
  let begun = 0;
  const worked = aheadOfAll(
    inTurns(async (_request, response) => {
      begun += 1;
      work();
      response.end("done");
    }, slices),
  );
  server = createServer((request, response) => void worked(request, response));
  server.on("connection", () => slices.heard());
  server.listen(0, "127.0.0.1", 4_096);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const ask = async (asked: string, from: string) => {
    const socket = connect(port, "127.0.0.1").on("error", () => {});
    sockets.push(socket);
    socket.write(`GET ${asked} HTTP/1.1\r\nHost: a\r\nX-Real-IP: ${from}\r\nConnection: close\r\n\r\n`);
    const text = Buffer.concat(await socket.toArray()).toString();
    answered.push(`${asked} ${text.slice(9, 12)}`);
  };
  const flood = Array.from({ length: count }, (_, at) => ask(path, `203.0.${at % networks}.1`));
  const live = ask("/api/health/live", "198.51.100.1").then(() => begun);
  const begunBefore = await live;
  await Promise.all(flood);
  const of = (status: string) => answered.filter((one) => one === `${path} ${status}`).length;
  return { begunBefore, done: of("200"), refused: of("503") };
}

it("of very many that come at once and are each done in a moment, few begin before the last is heard", async () => {
  const { begunBefore, done, refused } = await flooded("/foto/nope", 600, 200);
  expect(begunBefore).toBeLessThan(300);
  expect(done + refused).toBe(600);
});

it("what one network asks beyond its places and its queue is refused, however fast each is done", async () => {
  const { refused } = await flooded("/robots.txt", 600, 1);
  expect(refused).toBeGreaterThan(200);
});

it("very many who ask whether the process lives are all answered, and none of them is drawn", async () => {
  expect(await flooded("/api/health/live", 600, 1)).toMatchObject({ begunBefore: 0, done: 601, refused: 0 });
});
