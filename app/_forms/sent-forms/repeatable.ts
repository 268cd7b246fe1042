/**
 * Spread on a form whose action may be done twice without harm: the second time finds all as the first left it. When no
 * response comes, such a form can be sent again at once; any other asks to look first.
 */
export const repeatable = { "data-repeatable": "" } as const;

/** Whether a form is one of those. */
export function isRepeatable(form: HTMLFormElement): boolean {
  return "repeatable" in form.dataset;
}
