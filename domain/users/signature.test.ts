import { afterEach, expect, it, vi } from "vitest";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** The module as a process has it that was started with this secret. */
async function startedWith(secret: string) {
  vi.resetModules();
  vi.stubEnv("AUTH_SECRET", secret);
  vi.stubEnv("DATABASE_URL", "");
  return import("./signature.ts");
}

it("is right for its text, its purpose and its secret alone", async () => {
  const { sign, isSigned } = await startedWith("a secret that only the tests know, 32+");
  const signature = sign("known", "ana");
  expect(isSigned("known", "ana", signature)).toBe(true);
  expect(isSigned("known", "eve", signature)).toBe(false);
  expect(isSigned("other", "ana", signature)).toBe(false);
  expect(isSigned("known", "ana", "")).toBe(false);
  const other = await startedWith("another secret that only the tests know");
  expect(other.isSigned("known", "ana", signature)).toBe(false);
});

it("is never made with an empty key", async () => {
  const { sign, isSigned } = await startedWith("");
  expect(() => sign("known", "ana")).toThrow("AUTH_SECRET is not set");
  expect(() => isSigned("known", "ana", "x")).toThrow("AUTH_SECRET is not set");
});
