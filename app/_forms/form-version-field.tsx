import type { FormResult } from "./form.ts";

/** Where a form says what its page showed. */
export const versionName = "seen";

/**
 * Says with a form what its page showed, as `writeFormVersion` wrote it. A form that comes back with what was typed is still about
 * what was shown then, also where the page around it was drawn anew.
 */
export function FormVersionField({ version, answer }: { version: string; answer: FormResult }) {
  const before = answer?.status === "success" ? undefined : answer?.initialValue?.[versionName];
  return <input type="hidden" name={versionName} value={typeof before === "string" ? before : version} />;
}
