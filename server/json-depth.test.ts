import fc from "fast-check";
import { expect, it } from "vitest";
import { jsonDepth } from "./json-depth.ts";

const depthOf = (text: string) => jsonDepth(Buffer.from(text));

it("counts objects and arrays that lie in each other, not beside each other, and none in text", () => {
  expect(["7", "[]", "[[],[]]", '{"a":[{"b":1}]}', '"[[["', '["\\"[[["]', '["\\\\"]'].map(depthOf)).toEqual([
    0, 1, 2, 3, 0, 1, 1,
  ]);
});

it("agrees with the value itself", () => {
  const depth = (value: unknown): number =>
    typeof value === "object" && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depth)) : 0;
  fc.assert(fc.property(fc.jsonValue(), (value) => depthOf(JSON.stringify(value)) === depth(value)));
});
