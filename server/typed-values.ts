import type { FormFields } from "./form-parts.ts";

/** What nobody should find on a page: passwords, codes and tokens, by the names that fields of ours have. */
const secret = /password|sandi|^old$|code|kode|token/i;
/** What no one typed: React's own fields, a list's buttons, and the ids and addresses of hidden fields. */
const made = /^(\$ACTION_|__)|^agreed\./;
const id = /^([\da-f-]{32,}|\/.*)$/i;

/** What somebody typed into a form that came to nothing, so that it can be shown to them once more. */
export function typedValues(fields: FormFields = []): string[] {
  return fields
    .filter(([name, value]) => !secret.test(name) && !made.test(name) && !id.test(value))
    .map(([, value]) => value.trim())
    .filter(Boolean);
}
