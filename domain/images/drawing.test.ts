import { monitorEventLoopDelay } from "node:perf_hooks";
import { describe, expect, it } from "vitest";
import { limits } from "#limits.ts";
import {
  givenBlackPng,
  givenFilm,
  givenFlatWebp,
  givenJpegOfScans,
  givenJpegWithBaggage,
  givenPngWithFolded,
  givenPngWithTexts,
  givenSlowWebp,
} from "#tests/hostile-pictures.ts";
import { givenJpeg, givenPicture } from "#tests/pictures.ts";
import { drawApart } from "./drawing.ts";
import type { Drawn } from "./picture.ts";

const sizes = { maxWidth: 1920, maxHeight: 2880, smallestEdge: 480, copies: [480] };
const { coreMs, mostMemoryBytes } = limits.picture;

const draw = (bytes: Uint8Array, changes: Partial<Parameters<typeof drawApart>[0]> = {}) =>
  drawApart({ userId: "hugo", bytes, sizes, ...changes });

const told = (drawn: Drawn) => (drawn.ok ? `${drawn.width} x ${drawn.height}` : drawn.reason);

describe("what costs more than it looks", () => {
  it.each<[string, () => Promise<Buffer> | Buffer, string]>([
    ["38 bytes that unfold to 50 megapixels", () => givenFlatWebp(7_070), "too-many-pixels"],
    ["38 bytes that unfold to as many as policy allows", () => givenFlatWebp(6_300), "1920 x 1920"],
    ["a JPEG of a thousand scans", () => givenJpegOfScans(1_500, 1_000), "not-a-picture"],
    ["a text in a PNG that unfolds to 200 MB", () => givenPngWithFolded("zTXt"), "800 x 800"],
    ["a colour profile in a PNG that unfolds to 200 MB", () => givenPngWithFolded("iCCP"), "800 x 800"],
    ["fifty thousand texts in a PNG", () => givenPngWithTexts(50_000), "800 x 800"],
    ["13 MB of colour profile before a JPEG", () => givenJpegWithBaggage(13), "1600 x 1200"],
    ["a film of sixty pictures", () => givenFilm(600, 60), "600 x 600"],
    [
      "an interlaced PNG of 16 bits, whose pixels take twice the memory",
      () => givenBlackPng(6_300, { bits: 16, colour: 6, interlaced: true }),
      "too-many-pixels",
    ],
    [
      "an interlaced PNG, which is held as a whole",
      () => givenBlackPng(6_300, { bits: 8, colour: 6, interlaced: true }),
      "1920 x 1920",
    ],
    ["a JPEG for printing", () => givenPicture(1200, 900).toColourspace("cmyk").jpeg().toBuffer(), "1200 x 900"],
  ])("%s", async (_what, make, expected) => {
    const bytes = await make();
    const delay = monitorEventLoopDelay();
    delay.enable();
    expect(told(await draw(bytes))).toBe(expected);
    delay.disable();
    // The process that serves pages hands bytes over, and that is all.
    expect(delay.max / 1e6).toBeLessThan(1_000);
  });
});

describe("a picture that takes more than a photo may", () => {
  it.each<[string, () => Promise<Buffer> | Buffer, { coreMs: number; mostMemoryBytes: number }]>([
    ["of one core", () => givenSlowWebp(3_000), { coreMs: 40, mostMemoryBytes }],
    [
      "of the memory",
      () => givenBlackPng(6_300, { bits: 8, colour: 6, interlaced: true }),
      { coreMs, mostMemoryBytes: 150_000_000 },
    ],
  ])("%s is ended, and the next one is drawn", async (_what, make, bounds) => {
    expect(await draw(await make(), { bounds })).toEqual({ ok: false, reason: "too-complex" });
    expect(told(await draw(await givenJpeg()))).toBe("1600 x 1200");
  });

  it("is ended when nobody waits for it any more, in its turn and before", async () => {
    const gone = new AbortController();
    const slow = await givenSlowWebp(3_000);
    const drawing = [draw(slow, { signal: gone.signal }), draw(slow, { signal: gone.signal })];
    const outcomes = Promise.allSettled(drawing);
    setImmediate(() => gone.abort(new Error("gone")));
    expect(await outcomes).toMatchObject([{ reason: { message: "gone" } }, { reason: { message: "gone" } }]);
    expect(told(await draw(await givenJpeg()))).toBe("1600 x 1200");
  });
});
