import { newId } from "#db/columns.ts";
import type { Mailer, OutgoingMail } from "#gateways/mail/mailer.ts";

/** What goes wrong with the story's mails, and when. */
export type MailFaults = {
  /** While the provider refuses the sender's domain. */
  refused: { from: Date; to: Date };
  /** Calls with mail to these people get no usable answer from this moment on. */
  unanswered: { email: string; from: Date }[];
  /** Addresses that the provider takes for none. */
  mistyped: { email: string; from: Date }[];
};

const accountRefusal = {
  name: "validation_error",
  message: "The setrip.example domain is not verified. Please, add and verify your domain",
  statusCode: 403,
};
const serverError = { name: "internal_server_error", message: "An unexpected error occurred.", statusCode: 500 };

/** A mail provider that sends nothing and answers as Resend does, by the story's clock. */
export function playedProvider(mailFaults: MailFaults, clock: () => Date): Mailer {
  const applies = (list: { email: string; from: Date }[], { to }: OutgoingMail) =>
    list.some(({ email, from }) => email === to && clock() >= from);
  return {
    async sendBatch(mails) {
      const { refused } = mailFaults;
      if (clock() >= refused.from && clock() < refused.to) return { ok: false, ...accountRefusal, retryAfterMs: null };
      if (mails.some((mail) => applies(mailFaults.unanswered, mail)))
        return { ok: false, ...serverError, retryAfterMs: null };
      const all = mails.map((mail, index) => ({ index, wrong: applies(mailFaults.mistyped, mail) }));
      return {
        ok: true,
        accepted: all.filter(({ wrong }) => !wrong).map(({ index }) => ({ index, id: newId() })),
        rejected: all
          .filter(({ wrong }) => wrong)
          .map(({ index }) => ({ index, message: "validation_error: Invalid `to` field." })),
      };
    },
  };
}
