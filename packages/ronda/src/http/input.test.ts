import { describe, expect, it, vi } from "vitest";
import { inputOf, parseInput } from "./input.ts";

const address = "https://shop.example/api/cron/bake";
const post = (body: BodyInit | undefined, type = "application/json") =>
  new Request(address, { method: "POST", body, headers: { "content-type": type }, duplex: "half" } as RequestInit);
const kib64 = 64 * 1024;
const jsonOf = (bytes: number) => `"${"x".repeat(bytes - 2)}"`;
const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);

describe("a job that takes an input is given", () => {
  it.each<[string, Request, unknown]>([
    ["JSON of any kind", post('{"month":"2026-11"}'), { input: { month: "2026-11" } }],
    ["JSON with a type of its own", post("[1]", "application/vnd.shop+json; charset=utf-8"), { input: [1] }],
    ["nothing by a body that is empty", post("  \n"), { input: undefined }],
    ["nothing by no body", post(undefined), { input: undefined }],
    ["nothing by a GET", new Request(address), { input: undefined }],
    [
      "nothing that calls itself otherwise",
      post("{}", "text/plain"),
      { status: 400, wrong: "The input is JSON: send it with Content-Type: application/json" },
    ],
    [
      "nothing that only begins like JSON's type",
      post("{}", "application/jsonp"),
      { status: 400, wrong: "The input is JSON: send it with Content-Type: application/json" },
    ],
    ["nothing that is no JSON", post("{month}"), { status: 400, wrong: "The input is not JSON" }],
    ["as much as 64 KiB", post(jsonOf(kib64)), { input: "x".repeat(kib64 - 2) }],
    ["nothing larger", post(jsonOf(kib64 + 1)), { status: 413, wrong: "The input is larger than 64 KiB" }],
    [
      "nothing that is no UTF-8",
      post(new Uint8Array([0x22, 0xff, 0x22])),
      { status: 400, wrong: "The input cannot be read: it is cut off, or no UTF-8" },
    ],
  ])("%s", async (_, request, expected) => expect(await inputOf(request, true)).toEqual(expected));
});

describe("a job that takes none", () => {
  it.each<[string, Request, unknown]>([
    ["is run by an empty object, which some schedulers send", post("{}"), { input: undefined }],
    ["does not read what is no JSON", post("signature=1", "application/x-www-form-urlencoded"), { input: undefined }],
    ["says so to anything else", post('{"month":1}'), { status: 400, wrong: "This job takes no input" }],
    ["is not run by an empty list", post("[]"), { status: 400, wrong: "This job takes no input" }],
    ["is not run by null", post("null"), { status: 400, wrong: "This job takes no input" }],
    ["is not run by what is no JSON either", post("{"), { status: 400, wrong: "The input is not JSON" }],
  ])("%s", async (_, request, expected) => expect(await inputOf(request, false)).toEqual(expected));
});

it("a body that somebody has read, or that breaks off, is said to be that", async () => {
  const read = post("{}");
  await read.text();
  expect(await inputOf(read, true)).toEqual({
    status: 400,
    wrong: "The body was read before it came here, so no input can be read from it",
  });
  const broken = new ReadableStream({ pull: (controller) => controller.error(new Error("reset")) });
  expect(await inputOf(post(broken), true)).toEqual({
    status: 400,
    wrong: "The input cannot be read: it is cut off, or no UTF-8",
  });
});

it("one that does not end is given up after ten seconds, and its sender is told to stop", async () => {
  vi.useFakeTimers();
  try {
    const cancelled = vi.fn();
    const given = inputOf(post(new ReadableStream({ cancel: cancelled })), true);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await given).toEqual({ status: 408, wrong: "The input took longer than 10 s to arrive" });
    expect(cancelled).toHaveBeenCalledOnce();
  } finally {
    vi.useRealTimers();
  }
});

it.each([
  [nested(20), true],
  [nested(21), false],
  [`{"a":${nested(19)}}`, true],
  [`{"a":${nested(20)}}`, false],
  [JSON.stringify("[".repeat(50)), true],
  [JSON.stringify('\\"[[[[[[[[[[[[[[[[[[[[[[[["'), true],
  [`[${"[],".repeat(100)}[]]`, true],
])("levels are counted outside of texts, at most 20: %.30s", (text, isRight) => {
  const { wrong } = parseInput(text);
  expect(wrong).toBe(isRight ? undefined : "The input is deeper than 20 levels");
});
