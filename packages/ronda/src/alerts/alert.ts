import type { Alert, IncidentReason, IncidentSubject, LocalizedText } from "../types.ts";
import { wordsFor } from "../words/words.ts";
import type { ClaimedAlert } from "./outbox.ts";
import { reasonsOf, sinceOf } from "./reading.ts";

/** What a watch of this process says of what it found; null for what has no sentence of its own. */
export type SentenceOf = (subject: IncidentSubject, reasons: readonly IncidentReason[]) => LocalizedText | null;

/** What is said where there is no incident. */
export const withoutSubject = {
  subject: null,
  incidentId: null,
  severity: null,
  reasons: [],
  sentence: null,
  runId: null,
  streak: 0,
  isFlapping: false,
  alerts: [],
} satisfies Partial<Alert>;

/** What a row of the outbox says. */
export function alertOf(
  { id, kind, alert, incidentId, createdAt }: ClaimedAlert,
  { app, sentenceOf }: { app: string; sentenceOf: SentenceOf },
): Alert {
  const { subject = null, severity = null, since, at, runId = null, streak, isFlapping } = alert;
  const reasons = reasonsOf(alert.reasons ?? []);
  return {
    ...withoutSubject,
    id,
    app,
    kind,
    subject,
    incidentId,
    severity,
    reasons,
    message: kind === "withdrawn" ? withdrawn : messageOf(reasons),
    sentence: subject && sentenceOf(subject, reasons),
    runId,
    at: at ? new Date(at) : createdAt,
    since: sinceOf(reasons, since ? new Date(since) : createdAt),
    streak: streak ?? 0,
    isFlapping: isFlapping ?? false,
  };
}

const withdrawn = "The run that had not been heard of for 60 s has succeeded after all. The alert about it was wrong.";

function messageOf([worst]: readonly IncidentReason[]): string {
  if (!worst) return "";
  if ("message" in worst && worst.message) return worst.message;
  return wordsFor({ locale: "en" }).reason(worst);
}

/** Several messages as one, because there would be too many. Its id is that of the first. */
export function summaryOf(alerts: readonly Alert[], { app, at }: { app: string; at: Date }): Alert {
  const [first] = alerts;
  const message = `${alerts.length} messages in one`;
  return { ...withoutSubject, id: first!.id, app, kind: "summary", message, at, since: first!.at, alerts: [...alerts] };
}
