import { sanitizeForm } from "#app/_forms/form.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { clock } from "#clock.ts";
import { newFormKey } from "#domain/audit/record.ts";
import { type Locale, type Texts, textsFor } from "#texts/index.ts";
import { cleanLine } from "#typed-text.ts";
import { systemPath } from "./paths.ts";
import type { VerbResult } from "./verb-result.ts";

/** What a verb of the morning page is given: what its form asks for, cleaned, and who asks. */
export type Asked = {
  admin: { id: string; email: string };
  /** A field's text; empty where there is none. */
  field: (name: string) => string;
  /** The form's own key; a form without one is one of its own. */
  key: string;
  reason: string | undefined;
  texts: Texts["system"]["verbs"];
  locale: Locale;
  now: Date;
};

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** The one way to make an action of the morning page: only an admin gets as far as `act`. See `adminAction` for forms. */
export function adminVerb(act: (asked: Asked) => Promise<VerbResult>) {
  return async (_before: VerbResult, form: FormData): Promise<VerbResult> => {
    const { id, email } = await requireAdmin(systemPath);
    const { locale } = await preferences();
    const typed = sanitizeForm(form);
    const field = (name: string) => cleanLine(String(typed.get(name) ?? ""));
    return act({
      admin: { id, email },
      field,
      key: uuid.test(field("key")) ? field("key") : newFormKey(),
      reason: field("reason") || undefined,
      texts: textsFor(locale).system.verbs,
      locale,
      now: clock(),
    });
  };
}
