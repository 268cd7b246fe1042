/** How serious a line of a run's log is. */
export type LogLevel = "info" | "warn" | "error";

/** A line of a run's log; `at` is an ISO moment in UTC. `stack` is that of the error that was logged, with its causes. */
export type LogLine = { at: string; level: LogLevel; message: string; stack?: string | undefined };

/**
 * Writes a line to the run's own log and to the process's. `details` is what was caught, or fields: of an error its
 * message, causes and stack are kept, fields are appended as JSON.
 */
export type RunLog = Record<LogLevel, (message: string, details?: unknown) => void>;

/** Where the engine's own lines go: pino, or anything of its shape. Every call carries the field `cron`. */
export type Logger = Record<LogLevel, (fields: Record<string, unknown>, message: string) => void>;
