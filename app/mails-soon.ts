import { after } from "next/server";
import { sendOwnEmails } from "#domain/emails/drain.ts";
import { logger } from "#logger.ts";

/**
 * Sends the mails that this request has queued as soon as it is answered, so that people get them in seconds. `now` is
 * the moment that the request handed to the verbs. What cannot be sent now stays queued for the job.
 */
export function sendMailsSoon(now: Date): void {
  const log = { info: () => {}, warn: report("warn"), error: report("error") };
  after(() => sendOwnEmails({ now, log }));
}

function report(level: "warn" | "error") {
  return (message: string, fields?: Record<string, unknown>) => logger[level]({ scope: "mail", ...fields }, message);
}
