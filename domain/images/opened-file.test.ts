import { beforeEach, expect, it, vi } from "vitest";
import { logger } from "#logger.ts";
import { openedBy } from "./opened-file.ts";

const failing = (code: string) =>
  openedBy(() => Promise.reject(Object.assign(new Error(`${code}: hugo.webp`), { code })));
beforeEach(() => void vi.restoreAllMocks());

it.each(["EACCES", "EIO", "EMFILE", "SlowDown"])(
  "a store that fails with %s has a file that cannot be read",
  async (code) => {
    expect(await failing(code)).toBe("unreadable");
  },
);

it("a store that has no such file has none", async () => {
  expect(await openedBy(async () => undefined)).toBeUndefined();
});

it("a hundred photos of a page leave one line at most, which names no file", async () => {
  const warn = vi.spyOn(logger, "warn");
  for (let count = 0; count < 100; count++) await failing("EIO");
  expect(warn.mock.calls.length).toBeLessThanOrEqual(1);
  expect(JSON.stringify(warn.mock.calls)).not.toContain("hugo");
});
