/** This tab's storage; undefined where the browser refuses any. */
export function tabStorage(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}

/** What somebody typed into a form that could not be sent again by itself, for the one page that comes next in this tab. */
type TypedValues = { path: string; savedAtMs: number; values: [string, string][] };

const storageKey = "setrip.typed-values";

/** A page is loaded again at once, or somebody went elsewhere meanwhile. */
const usableForMs = 60_000;

/** Keeps what can be kept: passwords, codes and files are nobody's to find later. */
export function keepTyped(form: HTMLFormElement, values: FormData): void {
  const kept = [...values].filter(
    (entry): entry is [string, string] => typeof entry[1] === "string" && isKept(form, entry[0]),
  );
  const typed: TypedValues = { path: location.pathname, savedAtMs: Date.now(), values: kept };
  tabStorage()?.setItem(storageKey, JSON.stringify(typed));
}

/**
 * Puts what was kept into the form that has the most of its fields, and forgets it, whatever page this is. Returns whether
 * there was something to put back.
 */
export function restoreTyped(): boolean {
  const text = tabStorage()?.getItem(storageKey);
  tabStorage()?.removeItem(storageKey);
  if (!text) return false;
  const { path, savedAtMs, values } = JSON.parse(text) as TypedValues;
  if (path !== location.pathname || Date.now() - savedAtMs > usableForMs) return false;
  const fitting = (form: HTMLFormElement) => values.filter(([name]) => isKept(form, name)).length;
  const [form] = [...document.forms].sort((a, b) => fitting(b) - fitting(a));
  if (!form || fitting(form) === 0) return false;
  for (const control of controlsOf(form)) {
    const given = values.filter(([name]) => name === control.name).map(([, value]) => value);
    if (isKept(form, control.name)) fill(control, given);
  }
  for (let around: Element | null = form; around; around = around.parentElement) {
    if (around instanceof HTMLDetailsElement) around.open = true;
    if (around instanceof HTMLDialogElement && !around.open) around.showModal();
  }
  return true;
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function controlsOf(form: HTMLFormElement): Control[] {
  return [...form.querySelectorAll<Control>("input[name], textarea[name], select[name]")];
}

function isKept(form: HTMLFormElement, name: string): boolean {
  const controls = controlsOf(form).filter((control) => control.name === name);
  return controls.length > 0 && controls.every((control) => !isSecret(control));
}

function isSecret({ type, autocomplete, name }: Control): boolean {
  return (
    ["password", "file", "hidden"].includes(type) || autocomplete === "one-time-code" || /^(code|kode)$/.test(name)
  );
}

/** Tells React and whoever listens to the form, as if it were typed. */
function fill(control: Control, [first, ...more]: (string | undefined)[]): void {
  if (control instanceof HTMLInputElement && ["checkbox", "radio"].includes(control.type))
    control.checked = [first, ...more].includes(control.value);
  else if (first !== undefined) control.value = first;
  control.dispatchEvent(new Event("input", { bubbles: true }));
  control.dispatchEvent(new Event("change", { bubbles: true }));
}
