/** What a run over many rows gets from whoever started it. */
export type Sweep = {
  /** The moment that the whole run regards as now. */
  now: Date;
  log: Record<"info" | "warn" | "error", (message: string, fields?: Record<string, unknown>) => void>;
  /** Stops the run between two batches. */
  signal: AbortSignal;
  /** Says that the run is alive; false means that another one has taken over. */
  beat: () => Promise<boolean>;
  /** Keeps what an operator should know although nothing failed, such as how much is left. */
  note: (message: string) => void;
};
