import type { Logger, LogLevel } from "./types.ts";

/** Writes one JSON object a line to the console. Used unless a logger is passed in. */
export const consoleLogger: Logger = { info: line("info"), warn: line("warn"), error: line("error") };

/**
 * The host's logger as the engine calls it: whatever it throws, at once or later, is dropped. A line is worth less than
 * the run that it tells of.
 */
export function harmlessLogger(logger: Logger): Logger {
  const write =
    (level: LogLevel): Logger[LogLevel] =>
    (fields, message) => {
      try {
        const written: unknown = logger[level](fields, message);
        if (written instanceof Promise) written.catch(() => {});
      } catch {
        // There is nobody left to tell.
      }
    };
  return { info: write("info"), warn: write("warn"), error: write("error") };
}

function line(level: LogLevel): Logger[LogLevel] {
  return (fields, message) => console[level](JSON.stringify({ level, time: new Date(), ...fields, msg: message }));
}
