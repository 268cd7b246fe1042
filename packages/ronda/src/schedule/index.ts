import "../check-node.ts";

/** `ronda/schedule`: cron expressions by themselves, without jobs or a database. */
export { parseSchedule, type Schedule } from "./schedule.ts";
export { ScheduleError } from "./schedule-error.ts";
export type { ScheduleFields } from "./schedule-fields.ts";
