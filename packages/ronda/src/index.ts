export { defineConfig, type RondaConfig } from "./config.ts";
export { DefinitionError } from "./definition.ts";
export { discord } from "./discord.ts";
export { defineJob, type Job } from "./job.ts";
export { createRonda, type Ronda } from "./ronda.ts";
export { parseSchedule } from "./schedule.ts";
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
export { scheduleInTwoZones, scheduleInWords } from "./words.ts";
