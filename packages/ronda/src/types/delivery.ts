/**
 * What a message says. `opened` is the first of an incident, `changed` tells of a reason of another kind, `reminder` that it is
 * still open, `resolved` that it is over. `withdrawn` takes back what was said of a run that was given up for its silence and
 * succeeded after all. `unrecorded` is the first run of a streak that could not be recorded, because the database was away,
 * and `recorded` says that it is over. `summary` is several messages in one, and `test` a message that somebody asked for.
 */
export type AlertKind =
  | "opened"
  | "changed"
  | "reminder"
  | "resolved"
  | "withdrawn"
  | "unrecorded"
  | "recorded"
  | "summary"
  | "test";

/** A message to one channel: sent, waiting for its next attempt, or given up. */
export type AlertDelivery = {
  id: string;
  channel: string;
  kind: AlertKind;
  createdAt: Date;
  attempts: number;
  /** Null once it is sent or given up. */
  nextAttemptAt: Date | null;
  sentAt: Date | null;
  givenUpAt: Date | null;
  /** What the channel answered last, where it did not take the message. */
  error: string | null;
};
