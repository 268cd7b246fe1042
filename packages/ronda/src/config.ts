import type { JobOptions, RunFilter, RunSummary } from "./types.ts";

/** What `ronda.config.ts` at the root of an app exports as its default: all that the command line needs to know of it. */
export type RondaConfig = {
  /** The app's name, as in file names and in the marks around its crontab block. */
  app: string;
  /** The registry: every job, in the order in which people read it. */
  jobs: readonly Pick<JobOptions, "name" | "schedule" | "timeZone" | "description">[];
  /** The app's public address, without a slash at the end. */
  url: string;
  /** What the cron endpoints ask for; missing while none is set. */
  secret?: string | undefined;
  /** The engine over the app's database; called only by the commands that read runs. */
  ronda: () => RunsReader | Promise<RunsReader>;
  /** Closes what `ronda` opened. */
  close?: (() => Promise<void>) | undefined;
};

/** The part of the engine that the command line reads. */
export type RunsReader = {
  runs: (filter: RunFilter) => Promise<RunSummary[]>;
};

/** Gives a configuration its type; returns it unchanged. */
export function defineConfig(config: RondaConfig): RondaConfig {
  return config;
}
