import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningApp, startApp } from "#tests/app.ts";

describe("the running app", () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp({ env: { CRON_SECERT: "never read", EMAIL_FROM: "SeTrip <halo@your-domain.com>" } });
  });
  afterAll(() => app.stop());

  it("says that it lives", async () => {
    const response = await fetch(`${app.url}/api/health/live`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ ok: true });
  });

  it.each(["/api/health/ready", "/api/health"])("%s says that it has all that it needs", async (path) => {
    const response = await fetch(`${app.url}${path}`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      ...{ ok: true, database: "ok", migrations: "ok", dataFolder: "ok", cronSecret: "ok", clock: "ok" },
    });
  });

  it("has named, once, a variable that nobody reads and a value that cannot be meant, and never said what they are", async () => {
    const warnings = () => app.logs().match(/"env":"\w+","msg":"[^"]*"/g);
    await expect
      .poll(warnings)
      .toEqual([
        '"env":"CRON_SECERT","msg":"CRON_SECERT is read by nobody; did you mean CRON_SECRET?"',
        '"env":"EMAIL_FROM","msg":"EMAIL_FROM is an example, not a value of your own"',
      ]);
    expect(app.logs()).not.toContain("never read");
  });
});

/** The tests' clock is for loopback alone. */
const publicAddress = { APP_URL: "https://setrip.example", SETRIP_TEST_CLOCK_FILE: "" };

describe("a start that cannot succeed ends with the reason, and never listens", () => {
  it.each<[name: string, value: string, message: string, others?: Record<string, string>]>([
    ["APP_URL", "nonsense", "APP_URL Invalid URL; for example APP_URL=https://setrip.example"],
    ["AUTH_SECRET", "short", "AUTH_SECRET must be at least 32 characters"],
    ["AUTH_SECRET", "", "AUTH_SECRET is required when DATABASE_URL is set"],
    ["AUTH_SECRET", "a".repeat(64), "AUTH_SECRET is too simple"],
    ["APP_URL", "http://setrip.example", "APP_URL must be https"],
    ["SETRIP_DEMO", "on", "SETRIP_DEMO is on beside an https address", publicAddress],
    ["SETRIP_DATA_DIR", "/nowhere/setrip", "SETRIP_DATA_DIR /nowhere/setrip does not exist"],
    [
      "SETRIP_DATA_DIR",
      "/nowhere/setrip",
      "does not exist. Is the name right, is its disk mounted?",
      { DATABASE_URL: "" },
    ],
    ["SETRIP_DATA_DIR", "/etc/hostname", "SETRIP_DATA_DIR /etc/hostname is no folder"],
    ["DATABASE_URL", "postgresql://setrip@127.0.0.1:9/setrip", "The database in DATABASE_URL does not answer"],
  ])("%s=%s", async (name, value, message, others = {}) => {
    const failed = startApp({ env: { ...others, [name]: value } });
    await expect(failed).rejects.toThrow(message);
    // Whoever hears of it would end the processes that served before.
    await expect(failed).rejects.not.toThrow("SeTrip listens");
  });
});

it.each(["node", "npm"] as const)("ends on SIGTERM to %s, and nothing is left on its port", async (through) => {
  const app = await startApp({ through });
  await app.stop();
  await expect.poll(() => fetch(`${app.url}/api/health/live`).catch(({ message }) => message)).toBe("fetch failed");
});
