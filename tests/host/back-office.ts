import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { DoctorCheck } from "ronda/types";
import { jobs } from "#jobs/index.ts";
import { cronSecret, type RunningApp } from "#tests/app.ts";

const root = join(import.meta.dirname, "../..");

/** What one runs on the server: the command line in the app's folder, and the script that the crontab's lines call. */
export type BackOffice = ReturnType<typeof backOffice>;

/** The back office of a running app, with curl's file and the log in a folder of its own that is nobody else's to read. */
export function backOffice(app: Pick<RunningApp, "url" | "databaseUrl" | "dataDir">) {
  const folder = mkdtempSync(join(tmpdir(), "setrip-cron-"));
  chmodSync(folder, 0o700);
  const curlConfig = join(folder, "cron.curl");
  const log = join(folder, "log", "cron.log");
  mkdirSync(join(folder, "log"));
  const environment = {
    ...process.env,
    DATABASE_URL: app.databaseUrl,
    SETRIP_DATA_DIR: app.dataDir,
    APP_URL: app.url,
    PORT: new URL(app.url).port,
    CRON_SECRET: cronSecret,
  };

  /** The real command on the app's own configuration, but for where its files are and, on wish, when its jobs are due. */
  async function ronda(
    args: string[],
    { env = {}, schedules = "{}" }: { env?: Record<string, string>; schedules?: string } = {},
  ) {
    const config = join(folder, "ronda.config.ts");
    writeFileSync(
      config,
      `import config from ${JSON.stringify(join(root, "ronda.config.ts"))};
const schedules = ${schedules};
const { jobs } = config;
export default Object.defineProperties({}, {
  ...Object.getOwnPropertyDescriptors(config),
  jobs: { enumerable: true, value: jobs.map((job) => ({ ...job, schedule: schedules[job.name] ?? schedules.all ?? job.schedule })) },
  crontab: { enumerable: true, value: { locale: "id", curlConfig: ${JSON.stringify(curlConfig)}, log: ${JSON.stringify(log)} } },
});\n`,
    );
    const child = spawn(process.execPath, ["packages/ronda/src/cli.ts", "--config", config, ...args], {
      cwd: root,
      env: { ...environment, ...env } as unknown as NodeJS.ProcessEnv,
    });
    return await told(child);
  }

  return {
    folder,
    curlConfig,
    log,
    ronda,
    /** What the doctor says, and how it ends. */
    async doctor(env: Record<string, string> = {}): Promise<{ checks: DoctorCheck[]; code: number | null }> {
      const { code, out, err } = await ronda(["doctor", "--json"], { env });
      if (!out) throw new Error(err);
      return { checks: JSON.parse(out) as DoctorCheck[], code };
    },
    /** Calls jobs as their lines do, one after the other; gives the line of the log of each. */
    async trigger(names: readonly string[]): Promise<string[]> {
      const lines: string[] = [];
      for (const name of names) {
        const { out } = await told(spawn("sh", [`${curlConfig}.sh`, `${app.url}/api/cron/${name}`]));
        lines.push(out.trim());
      }
      return lines;
    },
  };
}

/** How a program ended and what it wrote. Waited for without holding up the proxies of this process, which it may call. */
async function told(child: ChildProcessWithoutNullStreams): Promise<{ code: number | null; out: string; err: string }> {
  const closed = once(child, "close") as Promise<[number | null]>;
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { code, out, err };
}

/** Every job of the registry but these. */
export function allJobsBut(...names: string[]): string[] {
  return jobs.map(({ name }) => name).filter((name) => !names.includes(name));
}

/** The text of a page as people read it. */
export function textOf(html: string): string {
  return html
    .replace(/<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>/g, " ")
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ");
}

/** Files below these folders that hold the secret and that others than their owner may read. */
export function readableByOthers(secret: string, folders: readonly string[]): string[] {
  return folders.flatMap(filesBelow).filter((file) => {
    try {
      return (statSync(file).mode & 0o077) !== 0 && readFileSync(file).includes(secret);
    } catch {
      // It was there for a moment only.
      return false;
    }
  });
}

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}

/** The command line of every process of the machine. */
export function processLines(): string[] {
  return execFileSync("ps", ["-eo", "args="], { encoding: "utf8" }).split("\n");
}
