import fc from "fast-check";
import { expect, it } from "vitest";
import { expectLinear } from "../testing/linear.ts";
import { briefJson } from "./brief-json.ts";

const refuse = () => {
  throw new Error("nobody may look");
};

it("is what JSON writes, as long as there is room", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
      // A lone half of a letter is written as JSON writes it, or mended: neither is told apart here.
      expect(JSON.parse(briefJson(value, 1_000_000)!)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
  const written = {
    at: new Date(0),
    none: undefined,
    work: () => {},
    list: [undefined, 1n, Number.NaN],
    boxed: Object("a"),
  };
  expect(briefJson(written, 1000)).toBe('{"at":"1970-01-01T00:00:00.000Z","list":[null,"1",null],"boxed":"a"}');
});

it("ends when it is full, and says so", () => {
  fc.assert(
    fc.property(fc.anything(), fc.integer({ min: 10, max: 200 }), (value, most) => {
      expect((briefJson(value, most) ?? "").length).toBeLessThanOrEqual(most);
    }),
  );
  expect(briefJson({ name: "Ana", trips: [1, 2, 3] }, 20)).toBe('{"name":"Ana","trip…');
});

it("never throws, whatever code a value has", () => {
  const odd = Object.defineProperty({ a: 1, toString: refuse }, "b", { get: refuse, enumerable: true });
  expect(briefJson(odd, 100)).toBe('{"a":1,"b":"[cannot be read]"}');
  expect(briefJson([{ toJSON: refuse }], 100)).toBe('["[cannot be read]"]');
  expect(briefJson({ toJSON: refuse }, 100)).toBeUndefined();
  expect(briefJson(new Proxy({}, { ownKeys: refuse }), 100)).toBeUndefined();
  expect(briefJson(undefined, 100)).toBeUndefined();
  const circle: Record<string, unknown> = {};
  circle.circle = circle;
  expect(briefJson(circle, 10_000)!.length).toBeLessThan(1000);
});

const wide = (size: number) => Object.fromEntries(Array.from({ length: size }, (_, index) => [`key-${index}`, index]));
const deep = (size: number) => Array.from({ length: size }).reduce<unknown>((inner) => ({ inner }), 1);

it.each<[string, (size: number) => unknown]>([
  ["many keys", wide],
  ["many levels", deep],
  ["a long list", (size) => Array.from({ length: size }, (_, index) => index)],
  ["a list of nothing", (size) => new Array(size)],
  ["a long text", (size) => "é".repeat(size)],
  ["a long key", (size) => ({ ["k".repeat(size)]: 1 })],
  ["a long list of objects", (size) => Array.from({ length: size / 10 }, () => ({ id: 1, rows: [1, 2, 3] }))],
])("does no more work for more than it writes: %s", (_what, make) => {
  expectLinear((size) => {
    const value = make(size);
    return () => {
      for (let time = 0; time < 3; time++) briefJson(value, 8000);
    };
  }, 20_000);
});
