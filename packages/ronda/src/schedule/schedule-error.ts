/** A schedule cannot be used. The message names the field, what is wrong with it and what would be right. */
export class ScheduleError extends Error {
  override name = "ScheduleError";
}
