import { afterAll, beforeAll, expect, it } from "vitest";
import { type TcpProxy, tcpProxy } from "#packages/ronda/src/testing/tcp-proxy.ts";
import { cronSecret, type RunningApp, startApp } from "#tests/app.ts";

const token = "the token of the metrics, only for tests";

/** Two processes on one database, as PM2 runs them; the second has a proxy in between that can take it away. */
let app: RunningApp;
let other: RunningApp;
let proxy: TcpProxy;
beforeAll(async () => {
  app = await startApp({ env: { METRICS_TOKEN: token } });
  const { hostname, port } = new URL(app.databaseUrl);
  proxy = await tcpProxy({ host: hostname, port: Number(port) });
  const proxied = Object.assign(new URL(app.databaseUrl), { hostname: "127.0.0.1", port: String(proxy.port) });
  other = await startApp({ databaseUrl: proxied.href, dataDir: app.dataDir, env: { METRICS_TOKEN: token } });
});
afterAll(async () => {
  await Promise.all([app?.stop(), other?.stop()]);
  await proxy?.close();
});

type Asked = { method?: string; given?: string };

const ask = ({ url }: RunningApp, { method = "GET", given = token }: Asked = {}) =>
  fetch(`${url}/metrics`, { method, headers: { authorization: `Bearer ${given}` } });

/** What a scrape says, by what stands before each value. */
async function scrape(asked: RunningApp): Promise<Record<string, number>> {
  const response = await ask(asked);
  expect(response.status).toBe(200);
  const lines = (await response.text()).split("\n").filter((line) => line && !line.startsWith("#"));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.split(" ").at(-1))]),
  );
}

const trigger = (job: string, secret = cronSecret) =>
  fetch(`${app.url}/api/cron/${job}`, { headers: { authorization: `Bearer ${secret}` } });

it("tells the right token of every job, the same in each process", async () => {
  expect((await trigger("expire-payments")).status).toBe(200);
  for (const asked of [app, other]) {
    // What was read before a scrape may be five seconds old.
    await expect
      .poll(() => scrape(asked))
      .toMatchObject({
        'ronda_runs_total{job="expire-payments",status="success"}': 1,
        'ronda_runs_total{job="expire-payments",status="failed"}': 0,
        'ronda_run_duration_seconds_count{job="expire-payments"}': 1,
        'ronda_job_badge{job="auto-complete-trips",badge="failed"}': 0,
        ronda_scrape_error: 0,
      });
  }
  const lines = await scrape(app);
  expect(lines).toHaveProperty([`process_resident_memory_bytes{pid="${pidOf(lines)}"}`]);
});

/** The app's, which is not that of the script that started it. */
function pidOf(lines: Record<string, number>): string {
  return /pid="(\d+)"/.exec(Object.keys(lines).join())?.[1] ?? "";
}

it.each(["", "wrong", cronSecret, `${token}x`])("tells nobody else anything: %s", async (given) => {
  for (const method of ["GET", "HEAD"]) {
    const response = await ask(app, { given, method });
    expect(response.status).toBe(401);
    expect(await response.text()).not.toContain("ronda_");
  }
});

it("answers HEAD without a body and no other method", async () => {
  const head = await ask(app, { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) expect((await ask(app, { method })).status).toBe(405);
});

it("answers within seconds with what it knows while the database is away", async () => {
  await scrape(other);
  proxy.become("stall");
  const startedAt = performance.now();
  await expect
    .poll(() => scrape(other))
    .toMatchObject({ ronda_scrape_error: 1, 'ronda_runs_total{job="expire-payments",status="success"}': 1 });
  const last = performance.now();
  await scrape(other);
  expect(performance.now() - last).toBeLessThan(5000);
  expect(performance.now() - startedAt).toBeLessThan(30_000);
  proxy.become("pass");
  await expect.poll(() => scrape(other)).toMatchObject({ ronda_scrape_error: 0 });
});

it("is not there without a token", async () => {
  const without = await startApp({ databaseUrl: app.databaseUrl, dataDir: app.dataDir });
  for (const given of ["", "undefined", token]) expect((await ask(without, { given })).status).toBe(404);
  await without.stop();
});
