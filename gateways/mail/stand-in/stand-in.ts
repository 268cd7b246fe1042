import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { listPage, mailPage, notFoundPage, pageHeaders } from "./page.ts";
import {
  type Call,
  type CaughtMail,
  createProvider,
  type Fault,
  type Provider,
  type ProviderOptions,
} from "./provider.ts";

export type { Call, CaughtMail, Fault } from "./provider.ts";

/** A running stand-in: what it caught, and faults on demand. */
export type MailStandIn = {
  /** The `RESEND_BASE_URL` that leads here, and the page of caught mails in a browser. */
  url: string;
  /** Accepted mails, oldest first; the newest 1,000 unless `keep` says otherwise. */
  readonly mails: CaughtMail[];
  /** Calls that were read, refused ones and repeats included, oldest first. */
  readonly calls: Call[];
  /** Mails accepted since the start, also those no longer kept. */
  readonly acceptedCount: number;
  /** Calls refused because they came too fast. */
  readonly refusedForRate: number;
  /** Lets the next calls fail, one fault each. */
  failNext: (...faults: Fault[]) => void;
  /** Decides by what is in a call whether it fails; undefined ends that. */
  failWhen: (decide: ((call: Call) => Fault | undefined) | undefined) => void;
  /** Closes the server and every connection. */
  stop: () => Promise<void>;
};

/**
 * Resend's sending interface on loopback, so that the demo and the tests send real requests and nobody gets a mail.
 * State is in memory. `port` 0 takes a free one. Rejects when the port is taken.
 */
export async function startMailStandIn(options: ProviderOptions & { port?: number } = {}): Promise<MailStandIn> {
  const provider = createProvider(options);
  const server = createServer((request, response) => {
    handle(provider, request, response).catch(() => response.destroy());
  });
  await listen(server, options.port ?? 0);
  const { state } = provider;
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get mails() {
      return state.mails;
    },
    get calls() {
      return state.calls;
    },
    get acceptedCount() {
      return state.acceptedCount;
    },
    get refusedForRate() {
      return state.refusedForRate;
    },
    failNext: (...faults) => {
      state.faults.push(...faults);
    },
    failWhen: (decide) => {
      state.faultFor = decide;
    },
    stop: () => stop(server),
  };
}

async function handle(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? "/", "http://127.0.0.1").pathname;
  if (request.method === "GET" && (path === "/" || path.startsWith("/mail/"))) {
    showPage(provider, path, request, response);
    return;
  }
  const body = await text(request);
  const headers = request.headers as Record<string, string | undefined>;
  const answer = await provider.answer({ method: request.method ?? "GET", path, headers, body });
  if (answer === "silence") return;
  if (answer === "endless") return writeOn(response);
  if (answer === "cut") request.socket.destroy();
  else response.writeHead(answer.status, answer.headers).end(answer.body);
}

/** As much as the caller takes, as long as it stays. */
async function writeOn(response: ServerResponse): Promise<void> {
  response.writeHead(200, { "content-type": "application/json; charset=utf-8" });
  await pipeline(Readable.from(spaces()), response).catch(() => {});
}

function* spaces() {
  for (;;) yield " ".repeat(64 * 1_024);
}

function showPage({ state, keep }: Provider, path: string, request: IncomingMessage, response: ServerResponse): void {
  // Mails hold sign-in links: a foreign page must not read them by letting its own name point to this machine.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? "")) {
    response.writeHead(403, pageHeaders).end(notFoundPage());
    return;
  }
  if (path === "/") {
    const newest = state.mails.slice(-Math.min(keep, 200)).reverse();
    response.writeHead(200, pageHeaders).end(listPage(newest, state.acceptedCount));
    return;
  }
  const mail = state.mails.find(({ id }) => path === `/mail/${id}`);
  response.writeHead(mail ? 200 : 404, pageHeaders).end(mail ? mailPage(mail) : notFoundPage());
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
