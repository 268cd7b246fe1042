import { expect, it } from "vitest";
import { leastRunId, newRunId } from "./run-id.ts";

const at = new Date("2026-11-24T08:00:00.123Z");
const next = new Date(at.getTime() + 1);

it("ids of one moment are in the order in which they were made, and all lie between the moments around them", () => {
  const ids = Array.from({ length: 1_000 }, () => newRunId(at));
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(1_000);
  expect(ids.every((id) => id > leastRunId(at) && id < leastRunId(next))).toBe(true);
});

it.each(["1970-01-01T00:00:00.000Z", "2026-11-24T08:00:00.123Z", "2999-12-31T23:59:59.999Z"])(
  "an id tells its moment: %s",
  (text) => {
    for (const id of [newRunId(new Date(text)), leastRunId(new Date(text))]) {
      expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
      expect(new Date(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toISOString()).toBe(text);
    }
  },
);
