/** A schedule cannot be used. The message names the field, what is wrong with it and what would be right. */
export class ScheduleError extends Error {
  override name = "ScheduleError";
}

const longestQuote = 80;

/** A text as a message shows it: only its beginning, where it is long. */
export function quoted(text: string): string {
  return text.length > longestQuote ? `${text.slice(0, longestQuote).toWellFormed()}…` : text;
}
