import { beforeEach, expect, it, vi } from "vitest";
import { DatabaseUnavailableError } from "#db/unavailable.ts";
import { limits } from "#limits.ts";
import { logger } from "#logger.ts";
import { logOfAuthLibrary } from "./auth-log.ts";

const warn = vi.spyOn(logger, "warn").mockImplementation(() => {});
const error = vi.spyOn(logger, "error").mockImplementation(() => {});
beforeEach(() => {
  warn.mockClear();
  error.mockClear();
});

it("a database that cannot serve is one quiet line with its cause, however many ask", () => {
  const away = new DatabaseUnavailableError("away", "the database does not answer (ECONNREFUSED)");
  const crowd = 5 * limits.securityLog.linesPerWindow;
  for (let count = 0; count < crowd; count++)
    logOfAuthLibrary("error", "INTERNAL_SERVER_ERROR", new Error("x", { cause: away }));
  expect(error).not.toHaveBeenCalled();
  expect(warn).toHaveBeenCalledTimes(limits.securityLog.linesPerWindow);
  expect(warn.mock.calls[0]).toEqual([
    expect.objectContaining({ scope: "auth", cause: "the database does not answer (ECONNREFUSED)" }),
    "the database could not serve it",
  ]);
});

it("whatever a visitor sent, and what a driver's message holds, stands in none", () => {
  const query = Object.assign(new Error("Failed query: insert ana@example.com"), { cause: { code: "23505" } });
  logOfAuthLibrary("error", "Invalid origin: https://ana@evil.example", "ana@example.com");
  logOfAuthLibrary("error", query);
  logOfAuthLibrary("error", "Error", query);
  logOfAuthLibrary("warn", "ana@example.com");
  expect(error.mock.calls).toEqual([
    [expect.objectContaining({ scope: "auth" }), "Invalid origin"],
    [expect.objectContaining({ cause: "Error 23505" }), "an error of its own"],
    [expect.objectContaining({ cause: "Error 23505" }), "an error of its own"],
  ]);
  expect(JSON.stringify([...error.mock.calls, ...warn.mock.calls])).not.toContain("ana@");
});
