import { after } from "next/server";
import { sendOwnEmails } from "#domain/emails/drain.ts";
import { logger } from "#logger.ts";

/**
 * Sends the mails that this request has queued as soon as it is answered, so that people get them in seconds. `now` is
 * the moment that the request handed to the verbs. What cannot be sent now stays queued for the job.
 */
export function sendMailsSoon(now: Date): void {
  after(async () => {
    await sendOwnEmails({ now, log });
  });
}

/** Does `work`, which may queue mails, once the request is answered, and then sends them. */
export function queueMailsLater(work: () => Promise<void>, now: Date): void {
  after(async () => {
    await work();
    await sendOwnEmails({ now, log });
  });
}

const log = { info: () => {}, warn: report("warn"), error: report("error") };

function report(level: "warn" | "error") {
  return (message: string, fields?: Record<string, unknown>) => logger[level]({ scope: "mail", ...fields }, message);
}
