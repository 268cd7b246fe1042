export { defineConfig, type RondaConfig } from "./config.ts";
export { DefinitionError } from "./definition.ts";
export { discord } from "./discord.ts";
export { actorHeader } from "./handle.ts";
export { defineJob, type Job } from "./job.ts";
export type { PatrolReport } from "./patrol.ts";
export { PayloadError } from "./payload.ts";
export { createRonda, type Ronda, type RondaOptions } from "./ronda.ts";
export type * from "./types.ts";
