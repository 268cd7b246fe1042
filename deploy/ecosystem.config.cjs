const { existsSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const { parseEnv } = require("node:util");

/**
 * PM2: `pm2 startOrReload deploy/ecosystem.config.cjs --update-env`, from the release folder.
 *
 * Two processes share the port, so that a reload refuses no request. They need one PostgreSQL (DATABASE_URL) and one
 * folder for uploads (SETRIP_DATA_DIR); the jobs run once all the same, because a run is claimed in the database.
 * In cluster mode PM2 ignores `interpreter` and runs the app with its own Node: start PM2 with Node 24, and after a
 * new Node also `pm2 update`.
 */

const root = join(__dirname, "..");
const envFile = join(root, ".env");
const env = { ...(existsSync(envFile) ? parseEnv(readFileSync(envFile, "utf8")) : {}), ...process.env };

if (Number.parseInt(process.versions.node, 10) < 24) {
  throw new Error(`SeTrip needs Node 24, PM2 runs on ${process.versions.node}: install Node 24, then run pm2 update`);
}
if (!env.DATABASE_URL) {
  throw new Error(
    "DATABASE_URL is not set, neither in .env nor in the environment. Several processes need one PostgreSQL; " +
      "the embedded one serves a single process, started with npm start",
  );
}

module.exports = {
  apps: [
    {
      name: "setrip",
      cwd: root,
      script: "server/main.mjs",
      args: ["-p", env.PORT || "3000", "-H", "127.0.0.1"],
      exec_mode: "cluster",
      instances: 2,
      env: { NODE_ENV: "production" },
      // A stopping process answers what it has begun and writes down which runs it gave up; PM2 would kill it after 1.6 s.
      kill_timeout: 15_000,
      listen_timeout: 20_000,
      merge_logs: true,
    },
  ],
};
