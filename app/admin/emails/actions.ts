"use server";

import { z } from "zod";
import { adminAction } from "#app/admin/admin-action.ts";
import { resendDeadMails } from "#domain/emails/resend-many.ts";
import { count } from "#texts/format.ts";

const page = "/admin/emails";
/** `deadBefore` is when the page counted: what died since is not what the admin agreed to. */
const manyForm = z.object({
  key: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
  deadBefore: z.iso.datetime(),
});

/** Puts the dead mails of one error, or all of them, into the queue again. */
export const resendManyAction = adminAction(
  { page, schema: manyForm },
  async ({ value, adminId, now, locale, texts, refuse, done }) => {
    const { key, deadBefore } = value;
    const { resent, left } = await resendDeadMails({ key, deadBefore: new Date(deadBefore), adminId, now });
    if (resent === 0) return refuse(texts.emails.refusals["none-left"]);
    return done(left > 0 ? "resentSome" : "resentMany", { about: count(resent, locale) });
  },
);
