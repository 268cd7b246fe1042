import type { AlertKind } from "./delivery.ts";
import type { Incident, IncidentReason, IncidentSubject } from "./incident.ts";
import type { LocalizedText } from "./text.ts";

/** A message about something that is wrong, or over. */
export type Alert = {
  /** The same at every attempt, so that whoever gets it twice can tell. */
  id: string;
  app: string;
  kind: AlertKind;
  /** Null for a summary and a test. */
  subject: IncidentSubject | null;
  /** Null where no row could be written, and for a summary and a test. */
  incidentId: string | null;
  severity: Incident["severity"] | null;
  /** Worst first; of what is over those that held last. */
  reasons: IncidentReason[];
  /** What is wrong, in one line of English, or what an error said. */
  message: string;
  /** What a watch says of what it found, in its own words. */
  sentence: LocalizedText | null;
  /** The run to look at. */
  runId: string | null;
  /** When it was written; `since` is when what it is about began, as `since` of its incident has it. */
  at: Date;
  since: Date;
  /** How many runs in a row ended like this; 0 where it is not about failing runs. */
  streak: number;
  isFlapping: boolean;
  /** The messages that a summary stands for, oldest first. */
  alerts: Alert[];
};

/**
 * Where alerts go. `send` throws when the message was not accepted; it is then tried again, no sooner than `retryAfterMs` of
 * what was thrown, where that is a number.
 */
export type Channel = { name: string; send: (alert: Alert, signal: AbortSignal) => Promise<void> };
