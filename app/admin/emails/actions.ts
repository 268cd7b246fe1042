"use server";

import { z } from "zod";
import { type FormResult, parseForm } from "#app/_forms/form.ts";
import { sendMailsSoon } from "#app/_http/mails-soon.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { backWithFlash } from "#app/admin/back.ts";
import { clock } from "#clock.ts";
import { resendDeadMails } from "#domain/emails/resend-many.ts";
import { count } from "#texts/format.ts";
import { textsFor } from "#texts/index.ts";

const fallback = "/admin/emails";
/** `deadBefore` is when the page counted: what died since is not what the admin agreed to. */
const manyForm = z.object({
  key: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
  deadBefore: z.iso.datetime(),
});

/** Puts the dead mails of one error, or all of them, into the queue again. */
export async function resendManyAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { id: adminId } = await requireAdmin(fallback);
  const { locale } = await preferences();
  const submission = parseForm(form, { schema: manyForm, locale });
  if (submission.status !== "success") return submission.reply();
  const now = clock();
  const { key, deadBefore } = submission.value;
  const { resent, left } = await resendDeadMails({ key, deadBefore: new Date(deadBefore), adminId, now });
  if (resent === 0) return submission.reply({ formErrors: [textsFor(locale).admin.emails.refusals["none-left"]] });
  sendMailsSoon(now);
  return backWithFlash(form, left > 0 ? "resentSome" : "resentMany", { fallback, about: count(resent, locale) });
}
