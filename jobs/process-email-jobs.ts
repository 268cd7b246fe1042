import { defineJob } from "ronda";
import { drainEmails } from "#domain/emails/drain.ts";
import { mailer } from "#gateways/mail/mailer.ts";

/** Sends the mails that are due: new ones that no request sent at once, and failed ones whose wait is over. */
export const processEmailJobs = defineJob({
  name: "process-email-jobs",
  schedule: "*/5 * * * *",
  timeZone: "UTC",
  description: { id: "Mengirim email yang antre", en: "Sends the queued mails" },
  run: async ({ now, log, signal, note }) => {
    const sender = mailer();
    const { left, ...counts } = await drainEmails({ now, log, signal, mailer: sender });
    if (left > 0) note(`${left} mails waiting, ${sender ? "more than one run can send" : "RESEND_API_KEY missing"}`);
    return counts;
  },
});
