import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { expect, it } from "vitest";
import { listenerOn, portProblem } from "#scripts/port.ts";
import { lastLines, parseList } from "./pm2.ts";
import { serverEnvironment } from "./programs.ts";
import { parseReady } from "./ready.ts";

it("PM2 gets the system's own PATH and none of what npm adds", () => {
  const given = {
    PATH: "/srv/setrip/node_modules/.bin:/usr/lib/node_modules/npm/node_modules/@npmcli/run-script/lib/node-gyp-bin:/usr/bin",
    npm_command: "run-script",
    NODE_ENV: "development",
    DATABASE_URL: "postgresql://db",
  };
  expect(serverEnvironment(given)).toEqual({
    PATH: "/usr/bin",
    NODE_ENV: "production",
    DATABASE_URL: "postgresql://db",
  });
});

it("of pm2 jlist only the app's processes count, whatever PM2 greets with", () => {
  const entry = (name: string, pm_id: number | string, status: string) => ({
    name,
    pid: 7,
    pm_id,
    pm2_env: {
      status,
      unstable_restarts: 2,
      node_version: "24.21.0",
      pm_out_log_path: "/out",
      pm_err_log_path: "/err",
    },
  });
  const list = JSON.stringify([
    entry("other", 0, "online"),
    entry("setrip", 1, "waiting restart"),
    entry("setrip", "_old_1", "online"),
  ]);
  const worker = { pid: 7, crashes: 2, nodeVersion: "24.21.0", logs: ["/out", "/err"] };
  expect(parseList(`[PM2] Spawning PM2 daemon\n[PM2] PM2 Successfully daemonized\n${list}`)).toEqual([
    { ...worker, isOnline: false, isLeaving: false },
    { ...worker, isOnline: true, isLeaving: true },
  ]);
  expect(parseList("[PM2] Spawning PM2 daemon\n[]")).toEqual([]);
});

it("readiness is told with what lacks; a missing CRON_SECRET, or a clock that leapt, keeps nobody from being served", () => {
  const body = {
    ok: false,
    release: "one",
    database: "ok",
    migrations: "2 of 19 are missing",
    cronSecret: "is not set",
    clock: "leapt",
  };
  expect(parseReady(body)).toEqual({ release: "one", lacks: ["migrations: 2 of 19 are missing"] });
  expect(parseReady({ error: "unavailable" })).toBeUndefined();
});

it("the last lines are those with something in them", () => {
  expect(lastLines("one\n\ntwo\n \nthree\n", 2)).toBe("two\nthree");
});

it.runIf(process.platform === "linux")(
  "a port that is taken is named with its process; a free one is no problem",
  async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    expect(listenerOn(port)).toMatchObject({ pid: process.pid, isPm2: false });
    expect(await portProblem(port)).toContain(`PORT ${port} is taken by process ${process.pid}`);
    await new Promise((resolve) => server.close(resolve));
    expect(await portProblem(port)).toBeUndefined();
  },
);
