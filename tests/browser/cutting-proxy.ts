import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Where a proxy hangs up on an action: before the app hears of it, after the app has done it, or amid its response. */
export type Cut = "before" | "after" | "amid";

/** A proxy in front of the app at `target` that passes all on, but cuts the connections of actions once it is told to. */
export async function startCuttingProxy(target: string) {
  let cut: Cut | undefined;
  const server = createServer((asked, answer) => {
    const how = asked.headers["next-action"] ? cut : undefined;
    if (how === "before") return void asked.socket.destroy();
    passOn(target, asked, (response) => {
      if (how === "after") return void response.resume().on("end", () => asked.socket.destroy());
      answer.writeHead(response.statusCode ?? 502, response.headers);
      if (how === "amid") return cutAmid(response, answer);
      response.pipe(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    /** What happens to the actions from now on; nothing when left out. */
    cut: (how?: Cut) => {
      cut = how;
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function passOn(target: string, asked: IncomingMessage, done: (response: IncomingMessage) => void): void {
  const { method, headers, url = "/" } = asked;
  asked.pipe(request(new URL(url, target), { method, headers }, done).on("error", () => asked.socket.destroy()));
}

function cutAmid(response: IncomingMessage, answer: ServerResponse): void {
  response.once("data", (chunk: Buffer) =>
    answer.write(chunk.subarray(0, Math.ceil(chunk.length / 2)), () => answer.socket?.destroy()),
  );
}
