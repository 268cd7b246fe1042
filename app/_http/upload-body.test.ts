import { monitorEventLoopDelay } from "node:perf_hooks";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { policy } from "#domain/policy.ts";
import { limits } from "#limits.ts";
import { type BodyPlace, readUpload } from "./upload-body.ts";
import type { UploadMemory } from "./upload-place.ts";

const address = "http://localhost:3000/api/unggah/foto";
const boundary = "----a";
const multipart = { "content-type": `multipart/form-data; boundary=${boundary}` };

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request(address, { method: "POST", body, headers, duplex: "half" } as RequestInit);

const part = (name: string, content = "") =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="a"\r\n\r\n${content}\r\n`;

const end = `--${boundary}--\r\n`;

/** Sends `chunks` of these bytes and then nothing more, nor an end. */
function endless(chunks: number) {
  const state = { cancelled: false };
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (let sent = 0; sent < chunks; sent++) controller.enqueue(new Uint8Array(100));
    },
    cancel: () => {
      state.cancelled = true;
    },
  });
  return { body, state };
}

/** Memory of which there is always enough, unless told otherwise. */
const foto = placeIn({});
function placeIn(memory: Partial<UploadMemory>): BodyPlace {
  return { field: "foto", memory: { take: async () => {}, isWaiting: () => false, isCrowded: () => false, ...memory } };
}

describe("the file of a form", () => {
  it("is found among other parts, and the first of that name counts", async () => {
    const body = part("note", "x") + part("foto", "first") + part("foto", "second") + end;
    const read = await readUpload(post(body, multipart), foto);
    expect(read.ok && Buffer.from(read.bytes).toString()).toBe("first");
  });

  it.each<[string, string, Record<string, string>]>([
    ["that ends in the middle", part("foto", "half").slice(0, -6), multipart],
    ["without the part", part("other", "x") + end, multipart],
    ["without a boundary", part("foto", "x") + end, { "content-type": "multipart/form-data" }],
    ["that is no form", "foto=x", multipart],
    ["whose parts are more than any form has", part("note").repeat(30) + part("foto", "x") + end, multipart],
  ])("is not found in one %s", async (_what, body, headers) => {
    expect(await readUpload(post(body, headers), foto)).toEqual({ ok: false, reason: "no-file" });
  });

  it("of 15 MB of empty parts is given up at the first few, and nobody waits meanwhile", async () => {
    const one = part("a");
    const bytes = Buffer.from(one.repeat(Math.floor(policy.uploadMostBytes / one.length)) + end);
    const pieceBytes = 65_536;
    let read = 0;
    // In pieces, as from a socket.
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        controller.enqueue(bytes.subarray(read, read + pieceBytes));
        read += pieceBytes;
      },
    });
    const delay = monitorEventLoopDelay();
    delay.enable();
    expect(await readUpload(post(body, multipart), foto)).toEqual({ ok: false, reason: "no-file" });
    delay.disable();
    expect(delay.max / 1e6).toBeLessThan(1_000);
    expect(read).toBeLessThanOrEqual(5 * pieceBytes);
  });
});

describe("a body", () => {
  it("that says it is too long is not read", async () => {
    const { body, state } = endless(1);
    const length = String(policy.uploadMostBytes + 1);
    const request = post(body, { "content-length": length });
    expect(await readUpload(request, foto)).toEqual({ ok: false, reason: "too-large" });
    expect(request.bodyUsed).toBe(false);
    expect(state.cancelled).toBe(false);
  });

  it.each<[string, { silentMs?: number; totalMs?: number }]>([
    ["pauses", { silentMs: 30 }],
    ["takes", { totalMs: 30 }],
  ])("that %s too long is given up", async (_what, bounds) => {
    const { body, state } = endless(3);
    const read = await readUpload(post(body), foto, { ...limits.upload, ...bounds });
    expect(read).toEqual({ ok: false, reason: "too-slow" });
    expect(state.cancelled).toBe(true);
  });

  it("whose sender goes away says so", async () => {
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error("aborted")) });
    expect(await readUpload(post(body), foto)).toEqual({ ok: false, reason: "interrupted" });
  });

  describe("in its time, which passes by the timers alone, whatever else the machine does", () => {
    beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] }));
    afterEach(() => void vi.useRealTimers());

    const wait = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

    /** A body of which `bytes` come every `everyMs`, until it has been cancelled or `count` have come. */
    const trickle = (bytes: number, { everyMs, count }: { everyMs: number; count: number }) => {
      let sent = 0;
      return new ReadableStream<Uint8Array>({
        pull: async (controller) => {
          await wait(everyMs);
          if (sent++ === count) controller.close();
          else controller.enqueue(new Uint8Array(bytes));
        },
      });
    };
    const pace = { silentMs: 200, paceEveryMs: 50, slowestBytesPerSecond: 10_000, crowdedBytesPerSecond: 100_000 };
    const readInTime = async (body: ReadableStream, place: BodyPlace) => {
      const reading = readUpload(post(body), place, { ...limits.upload, ...pace });
      await vi.runAllTimersAsync();
      return reading;
    };

    it("that never pauses, but comes more slowly than any line, is given up", async () => {
      const body = trickle(10, { everyMs: 10, count: 1_000 });
      expect(await readInTime(body, foto)).toEqual({ ok: false, reason: "too-slow" });
    });

    it("that comes slowly is taken, unless others wait for it", async () => {
      const body = () => trickle(400, { everyMs: 10, count: 40 });
      expect((await readInTime(body(), foto)).ok).toBe(true);
      const crowded = placeIn({ isCrowded: () => true });
      expect(await readInTime(body(), crowded)).toEqual({ ok: false, reason: "too-slow" });
    });

    it("that had to wait for memory is not slow", async () => {
      let isWaiting = false;
      const take = async () => {
        isWaiting = true;
        await wait(300);
        isWaiting = false;
      };
      const waiting = placeIn({ take, isWaiting: () => isWaiting, isCrowded: () => true });
      expect((await readInTime(trickle(10, { everyMs: 1, count: 2 }), waiting)).ok).toBe(true);
    });
  });
});
