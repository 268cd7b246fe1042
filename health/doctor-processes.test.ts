import { chmodSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { processChecks } from "./doctor-processes.ts";

let folder: string;
let file: string;
const startedAt = Date.parse("2026-11-30T07:00:00Z");

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "setrip-pm2-")));
  file = join(folder, ".env");
  changedAt(startedAt - 60_000);
});
afterEach(() => void vi.unstubAllEnvs());

function changedAt(ms: number): void {
  writeFileSync(file, "PORT=3000\n");
  utimesSync(file, ms / 1000, ms / 1000);
}

/** Stands for PM2, which also writes how it is before its list. */
function given(...processes: { name?: string; status?: string; pm_cwd?: string; unstable_restarts?: number }[]): void {
  const list = processes.map(({ name = "setrip", ...told }) => ({
    name,
    pm2_env: { status: "online", pm_cwd: folder, unstable_restarts: 0, pm_uptime: startedAt, ...told },
  }));
  mkdirSync(join(folder, "bin"), { recursive: true });
  writeFileSync(
    join(folder, "bin/pm2"),
    `#!/bin/sh\necho ">>>> In-memory PM2 is out-of-date"\necho '${JSON.stringify(list)}'\n`,
  );
  chmodSync(join(folder, "bin/pm2"), 0o755);
  vi.stubEnv("PATH", `${join(folder, "bin")}${delimiter}${process.env.PATH}`);
}

const found = (now = new Date(startedAt + 30_000)) => processChecks({ file, folder, now });

it("two processes from this folder that read .env as it is are well", async () => {
  given({}, {}, { name: "blog", status: "errored" });
  expect(await found()).toEqual([
    { name: "PM2", state: "ok", why: "2 processes online, with this folder's release and what .env says" },
  ]);
});

it("processes from the folder behind a link are those of this folder", async () => {
  symlinkSync(folder, join(folder, "current"));
  given({ pm_cwd: join(folder, "current") });
  expect(await found()).toMatchObject([{ state: "ok" }]);
});

it("processes of a release that was deployed from this folder are those of this folder", async () => {
  const releases = `${folder}-releases`;
  mkdirSync(join(releases, "20261130-064200-3aa6256"), { recursive: true });
  symlinkSync(join(releases, "20261130-064200-3aa6256"), join(releases, "current"));
  given({ pm_cwd: join(releases, "current") });
  expect(await found()).toMatchObject([{ state: "ok" }]);
});

it.each([
  ["one is not online", () => given({}, { status: "errored" }), "error", "1 of 2 processes: errored", "pm2 logs"],
  ["they end soon after each start", () => given({ unstable_restarts: 3 }), "error", "end again and again", "pm2 logs"],
  ["they serve another folder", () => given({ pm_cwd: tmpdir() }), "warning", "not from this folder", "npm run deploy"],
] as const)("it is told when %s", async (_, happen, state, why, mend) => {
  happen();
  expect(await found()).toEqual([
    { name: "PM2", state, why: expect.stringContaining(why), mend: expect.stringContaining(mend) },
  ]);
});

it("a restart that somebody asked for soon after a start is none of those, and an old crash is over", async () => {
  given({ unstable_restarts: 1 });
  expect(await found()).toMatchObject([{ state: "ok" }]);
  given({ unstable_restarts: 7 });
  expect(await found(new Date(startedAt + 120_000))).toMatchObject([{ state: "ok" }]);
});

it("it is told when .env was changed and nobody reloaded", async () => {
  given({}, {});
  changedAt(startedAt + 60_000);
  expect(await found()).toEqual([
    {
      name: "PM2",
      state: "warning",
      why: ".env was changed after 2 of 2 processes started: they go by what it said before",
      mend: "pm2 startOrReload deploy/ecosystem.config.cjs --update-env",
    },
  ]);
});

it("nothing is said where PM2 is not how the app is run", async () => {
  given({ name: "blog" });
  expect(await found()).toEqual([]);
});
