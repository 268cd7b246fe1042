import { defineJob } from "ronda";
import { drainEmails } from "#domain/emails/drain.ts";
import { countUnsent } from "#domain/emails/unsent.ts";
import { mailer } from "#gateways/mail/mailer.ts";
import { jobTexts } from "#texts/jobs.ts";

/** Sends the mails that are due: new ones that no request sent at once, and failed ones whose wait is over. */
export const processEmailJobs = defineJob({
  ...jobTexts("process-email-jobs"),
  schedule: "*/5 * * * *",
  timeZone: "UTC",
  run: async ({ now, log, signal, note }) => {
    const sender = mailer();
    const result = await drainEmails({ now, log, signal, mailer: sender });
    const { left, ...counts } = result;
    if (left > 0) note(`${left} mails waiting, ${sender ? "more than one run can send" : "RESEND_API_KEY missing"}`);
    // Without a key, or stopped, nobody has tried.
    const unsent = sender && !signal.aborted ? await countUnsent(result, { now }) : 0;
    const payload: typeof counts & { unsent?: number } = unsent > 0 ? { ...counts, unsent } : counts;
    return payload;
  },
  // `texts/…/system.ts` has this sentence in the reader's language.
  expect: ({ unsent = 0 }) =>
    unsent > 0 ? `${unsent} mails could not be sent, and none has been sent since` : undefined,
  example: { empty: { picked: 0, succeeded: 0, failed: 0 }, full: { picked: 5, succeeded: 5, failed: 0 } },
});
