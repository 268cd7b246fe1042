import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningApp, startApp } from "#tests/app.ts";

describe("the running app", () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  it("says that it is healthy", async () => {
    const answer = await fetch(`${app.url}/api/health`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ ok: true, database: "ok", migrations: "ok" });
  });
});

describe("a start that cannot succeed ends with the reason", () => {
  it.each([
    ["APP_URL", "nonsense", "APP_URL Invalid URL; for example APP_URL=https://setrip.example"],
    ["AUTH_SECRET", "short", "AUTH_SECRET must be at least 32 characters"],
    ["AUTH_SECRET", "", "AUTH_SECRET is required when DATABASE_URL is set"],
    ["DATABASE_URL", "postgresql://setrip@127.0.0.1:9/setrip", "The database in DATABASE_URL does not answer"],
  ])("%s=%s", async (name, value, message) => {
    await expect(startApp({ env: { [name]: value } })).rejects.toThrow(message);
  });
});

it.each(["node", "npm"] as const)("ends on SIGTERM to %s, and nothing is left on its port", async (through) => {
  const app = await startApp({ through });
  await app.stop();
  await expect.poll(() => fetch(`${app.url}/api/health`).catch(({ message }) => message)).toBe("fetch failed");
});
