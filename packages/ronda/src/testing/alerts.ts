import { withoutSubject } from "../alerts/alert.ts";
import type { Alert } from "../types.ts";

/** The alert of a failed job, or what a test makes of it. */
export function testAlert(changes: Partial<Alert> = {}): Alert {
  const at = new Date("2026-11-23T18:00:04Z");
  return {
    ...withoutSubject,
    id: "019ab3a0-0000-7000-8000-000000000009",
    app: "bakery",
    kind: "opened",
    subject: { kind: "job", name: "auto-complete-trips" },
    severity: "FAILED",
    reasons: [{ kind: "error", message: "trip 7 broke", runId: "r1", since: at }],
    message: "trip 7 broke",
    runId: "r1",
    at,
    since: at,
    streak: 1,
    ...changes,
  };
}
