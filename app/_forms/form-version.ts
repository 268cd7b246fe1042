import { type FormVersion, readFormVersion } from "#domain/audit/form-version.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { sanitizeForm } from "./form.ts";
import { versionName } from "./form-version-field.tsx";

/** What the page of this form showed; nothing for a form that does not say so. */
export function formVersionIn(form: FormData): FormVersion | undefined {
  return readFormVersion(sanitizeForm(form).get(versionName));
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
  const personId = formVersionIn(form)?.personId;
  return personId !== undefined && personId !== asking.id
    ? textsFor(locale).form.drawnForAnother(asking.name)
    : undefined;
}
