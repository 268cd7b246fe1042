import { createServer, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it, vi } from "vitest";
import { limits } from "#limits.ts";
import { type RequestPlace, withPlace } from "#request-place.ts";
import { type Bucket, openBucket } from "./s3.ts";

/** What becomes of requests that all wait for a store. */

const key = "trips/ana-1.webp";
const described = { "content-length": "5", "last-modified": "Thu, 01 Jan 2026 00:00:00 GMT", etag: '"1"' };

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function bucketAt(listener: RequestListener): Promise<Bucket> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: "AKIA", secretAccessKey: "secret", region: "auto" };
  return openBucket({ endpoint, bucket: "setrip-test", ...credentials });
}

/** A request from a network, and its place. */
function requestFrom(network: string) {
  const place: RequestPlace = { network, leave: () => {}, outside: 0 };
  return { place, ask: <Result>(call: () => Promise<Result>) => withPlace(place, call) };
}

const give = (response: ServerResponse) => response.writeHead(200, described).end("photo");

it("a request that waits for the store says so for as long as it does, and a job waits for nobody's place", async () => {
  const waiting: ServerResponse[] = [];
  const bucket = await bucketAt((_, response) => void waiting.push(response));
  const { place, ask } = requestFrom("203.0.113.0");
  const asked = ask(() => bucket.get(key));
  await expect.poll(() => waiting.length).toBe(1);
  expect(place.outside).toBe(1);
  give(waiting[0]!);
  expect(await asked).toMatchObject({ key });
  expect(place.outside).toBe(0);
});

it("of more requests than may wait for a store the next fails at once, other networks and jobs are still served", async () => {
  const waiting: ServerResponse[] = [];
  const bucket = await bucketAt((_, response) => void waiting.push(response));
  const crowd = requestFrom("203.0.113.0");
  const asked = Array.from({ length: limits.bucket.atOncePerNetwork }, () => crowd.ask(() => bucket.get(key)));
  await expect(crowd.ask(() => bucket.get(key))).rejects.toThrow("Too many wait for the store already");
  const others = [requestFrom("198.51.100.0").ask(() => bucket.get(key)), bucket.get(key)];
  await expect.poll(() => waiting.length).toBe(limits.bucket.atOncePerNetwork + others.length);
  for (const response of waiting) give(response);
  expect(await Promise.all([...asked, ...others])).toHaveLength(waiting.length);
  const later = crowd.ask(() => bucket.get(key));
  await expect.poll(() => waiting.length).toBe(limits.bucket.atOncePerNetwork + others.length + 1);
  give(waiting.at(-1)!);
  expect(await later).toMatchObject({ key });
});

it("a request waits for a silent store for its bound, the ones that follow shorter, until it speaks again", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  let isSilent = true;
  let heard = Promise.withResolvers<void>();
  const bucket = await bucketAt((_, response) => {
    heard.resolve();
    if (!isSilent) give(response);
  });
  const { ask } = requestFrom("203.0.113.0");
  const waitedMs = async () => {
    heard = Promise.withResolvers();
    const startedMs = performance.now();
    const failed = ask(() => bucket.get(key)).then(
      () => undefined,
      () => performance.now() - startedMs,
    );
    await heard.promise;
    await vi.advanceTimersByTimeAsync(limits.bucket.readMs);
    return failed;
  };
  const { readMs, silentReadMs } = limits.bucket;
  expect(await waitedMs()).toBe(readMs);
  expect(await waitedMs()).toBe(silentReadMs);
  isSilent = false;
  vi.useRealTimers();
  expect(await ask(() => bucket.get(key))).toMatchObject({ key });
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  isSilent = true;
  expect(await waitedMs()).toBe(readMs);
});
