import { readSeen, type Seen } from "#domain/audit/seen-values.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { sanitizeForm } from "./form.ts";
import { seenName } from "./seen-field.tsx";

/** What the page of this form showed; nothing for a form that does not say so. */
export function seenIn(form: FormData): Seen | undefined {
  return readSeen(sanitizeForm(form).get(seenName));
}

/**
 * The sentence for a form whose page was drawn for another person than the one who is signed in now: in another tab of the
 * same browser somebody else has signed in meanwhile, and what was typed is not about them.
 */
export function drawnForAnother(
  form: FormData,
  asking: { id: string; name: string },
  locale: Locale,
): string | undefined {
  const personId = seenIn(form)?.personId;
  return personId !== undefined && personId !== asking.id
    ? textsFor(locale).form.drawnForAnother(asking.name)
    : undefined;
}
