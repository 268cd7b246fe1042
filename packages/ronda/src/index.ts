import "./check-node.ts";

/*
 * What an app writes: the functions to declare with, and the types that people give names to most. Every other type that
 * a signature mentions is in `ronda/types`; schedules by themselves are in `ronda/schedule`, sentences for pages of one's
 * own in `ronda/words`. Thirty names are read in a minute, seventy are not.
 */
export { discord } from "./alerts/discord.ts";
export { telegram } from "./alerts/telegram.ts";
export { webhook } from "./alerts/webhook.ts";
export { defineConfig, type RondaConfig } from "./config.ts";
export { DefinitionError } from "./job/definition.ts";
export { defineJob, type Job } from "./job/job.ts";
export type { PageOptions } from "./page/options.ts";
export { createRonda, type Ronda } from "./ronda.ts";
export type { RondaOptions } from "./ronda-options.ts";
export type {
  Alert,
  Channel,
  Health,
  HealthReason,
  Incident,
  JobOptions,
  JobOverview,
  LocalizedText,
  Logger,
  Overview,
  Payload,
  Run,
  RunContext,
  RunOutcome,
  RunStatus,
  RunSummary,
  Watch,
} from "./types.ts";
export { defineWatch } from "./watch/define-watch.ts";
