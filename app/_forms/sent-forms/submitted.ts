import type { SentForm } from "./send-again.ts";

/** More than anybody presses before the first is on its way. */
const mostRemembered = 10;

/** React numbers the fields of a form that it sends: `_1_email`. */
const fieldPrefix = /^_?\d+_/;

/**
 * Remembers each form that is sent until its request begins, which may be later: Next sends one after the other. `onSubmit`
 * hears of each.
 */
export function watchForms(onSubmit: (form: HTMLFormElement) => void): {
  take: (body: unknown) => SentForm | undefined;
} {
  let waiting: SentForm[] = [];
  window.addEventListener(
    "submit",
    ({ target, submitter }) => {
      if (!(target instanceof HTMLFormElement)) return;
      waiting = [...waiting, { form: target, submitter, values: new FormData(target, submitter) }].slice(
        -mostRemembered,
      );
      onSubmit(target);
    },
    { capture: true },
  );
  return {
    take: (body) => {
      // An action that is called without a form has none.
      if (!(body instanceof FormData)) return undefined;
      const taken = closest(waiting, body);
      waiting = waiting.filter((sent) => sent !== taken);
      return taken;
    },
  };
}

/** The form whose values are in `body`; the last of them where several are alike. */
function closest(waiting: SentForm[], body: FormData): SentForm | undefined {
  const sent = new Set(
    [...body]
      .filter(([name]) => fieldPrefix.test(name))
      .map(([name, value]) => entry(name.replace(fieldPrefix, ""), value)),
  );
  const share = ({ values }: SentForm) => {
    const own = [...values].map(([name, value]) => entry(name, value));
    const most = Math.max(own.length, sent.size);
    return most === 0 ? 1 : own.filter((one) => sent.has(one)).length / most;
  };
  const [best] = waiting
    .map((one) => ({ one, share: share(one) }))
    .reverse()
    .sort((a, b) => b.share - a.share);
  return best && best.share >= 0.5 ? best.one : undefined;
}

function entry(name: string, value: FormDataEntryValue): string {
  return `${name}=${typeof value === "string" ? value : value.name}`;
}
