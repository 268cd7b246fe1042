import { refresh } from "next/cache";
import type { z } from "zod";
import { type FormAction, type FormResult, parseForm } from "#app/_forms/form.ts";
import { sendMailsSoon } from "#app/_http/mails-soon.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { clock } from "#clock.ts";
import { type Locale, type Texts, textsFor } from "#texts/index.ts";
import { backWithFlash } from "./back.ts";

/** What an action of the back office is given: what the form says, checked, who sent it, and the ways to end. */
export type AdminForm<Value> = {
  value: Value;
  adminId: string;
  now: Date;
  locale: Locale;
  texts: Texts["admin"];
  /** Gives the form back with one sentence about the whole; the page stays as it was. */
  refuse: (sentence: string) => FormResult;
  /** The same with one sentence about a field. */
  refuseField: (field: string, sentence: string) => FormResult;
  /**
   * The same where the page showed what is so no longer: it is drawn anew, so that nobody decides about the old once more. Only
   * for a form that stands on the new page, too: with another, its sentence would be gone.
   */
  refuseStale: (sentence: string) => FormResult;
  /**
   * Sends the mails that the verb queued, and leads back to where the form stood, which then says the sentence of this name
   * (`flash.ts`). `about` is what that is about, such as a booking's code; `page` is for a form that does not say where it stood.
   */
  done: (flash: string, to?: { about?: string; page?: string }) => Promise<never>;
};

type Wanted<Schema> = {
  /** The list that the form belongs to: where signing in leads on to, and where it goes back to from a form that does not say where it stood. */
  page: string;
  schema: Schema;
  /** Sentences of the schema's own names of what is wrong. */
  words?: (texts: Texts["admin"]) => Record<string, string>;
};

/**
 * The one way to make a form's action in the back office: only an admin gets as far as the form, and only a form that fits its
 * schema as far as `act`. `guards.test.ts` refuses an action that was made in another way.
 */
export function adminAction<Schema extends z.ZodType>(
  { page, schema, words }: Wanted<Schema>,
  act: (sent: AdminForm<z.output<Schema>>) => Promise<FormResult>,
): FormAction {
  return async (_before, form) => {
    const { id: adminId } = await requireAdmin(page);
    const { locale } = await preferences();
    const texts = textsFor(locale).admin;
    const submission = parseForm(form, { schema, locale, words: words?.(texts) });
    if (submission.status !== "success") return submission.reply();
    const now = clock();
    const refuse = (sentence: string) => submission.reply({ formErrors: [sentence] });
    return act({
      value: submission.value,
      adminId,
      now,
      locale,
      texts,
      refuse,
      refuseField: (field, sentence) => submission.reply({ fieldErrors: { [field]: [sentence] } }),
      refuseStale: (sentence) => {
        refresh();
        return refuse(sentence);
      },
      done: (flash, { about, page: fallback = page } = {}) => {
        sendMailsSoon(now);
        return backWithFlash(form, flash, { fallback, about });
      },
    });
  };
}
