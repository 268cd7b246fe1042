import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningApp, startApp } from "#tests/app.ts";

/** One try at an account of its own, so that only the address is counted. */
let tries = 0;
async function guesses(app: RunningApp, address: string): Promise<number> {
  const { status, headers } = await fetch(`${app.url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: app.url, "x-real-ip": address },
    body: JSON.stringify({ email: `eve.${++tries}@setrip.example`, password: "a guess of hers" }),
  });
  expect([status === 429, Number(headers.get("retry-after")) > 0]).toEqual([status === 429, status === 429]);
  return status;
}

async function inTurn(app: RunningApp, addresses: string[]): Promise<number[]> {
  const statuses: number[] = [];
  for (const address of addresses) statuses.push(await guesses(app, address));
  return statuses;
}

const ten = Array.from({ length: 10 }, (_, at) => at);
const allWrong = ten.map(() => 401);

describe("behind the proxy that is trusted", () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  it("each visitor has tries of his own", async () => {
    expect(
      await inTurn(
        app,
        ten.map(() => "192.0.2.7"),
      ),
    ).toEqual(allWrong);
    expect(await inTurn(app, ["192.0.2.7", "::ffff:192.0.2.7", "::FFFF:C000:207"])).toEqual([429, 429, 429]);
    expect(await guesses(app, "192.0.2.8")).toBe(401);
  });

  it("who has an IPv6 network has the tries of one visitor", async () => {
    expect(
      await inTurn(
        app,
        ten.map((at) => `2001:db8:0:7::${at}`),
      ),
    ).toEqual(allWrong);
    expect(await guesses(app, "2001:db8:0:7:1234::1")).toBe(429);
    expect(await guesses(app, "2001:db8:0:8::1")).toBe(401);
  });

  it("lists and garbage are all one visitor", async () => {
    const made = ten.map((at) => (at % 2 ? `192.0.2.${at}, 198.51.100.${at}` : `nobody-${at}`));
    expect(await inTurn(app, made)).toEqual(allWrong);
    expect(await guesses(app, "another made-up one")).toBe(429);
  });
});

describe("where the proxy is elsewhere", () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp({ env: { TRUSTED_PROXY: "10.0.0.1" } });
  });
  afterAll(() => app.stop());

  it("a made-up header brings no further tries", async () => {
    expect(
      await inTurn(
        app,
        ten.map((at) => `192.0.2.${at}`),
      ),
    ).toEqual(allWrong);
    expect(await guesses(app, "198.51.100.1")).toBe(429);
  });

  it("and neither another host nor HTTPS is believed", async () => {
    const headers = { "x-forwarded-proto": "https", "x-forwarded-host": "evil.example" };
    const page = await fetch(`${app.url}/cara-kerja`, { headers });
    expect(page.headers.get("strict-transport-security")).toBeNull();
    const upload = await fetch(`${app.url}/api/unggah/foto`, {
      method: "POST",
      headers: { ...headers, origin: "https://evil.example" },
    });
    expect(upload.status).toBe(403);
  });
});
