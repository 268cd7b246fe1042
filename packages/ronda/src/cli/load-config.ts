import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { checkConfig, type DoctorCheck, type RondaConfig } from "../config.ts";
import { didYouMean } from "../did-you-mean.ts";
import { wrong } from "./check.ts";
import { UsageError } from "./usage-error.ts";

/** What the command line looks for in the folder that it is called in. */
export const configFile = "ronda.config.ts";

/** The same in the other languages that Node reads; the first that is there is taken. */
const configFiles = [configFile, "ronda.config.mts", "ronda.config.js", "ronda.config.mjs"];

const required = ["app", "jobs", "url", "ronda"] as const;

/** Loads the app's configuration from a file, `ronda.config.ts` or `.js` in the working directory unless told. Throws {@link UsageError}. */
export async function loadConfig(file?: string): Promise<RondaConfig> {
  const path = pathOf(file);
  const { config, missing } = await importDefault(path);
  return checked(path, config, missing);
}

/**
 * The same for the doctor, to whom a wrong environment is a finding: what cannot be read of the configuration is left out and
 * told. Throws {@link UsageError} where there is no configuration at all.
 */
export async function loadAnyway(file?: string): Promise<{ config: RondaConfig; found: DoctorCheck[] }> {
  const path = pathOf(file);
  const standing = await importModule(path);
  const found = standing?.environment?.() ?? [];
  const config: Record<string, unknown> = {};
  for (const key of Object.keys(standing ?? {}) as (keyof RondaConfig)[]) {
    try {
      config[key] = standing?.[key];
    } catch (error) {
      found.push(wrong("configuration", `${key} cannot be told: ${reason(error)}`));
    }
  }
  const unknownUrl = "url" in config ? {} : { url: unknownAddress };
  const known = standing && ({ ...config, ...unknownUrl } as RondaConfig);
  return { config: checked(path, known, missingIn(known)), found };
}

/** Stands for an app's address that nobody knows; no name ends like this (RFC 6761). */
const unknownAddress = "http://address-of-the-app.invalid";

function pathOf(file: string | undefined): string {
  const path = file ? resolve(file) : configIn(process.cwd());
  if (existsSync(path)) return path;
  throw new UsageError(
    file ? `there is no ${path}` : `there is no ${configFile} in ${process.cwd()}; run ronda in the app's root folder`,
  );
}

function checked(path: string, config: RondaConfig | undefined, missing: string[]): RondaConfig {
  if (!config || missing.length > 0) {
    throw new UsageError(
      `${path} must export default defineConfig({ app, jobs, url, ronda }); missing: ${missing.join(", ")}`,
    );
  }
  try {
    checkConfig(path, config);
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
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

function configIn(folder: string): string {
  const found = configFiles.find((name) => existsSync(join(folder, name)));
  return join(folder, found ?? configFile);
}

/** Reads the fields too: they may be getters that look at the environment, and find it wrong. */
async function importDefault(path: string): Promise<{ config: RondaConfig | undefined; missing: string[] }> {
  try {
    const config = await importModule(path);
    return { config, missing: missingIn(config) };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path} cannot be loaded: ${reason(error)}`, { cause: error });
  }
}

function missingIn(config: RondaConfig | undefined): string[] {
  return required.filter((key) => config?.[key] === undefined);
}

async function importModule(path: string): Promise<RondaConfig | undefined> {
  try {
    return ((await import(pathToFileURL(path).href)) as { default?: RondaConfig }).default;
  } catch (error) {
    throw new UsageError(`${path} cannot be loaded: ${reason(error)}`, { cause: error });
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  if (code !== "ERR_UNKNOWN_FILE_EXTENSION" || !/\.m?ts\b/.test(error.message)) return error.message;
  return (
    `Node reads TypeScript by itself from 22.18 on, and this is ${process.versions.node}. Install a newer one, set ` +
    "NODE_OPTIONS=--experimental-strip-types, or write ronda.config.mjs"
  );
}
