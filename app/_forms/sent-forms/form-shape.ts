/** What tells one form of a page from another, in whatever release the page was drawn. */
export type FormShape = {
  /** As it was given; empty where the form has none, or one that React made up, which another release gives to others. */
  id: string;
  /** The names of its fields, rows of lists as one, without what React adds. Sorted, each once. */
  names: string[];
  /** The values of its hidden fields, as `name=value`, sorted: what tells one row's button from the next row's. */
  hidden: string[];
  /** What its button says. */
  button: string;
};

/** What React puts into a form so that it can be sent without scripts: which action it is, and what it is bound to. */
export const actionField = "$ACTION_";

/** The shape of a form. `submitter` is the button that was pressed; unless given, the first one. */
export function shapeOf(form: HTMLFormElement, submitter?: HTMLElement | null): FormShape {
  const fields = [...form.elements].filter(
    (field): field is HTMLInputElement =>
      "name" in field && field.name !== "" && !(field as HTMLInputElement).name.startsWith(actionField),
  );
  const typed = fields.filter((field) => field.localName !== "button");
  const hidden = typed.filter(({ type }) => type === "hidden");
  const button = submitter ?? form.querySelector<HTMLElement>("button[type=submit]:not([aria-hidden])");
  return {
    id: /^[a-z]/i.test(form.id) ? form.id : "",
    names: [...new Set(typed.map(({ name }) => name.replaceAll(/\[\d+\]/g, "[]")))].sort(),
    hidden: hidden.map(({ name, value }) => `${name}=${value}`).sort(),
    button: (button?.getAttribute("aria-label") ?? button?.textContent ?? "").replaceAll(/\s+/g, " ").trim(),
  };
}

/**
 * Which of `found` is the form that was sent; undefined when none is it for certain. The same id is enough, because it was
 * given by hand. Without one, fields, hidden values and the button's words must all be the same: what a person meant
 * to approve must never reject something.
 */
export function matching<Found extends { shape: FormShape; action: string }>(
  sent: FormShape,
  found: readonly Found[],
): Found | undefined {
  const same = found.filter(({ shape }) =>
    sent.id ? shape.id === sent.id : shape.id === "" && isSame({ ...shape, id: "" }, sent),
  );
  // A page may have one form twice, such as the switch of the language in the header and in the drawer.
  return new Set(same.map(({ action }) => action)).size === 1 ? same[0] : undefined;
}

function isSame(one: FormShape, other: FormShape): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
