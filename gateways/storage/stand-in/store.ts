import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { BucketSettings } from "#gateways/storage/s3.ts";
import { type Answer, databaseError, type HeldObject, refusal } from "./bucket.ts";
import { signatureFault } from "./signature.ts";

/**
 * An S3-compatible store in memory, for tests: one bucket, the six requests that ours makes, and the refusals of a real
 * one. It checks every signature and the digest of every body, tells times as stores do, to the second in headers and
 * finer in listings, and gives at most 1,000 keys a page.
 */
export type StandInStore = {
  /** What a client needs to reach it. */
  settings: BucketSettings;
  /** Everything that it holds, by key; a test may change it. */
  objects: Map<string, HeldObject>;
  /** Its clock from now on, for the times of objects. Signatures are held against the machine's. */
  setClock: (now: () => Date) => void;
  /** Answers the next requests so instead, one each. A status of 200 with a code is what a copy that fails half-way gives. */
  refuseNext: (...faults: { status: number; code: string }[]) => void;
  /** Method and path of every request since it started. */
  requests: string[];
  stop: () => Promise<void>;
};

const credentials = {
  accessKeyId: "AKIASTANDIN",
  secretAccessKey: "only/the+tests/know=this",
  region: "ap-southeast-1",
};
const bucket = "setrip-test";

/** Starts a store on a free port of this machine. */
export async function startStandInStore(): Promise<StandInStore> {
  const objects = new Map<string, HeldObject>();
  const faults: { status: number; code: string }[] = [];
  const requests: string[] = [];
  let now = () => new Date();

  const server = createServer(async (request, response) => {
    const { status, headers, body } = await answer(request);
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));

  async function answer(request: IncomingMessage): Promise<Answer> {
    const { method = "", url: path = "/" } = request;
    const body = await buffer(request);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    requests.push(`${method} ${path}`);
    const fault = faults.shift();
    if (fault) return refusal(fault.status, fault.code);
    const code = signatureFault({ method, path, headers, body }, credentials, new Date());
    if (code) return refusal(code === "XAmzContentSHA256Mismatch" ? 400 : 403, code);
    return databaseError({ method, path, headers, body }, { bucket, objects, now: now() });
  }

  return {
    settings: { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bucket, ...credentials },
    objects,
    requests,
    setClock: (clock) => {
      now = clock;
    },
    refuseNext: (...next) => faults.push(...next),
    stop: () => {
      server.closeAllConnections();
      return new Promise((stopped) => server.close(() => stopped()));
    },
  };
}
