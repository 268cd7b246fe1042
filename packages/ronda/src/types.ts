/** Every public type, by what it is about. */
export type * from "./types/action.ts";
export type * from "./types/alert.ts";
export type * from "./types/database.ts";
export type * from "./types/delivery.ts";
export type * from "./types/health.ts";
export type * from "./types/incident.ts";
export type * from "./types/input.ts";
export type * from "./types/job.ts";
export type * from "./types/logging.ts";
export type * from "./types/overview.ts";
export type * from "./types/run.ts";
export type * from "./types/text.ts";
export type * from "./types/watch.ts";
