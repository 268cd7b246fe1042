import { afterEach, expect, it, vi } from "vitest";
import { limits } from "#limits.ts";
import { quietOutages } from "./quiet-outages.ts";

const { linesPerWindow, windowMs } = limits.refusedLog;
const { error } = console;
afterEach(() => {
  console.error = error;
  vi.restoreAllMocks();
});

it("errors of one place are written so many times a window, others beside them, and the next says how many were not", () => {
  const written: unknown[][] = [];
  console.error = (...given) => void written.push(given);
  quietOutages();
  let nowMs = performance.now();
  vi.spyOn(performance, "now").mockImplementation(() => nowMs);
  const fail = (message: string) => console.error(new Error(message));
  for (let at = 0; at < linesPerWindow + 7; at++) fail(`junk ${at}`);
  expect(written).toHaveLength(linesPerWindow);
  console.error("⨯", new Error("of another place"));
  console.error("no error at all");
  expect(written).toHaveLength(linesPerWindow + 2);
  nowMs += windowMs;
  fail("later");
  expect(written.slice(-2)).toEqual([[new Error("later")], [expect.stringContaining(" 7 more errors")]]);
});
