import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach } from "vitest";

/** How a hook answers: with a status, headers and a body, or by what it does to the connection. */
export type HookAnswer = (request: IncomingMessage, response: ServerResponse) => void;

export type ReceivedPost = { path: string; headers: IncomingMessage["headers"]; body: string };

/** A server of a chat on loopback: it answers in turn, the last way again and again, and keeps what it was sent. */
export type Hook = { url: string; received: ReceivedPost[]; answers: HookAnswer[]; close: () => Promise<unknown> };

/** An answer with a body, which is JSON where it is an object. */
export function answer(status: number, body: unknown = "", headers: Record<string, string> = {}): HookAnswer {
  const isText = typeof body === "string";
  const type = { "content-type": isText ? "text/html" : "application/json" };
  return (_, response) =>
    void response.writeHead(status, { ...type, ...headers }).end(isText ? body : JSON.stringify(body));
}

/** Closes the connection in the middle. */
export const cutConnection: HookAnswer = (request) => void request.socket.destroy();

const open: Hook[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((hook) => hook.close()));
});

/** Starts one; it is closed after the test. */
export async function hook(...answers: HookAnswer[]): Promise<Hook> {
  const received: ReceivedPost[] = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString("utf8");
    received.push({ path: request.url ?? "", headers: request.headers, body });
    made.answers[Math.min(received.length, made.answers.length) - 1]!(request, response);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const made: Hook = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received, answers, close };
  open.push(made);
  return made;
}
