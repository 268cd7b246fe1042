const { spawnSync } = require("node:child_process");
const { existsSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const { parseEnv } = require("node:util");

/**
 * PM2: `pm2 startOrReload deploy/ecosystem.config.cjs --update-env`, or `npm run deploy`, which does it for a new release.
 *
 * Two processes share the port, so that a reload refuses no request. They need one PostgreSQL (DATABASE_URL) and one
 * folder for uploads (SETRIP_DATA_DIR); the jobs run once all the same, because a run is claimed in the database.
 * In cluster mode PM2 ignores `interpreter` and runs the app with its own Node: start PM2 with Node 24, and after a
 * new Node also `pm2 update`.
 */

if (Number.parseInt(process.versions.node, 10) < 24) {
  refuse(`SeTrip needs Node 24, PM2 runs on ${process.versions.node}: install Node 24, then run pm2 update`);
}

const { limits } = require("../limits.ts");
const { servedFolder } = require("../scripts/release/folders.ts");

const root = join(__dirname, "..");
// Through the link: a process that starts takes the release that the link leads to at that moment.
const folder = servedFolder(root);
const script = join(folder, "server/main.mjs");
const envFile = join(folder, ".env");
const env = { ...(existsSync(envFile) ? parseEnv(readFileSync(envFile, "utf8")) : {}), ...process.env };

// What ends processes asks nothing.
if (!process.argv.some((word) => ["stop", "delete", "del"].includes(word))) refuseWhatTheAppRefuses();

/** A process that ends at its start is started again and again, and PM2 would say "online". */
function refuseWhatTheAppRefuses() {
  const options = { cwd: folder, encoding: "utf8", env: { ...process.env, NODE_ENV: "production" } };
  const { status, stderr, error } = spawnSync(process.execPath, ["scripts/preflight.ts"], options);
  if (status !== 0) refuse(`SeTrip would not start, so nothing was changed.\n${stderr || error}`);
  if (stderr) console.error(stderr.trim());
}

/** Ends the command of PM2 that reads this. Of an error PM2 would say that this file is malformed, with its stack. */
function refuse(words) {
  console.error(words.trim());
  process.exit(1);
}

module.exports = {
  apps: [
    {
      name: "setrip",
      cwd: folder,
      script,
      args: ["-p", env.PORT || "3000", "-H", "127.0.0.1"],
      exec_mode: "cluster",
      instances: 2,
      // PM2 keeps the script and the folder of an app's first start, whatever this file says later. It spreads this
      // environment over what it keeps before each start of a process, and so these two names do change them.
      env: { NODE_ENV: "production", pm_exec_path: script, pm_cwd: folder },
      // A stopping process answers what it has begun and writes down which runs it gave up; PM2 would kill it after 1.6 s.
      // By itself it is gone before this, whoever outside keeps it waiting.
      kill_timeout: limits.stop.totalMs + 3_000,
      // The app listens only once all of its start is done and it has drawn its first pages to itself, so that PM2 needs no other
      // sign (`wait_ready`). Until then, or for so long, the process before it stays.
      listen_timeout: 60_000,
      // One that ends within half a minute is started again after 0.5 s, then ever later up to 15 s, and never given up: PM2
      // would not take up again what it gave up, however well the database that was away is by then.
      exp_backoff_restart_delay: 500,
      min_uptime: 30_000,
      max_restarts: 1_000_000,
      merge_logs: true,
    },
  ],
};
