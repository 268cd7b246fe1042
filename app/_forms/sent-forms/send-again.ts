import { actionField, matching, shapeOf } from "./form-shape.ts";

/** A form as it was when its button was pressed. */
export type SentForm = { form: HTMLFormElement; submitter: HTMLElement | null; values: FormData };

/** How long the fresh page is waited for. */
const longestWaitMs = 30_000;

/**
 * Sends a form whose action the server does not know any more, as a browser without scripts would: the page is asked for
 * anew, its form knows the action's new name, and what was typed goes there with files, passwords and all. The answer is
 * a whole page with the new release's scripts. Nothing is stored on the way. Returns false when the page has no such form
 * now; then nothing was sent. Throws when the page cannot be reached.
 */
export async function sendAgain({ form, submitter, values }: SentForm): Promise<boolean> {
  const signal = AbortSignal.timeout(longestWaitMs);
  const response = await fetch(location.href, { headers: { accept: "text/html" }, cache: "no-store", signal });
  // A server that is just being replaced, or a proxy without one behind it.
  if (response.status >= 500 || response.status === 429)
    throw new Error(`The page was answered with ${response.status}.`);
  if (!response.ok || new URL(response.url).pathname !== location.pathname) return false;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const now = matching(shapeOf(form, submitter), [...page.forms].flatMap(formsOf(submitter)));
  if (!now) return false;
  const carrier = carry([...typed(values), ...now.fields]);
  document.body.append(carrier);
  // A field could be called `submit`.
  HTMLFormElement.prototype.submit.call(carrier);
  return true;
}

/** A form of the fresh page with what names its action; none where scripts alone can send it. */
function formsOf(submitter: HTMLElement | null) {
  return (form: HTMLFormElement) => {
    const fields = [...form.querySelectorAll<HTMLInputElement>(`input[type=hidden][name^="${actionField}"]`)].map(
      ({ name, value }): [string, string] => [name, value],
    );
    if (fields.length === 0) return [];
    return [{ shape: shapeOf(form, sameButton(form, submitter)), action: nameOf(fields), fields }];
  };
}

/** Where a form has several buttons, the one with the same name and value. */
function sameButton(form: HTMLFormElement, submitter: HTMLElement | null): HTMLElement | undefined {
  if (!(submitter instanceof HTMLButtonElement) || !submitter.name) return undefined;
  return [...form.querySelectorAll("button")].find(
    ({ name, value }) => name === submitter.name && value === submitter.value,
  );
}

/** The action's own name; what it is bound to is encrypted anew on each page and tells nothing. */
function nameOf(fields: [string, string][]): string {
  return fields
    .flatMap(([name, value]) => (/^\$ACTION_ID_/.test(name) ? [name] : (/"id":"(\w+)"/.exec(value)?.[1] ?? [])))
    .join();
}

function typed(values: FormData): [string, FormDataEntryValue][] {
  return [...values].filter(([name]) => !name.startsWith(actionField));
}

function carry(entries: [string, FormDataEntryValue][]): HTMLFormElement {
  const form = document.createElement("form");
  Object.assign(form, { method: "post", enctype: "multipart/form-data", action: location.href, hidden: true });
  for (const [name, value] of entries) {
    const input = document.createElement("input");
    input.type = typeof value === "string" ? "hidden" : "file";
    input.name = name;
    if (typeof value === "string") input.value = value;
    else input.files = filesOf(value);
    form.append(input);
  }
  return form;
}

/** A file that nobody chose arrives in the values as an empty one without a name. */
function filesOf(file: File): FileList {
  const chosen = new DataTransfer();
  if (file.name) chosen.items.add(file);
  return chosen.files;
}
