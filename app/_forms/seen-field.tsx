import type { FormResult } from "./form.ts";

/** Where a form says what its page showed. */
export const seenName = "seen";

/**
 * Says with a form what its page showed, as `writeSeen` wrote it. A form that comes back with what was typed is still about
 * what was shown then, also where the page around it was drawn anew.
 */
export function SeenField({ seen, answer }: { seen: string; answer: FormResult }) {
  const before = answer?.status === "success" ? undefined : answer?.initialValue?.[seenName];
  return <input type="hidden" name={seenName} value={typeof before === "string" ? before : seen} />;
}
