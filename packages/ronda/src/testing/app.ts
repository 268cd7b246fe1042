import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";

const bin = join(import.meta.dirname, "../cli.ts");

/** The secret of the app that {@link appOnDisk} makes. */
export const secret = "the secret of the tests, 32 or more";

type Answer = { status: number; body: string };
type Received = {
  url: string;
  authorization?: string;
  actor?: string;
  /** Of a request with a body only. */
  sent?: { method: string; type: string; body: string };
};

/** A folder with a `ronda.config.ts` of two jobs, and a server that stands for the app; new for each test. */
export type AppOnDisk = {
  folder: string;
  server: Server;
  requests: Received[];
  answer: Answer;
  configure: (changes: Record<string, unknown>) => void;
};

/** Makes an app before each test of the calling file and clears it away after. Its runs stand in `runs.json`. */
export function appOnDisk(): AppOnDisk {
  const app = {} as AppOnDisk;
  beforeEach(async () => {
    const folder = mkdtempSync(join(tmpdir(), "ronda-cli-"));
    const server = createServer(async (request, response) => {
      const { authorization, "x-ronda-actor": actor, "content-type": type = "" } = request.headers;
      const body = Buffer.concat(await request.toArray()).toString();
      const sent = body === "" ? {} : { sent: { method: request.method!, type, body } };
      app.requests.push({ url: request.url!, authorization, actor: actor as string, ...sent });
      response.writeHead(app.answer.status, { "content-type": "application/json" }).end(app.answer.body);
    });
    const answer = { status: 200, body: '{"ok":true,"picked":0}' };
    Object.assign(app, { folder, server, requests: [], answer, configure: configureIn(folder) });
    await once(server.listen(0, "127.0.0.1"), "listening");
    app.configure({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  });
  afterEach(() => {
    app.server.close();
    rmSync(app.folder, { recursive: true, force: true });
  });
  return app;
}

function configureIn(folder: string): AppOnDisk["configure"] {
  const settingsFile = join(folder, "settings.json");
  writeFileSync(join(folder, "ronda.config.ts"), configSource);
  return (changes) => {
    const standing = existsSync(settingsFile)
      ? JSON.parse(readFileSync(settingsFile, "utf8"))
      : { app: "bakery", secret };
    writeFileSync(settingsFile, JSON.stringify({ ...standing, ...changes }));
  };
}

const configSource = `
import { readFileSync } from "node:fs";
const read = (name) => JSON.parse(readFileSync(import.meta.dirname + "/" + name, "utf8"), revive);
const revive = (key, value) => (/At$/.test(key) && value ? new Date(value) : value);
export default {
  jobs: [
    { name: "auto-complete-trips", schedule: "0 18 * * *", description: { id: "Menyelesaikan trip", en: "Completes trips" },
      example: { empty: { completed: 0 }, full: { completed: 2 } } },
    { name: "process-email-jobs", schedule: "*/5 * * * *", description: { id: "Mengirim email", en: "Sends mail" } },
  ],
  watches: [{ name: "parcels-waiting", description: { id: "Paket yang menunggu", en: "Parcels that wait" } }],
  tables: { people: async (locale) => locale + ": Ana" },
  page: "/admin/system",
  displayZone: "Asia/Jakarta",
  zoneNames: { "Asia/Jakarta": "WIB" },
  crontab: { locale: "id" },
  docs: { id: "docs/runbook.id.md", en: "docs/runbook.en.md" },
  ronda: () => ({
    runs: async ({ job, status, trigger, limit }) =>
      read("runs.json")
        .filter((run) => (!job || run.jobName === job) && (!status || run.status === status))
        .filter((run) => !trigger || run.trigger === trigger).slice(0, limit),
  }),
  ...read("settings.json"),
};
`;

/** Starts the real command in the app's folder; `ended` gives its exit code and what it printed. */
export function startRonda(app: AppOnDisk, args: string[]) {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: app.folder,
    env: { PATH, HOME: app.folder, NODE_COMPILE_CACHE } as unknown as NodeJS.ProcessEnv,
  });
  const printed = { out: "", err: "" };
  child.stdout.on("data", (data) => {
    printed.out += data;
  });
  child.stderr.on("data", (data) => {
    printed.err += data;
  });
  const ended = once(child, "close").then(([code]) => ({ code: code as number, ...printed }));
  return { child, ended };
}
