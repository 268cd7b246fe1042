import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { RondaConfig } from "../config.ts";
import { didYouMean } from "../job/did-you-mean.ts";
import { UsageError } from "./usage-error.ts";

/** What the command line looks for in the folder that it is called in. */
export const configFile = "ronda.config.ts";

const required = ["app", "jobs", "url", "ronda"] as const;

/** Loads the app's configuration from a file, `ronda.config.ts` in the working directory unless told. Throws {@link UsageError}. */
export async function loadConfig(file?: string): Promise<RondaConfig> {
  const path = file ? resolve(file) : join(process.cwd(), configFile);
  if (!existsSync(path)) {
    throw new UsageError(
      file
        ? `there is no ${path}`
        : `there is no ${configFile} in ${process.cwd()}; run ronda in the app's root folder`,
    );
  }
  const { config, missing } = await importDefault(path);
  if (!config || missing.length > 0) {
    throw new UsageError(
      `${path} must export default defineConfig({ app, jobs, url, ronda }); missing: ${missing.join(", ")}`,
    );
  }
  return config;
}

/** The job of that name; throws {@link UsageError} that lists the jobs. */
export function findJob(config: RondaConfig, name: string): RondaConfig["jobs"][number] {
  const job = config.jobs.find((candidate) => candidate.name === name);
  if (job) return job;
  const names = config.jobs.map((candidate) => candidate.name);
  const nearest = didYouMean(name, names);
  throw new UsageError(
    [
      `there is no job "${name}"${nearest ? `; did you mean "${nearest}"?` : ""}`,
      "the jobs are:",
      ...names.map((known) => `  ${known}`),
    ].join("\n"),
  );
}

/** Reads the fields too: they may be getters that look at the environment, and find it wrong. */
async function importDefault(path: string): Promise<{ config: RondaConfig | undefined; missing: string[] }> {
  try {
    const { default: config } = (await import(pathToFileURL(path).href)) as { default?: RondaConfig };
    return { config, missing: required.filter((key) => config?.[key] === undefined) };
  } catch (error) {
    throw new UsageError(`${path} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
