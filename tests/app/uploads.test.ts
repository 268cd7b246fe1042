import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databaseUrl } from "#db/connection.ts";
import { limits } from "#limits.ts";
import { type RunningApp, startApp } from "#tests/app.ts";
import { ownDatabase } from "#tests/database.ts";
import { isMachineCrowded } from "#tests/hostile/processor.ts";
import { givenFlatWebp } from "#tests/hostile-pictures.ts";
import { givenJpeg } from "#tests/pictures.ts";
import { givenBooking, givenOrganizer, givenTrip, givenUser } from "#tests/rows.ts";
import { cookieOf } from "#tests/signed-in.ts";

ownDatabase();

let app: RunningApp;
beforeAll(async () => {
  app = await startApp({ databaseUrl: databaseUrl() });
});
afterAll(() => app.stop());

/** Far more than anything here takes when people take turns, far less than it took when they did not. */
const withinSeconds = 15;

async function organizer(name: string) {
  const user = await givenUser({ name });
  await givenOrganizer({ user });
  return cookieOf(user);
}

const send = (bytes: Uint8Array, headers: Record<string, string>, init: RequestInit = {}) =>
  fetch(`${app.url}/api/unggah/foto`, {
    method: "POST",
    headers: { origin: app.url, ...headers },
    body: new Uint8Array(bytes),
    ...init,
  });

/** Each resolves only when it is this person's own queue that is full. */
const refusedOf = (sent: Promise<Response>[]) =>
  sent.map(async (each) => {
    const response = await each;
    return response.status === 429 ? response : new Promise<never>(() => {});
  });

async function seconds(work: () => Promise<Response>): Promise<number> {
  const began = performance.now();
  const answer = await work();
  expect(answer.status).toBe(200);
  return (performance.now() - began) / 1_000;
}

describe("thirty pictures of Hugo that take long", () => {
  it("keep neither another organizer's photo nor a page waiting, and those that exceed his share are told so", async () => {
    const [hugos, anas] = [await organizer("Hugo"), await organizer("Ana")];
    const slow = await givenFlatWebp(6_300);
    const photo = await givenJpeg(800, 600);
    const isCrowded = isMachineCrowded();
    // What the server loads for its first upload is loaded then.
    await seconds(() => send(photo, anas));
    const sent = Array.from({ length: 30 }, () => send(slow, hugos));
    const first = await Promise.race(isCrowded ? refusedOf(sent) : sent);
    expect([first.status, await first.json()]).toEqual([429, { error: "queue-full" }]);
    expect(Number(first.headers.get("retry-after"))).toBe(limits.upload.retryAfterSeconds);

    expect(await seconds(() => send(photo, anas))).toBeLessThan(withinSeconds);
    expect(await seconds(() => fetch(`${app.url}/`))).toBeLessThan(withinSeconds);
    expect(await seconds(() => fetch(`${app.url}/api/health`))).toBeLessThan(withinSeconds);

    const answers = await Promise.all(sent);
    // Where others use the machine, too, 30 at once may have to wait too long for their turn.
    const turnedAway = answers.filter(({ status }) => status === 503).length;
    expect(isCrowded ? 0 : turnedAway).toBe(0);
    const { atOncePerPerson, mostWaitingPerPerson } = limits.upload;
    const taken = answers.filter(({ status }) => status === 200).length;
    expect(taken).toBeGreaterThanOrEqual(atOncePerPerson + mostWaitingPerPerson);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(30 - taken - turnedAway);
  });

  it("leave the queue when he goes away", async () => {
    const hugos = await organizer("Hugo");
    const gone = new AbortController();
    const slow = await givenFlatWebp(6_300);
    const sent = Array.from({ length: 20 }, () => send(slow, hugos, { signal: gone.signal }));
    expect((await Promise.race(sent)).status).toBe(429);
    gone.abort();
    await Promise.allSettled(sent);
    const photo = await givenJpeg(800, 600);
    await expect.poll(async () => (await send(photo, hugos)).status).toBe(200);
  });
});

it("pictures of eight people that trickle in, two of each, keep nobody else's waiting", async () => {
  const people = await Promise.all(Array.from({ length: 8 }, (_, number) => organizer(`Eve${number}`)));
  const anas = await organizer("Ana");
  const photo = await givenJpeg(800, 600);
  const slow = people.flatMap((cookie) => [trickle(cookie), trickle(cookie)]);
  try {
    await Promise.all(slow.map(({ begun }) => begun));
    expect(await seconds(() => send(photo, anas))).toBeLessThan(withinSeconds);
  } finally {
    for (const { end } of slow) end();
  }
});

/** Begins to send a picture and then sends next to nothing; `begun` resolves when the server wants the body. */
function trickle(cookie: { cookie: string }): { begun: Promise<void>; end: () => void } {
  const headers = { origin: app.url, "content-length": 1_000_000, expect: "100-continue", ...cookie };
  const sending = httpRequest(`${app.url}/api/unggah/foto`, { method: "POST", headers });
  sending.on("error", () => {});
  sending.flushHeaders();
  const begun = new Promise<void>((resolve) => {
    sending.once("continue", () => sending.write(Buffer.alloc(1_000), () => resolve()));
  });
  const timer = setInterval(() => sending.write(Buffer.alloc(100)), 100);
  return { begun, end: () => [clearInterval(timer), sending.destroy()] };
}

describe("nobody's picture is even read", () => {
  const photo = "/api/unggah/foto";

  it.each<[string, () => Promise<{ cookie: string }>, number]>([
    ["who is signed out", async () => ({ cookie: "" }), 401],
    ["who organizes nothing", async () => cookieOf(await givenUser({ name: "Eve" })), 403],
    [
      "whose application waits",
      async () => {
        const user = await givenUser({ name: "Hugo" });
        await givenOrganizer({ user, status: "PENDING" });
        return cookieOf(user);
      },
      403,
    ],
  ])("%s", async (_who, cookie, status) => {
    expect(await answerToHalf(photo, await cookie())).toBe(status);
  });

  it("for a booking of somebody else, or one that waits for no proof", async () => {
    const ana = await givenUser();
    const anas = await cookieOf(ana);
    const eves = await cookieOf(await givenUser({ name: "Eve" }));
    const trip = await givenTrip();
    const paid = await givenBooking({ trip, user: ana });
    const proof = `/api/unggah/bukti?pesanan=${paid.booking.code}`;
    expect(await answerToHalf(proof, eves)).toBe(404);
    expect(await answerToHalf(proof, anas)).toBe(409);
  });
});

/** The status of the answer that comes while most of the body is still to be sent. */
function answerToHalf(path: string, cookie: { cookie: string }): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { origin: app.url, accept: "application/json", "content-length": 1_000_000, ...cookie };
    const half = httpRequest(`${app.url}${path}`, { method: "POST", headers }, (answer) => {
      resolve(answer.statusCode ?? 0);
      half.destroy();
    });
    half.on("error", reject);
    half.write(Buffer.alloc(1_000));
  });
}
