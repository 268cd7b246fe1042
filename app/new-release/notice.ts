import { failureTexts } from "#texts/failure.ts";
import type { Locale } from "#texts/format.ts";
import { defaultLocale, isLocale } from "#texts/languages.ts";
import { releaseTexts } from "#texts/release.ts";

/** `sending` ends by itself; `sent` and `restored` are told on the page that comes next. */
export type Telling = "sending" | "sent" | "restored" | "changed" | "unreachable" | "unavailable" | "uncertain";

/** The button beside the sentence. */
const buttons = {
  sent: "close",
  restored: "close",
  changed: "reload",
  unreachable: "retry",
  unavailable: "sendAgain",
  uncertain: "reload",
} as const;

const elementId = "new-release";

/**
 * Says at the top of the page that SeTrip was updated, above open dialogs, too. Drawn without React, which may be
 * waiting for the very answer that did not come. `onPress` is what its button does besides closing it.
 */
export function tell(what: Telling, onPress = () => {}): void {
  const { lang } = document.documentElement;
  const texts = textsOf(isLocale(lang) ? lang : defaultLocale);
  document.getElementById(elementId)?.remove();
  const notice = element(
    "div",
    // Beside the card the page can be pressed as always.
    "pointer-events-none fixed inset-x-0 top-0 m-0 w-full max-w-none overflow-visible border-0 bg-transparent p-3 print:hidden",
  );
  notice.id = elementId;
  notice.popover = "manual";
  notice.role = ["changed", "unreachable", "unavailable", "uncertain"].includes(what) ? "alert" : "status";
  const card = element(
    "div",
    "pointer-events-auto mx-auto flex max-w-xl flex-wrap items-center gap-x-4 gap-y-2 rounded-card border border-line bg-surface px-4 py-3 text-sm font-medium text-ink shadow-float",
  );
  card.append(element("p", "min-w-0 flex-1 basis-60", texts[what]));
  const press = () => {
    notice.remove();
    onPress();
  };
  if (what !== "sending") card.append(button(texts[buttons[what]], press));
  notice.append(card);
  // What lies outside an open dialog cannot be pressed.
  (document.querySelector("dialog:modal") ?? document.body).append(notice);
  notice.showPopover?.();
}

function textsOf(locale: Locale) {
  const { notSent: unavailable, sendAgain, uncertain } = failureTexts(locale);
  return { ...releaseTexts(locale), unavailable, sendAgain, uncertain };
}

function button(label: string, onClick: () => void): HTMLButtonElement {
  const made = element(
    "button",
    "inline-flex min-h-11 items-center rounded-control border border-line-strong/60 bg-surface px-4 font-semibold hover:bg-sand sm:min-h-10",
    label,
  );
  made.type = "button";
  made.addEventListener("click", onClick);
  return made;
}

function element<Name extends keyof HTMLElementTagNameMap>(name: Name, className: string, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}
