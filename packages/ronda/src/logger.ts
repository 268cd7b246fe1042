import type { Logger, LogLevel } from "./types.ts";

/** Writes one JSON object a line to the console. Used unless a logger is passed in. */
export const consoleLogger: Logger = { info: line("info"), warn: line("warn"), error: line("error") };

function line(level: LogLevel): Logger[LogLevel] {
  return (fields, message) => console[level](JSON.stringify({ level, time: new Date(), ...fields, msg: message }));
}
