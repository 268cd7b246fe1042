import "./check-node.ts";

export { discord } from "./alerts/discord.ts";
export { defineConfig, type RondaConfig } from "./config.ts";
export { DefinitionError } from "./job/definition.ts";
export { defineJob, type Job } from "./job/job.ts";
export { createRonda, type Ronda } from "./ronda.ts";
export { parseSchedule } from "./schedule/schedule.ts";
export { scheduleInTwoZones, scheduleInWords } from "./schedule/words.ts";
export type {
  Alert,
  Badge,
  Channel,
  DayCount,
  Health,
  HealthNote,
  HealthReason,
  JobOptions,
  JobOverview,
  LogLevel,
  LogLine,
  Overview,
  Payload,
  Queryable,
  Run,
  RunContext,
  RunOutcome,
  RunStatus,
  RunSummary,
} from "./types.ts";
export { type AdviceKind, type Words, type WordsOptions, wordsFor } from "./words/words.ts";
