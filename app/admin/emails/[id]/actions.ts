"use server";

import { z } from "zod";
import { adminAction } from "#app/admin/admin-action.ts";
import { seenAt } from "#app/admin/seen-at.ts";
import { discardEmail, resendEmail } from "#domain/emails/resend.ts";

const page = "/admin/emails";
const emailForm = z.object({ emailId: z.string() });

const resendForm = emailForm.extend({ seenAt });

/** Puts a dead mail into the queue again. */
export const resendAction = adminAction(
  { page, schema: resendForm },
  async ({ value, adminId, now, texts, refuse, done }) => {
    const { emailId, seenAt } = value;
    const resent = await resendEmail({ emailId, seenAt, adminId, now });
    if (!resent.ok) {
      const { reason } = resent;
      return refuse(reason === "not-found" ? texts.form.gone : texts.emails.refusals[reason]);
    }
    return done("resent");
  },
);

/** Gives a mail up that was not sent. */
export const discardAction = adminAction(
  { page, schema: emailForm },
  async ({ value, adminId, now, texts, refuse, done }) => {
    const { emailId } = value;
    const discarded = await discardEmail({ emailId, adminId, now });
    if (!discarded.ok) {
      const { reason } = discarded;
      return refuse(reason === "not-found" ? texts.form.gone : texts.emails.refusals[reason]);
    }
    return done("discarded");
  },
);
