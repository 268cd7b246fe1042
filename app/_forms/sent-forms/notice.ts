import { failureTexts } from "#texts/failure.ts";
import type { Locale } from "#texts/format.ts";
import { defaultLocale, isLocale } from "#texts/languages.ts";
import { releaseTexts } from "#texts/release.ts";

/** A sentence above the page about a form that was sent, with at most one button besides. */
export type Notice = {
  /** What it is about, for {@link dismiss}. */
  about: "release" | "not-done" | "uncertain";
  sentence: Exclude<keyof Sentences, Label>;
  /** The server's own sentence, in the visitor's language, in place of ours. */
  own?: string;
  /** The one in the server's log. */
  code?: string;
  /** What it does besides closing the notice. Without one there is something to wait for. */
  button?: { label: Label; onPress: () => void };
};

type Label = "close" | "reload" | "retry" | "sendAgain" | "look";

const elementId = "new-release";

/** Takes away what was said about one of these. */
export function dismiss(...about: Notice["about"][]): void {
  const notice = document.getElementById(elementId);
  if (notice && about.some((one) => one === notice.dataset.about)) notice.remove();
}

/**
 * Says something at the top of the page, above open dialogs, too. Drawn without React, which may be waiting for the very
 * response that did not come.
 */
export function notify({ about, sentence, own, code, button: offered }: Notice): void {
  const { lang } = document.documentElement;
  const texts = sentencesIn(isLocale(lang) ? lang : defaultLocale);
  document.getElementById(elementId)?.remove();
  const notice = element(
    "div",
    // Beside the card the page can be pressed as always.
    "pointer-events-none fixed inset-x-0 top-0 m-0 w-full max-w-none overflow-visible border-0 bg-transparent p-3 print:hidden",
  );
  notice.id = elementId;
  notice.dataset.about = about;
  notice.popover = "manual";
  notice.role = ["sending", "sent", "restored"].includes(sentence) ? "status" : "alert";
  const card = element(
    "div",
    "pointer-events-auto mx-auto flex max-w-xl flex-wrap items-center gap-x-4 gap-y-2 rounded-card border border-line bg-surface px-4 py-3 text-sm font-medium text-ink shadow-float",
  );
  const text = own ? `${own} ${texts.stillHere}` : texts[sentence];
  card.append(element("p", "min-w-0 flex-1 basis-60", code ? `${text} ${texts.code} ${code}` : text));
  if (offered) card.append(...buttons(offered, texts, () => notice.remove()));
  notice.append(card);
  // What lies outside an open dialog cannot be pressed.
  (document.querySelector("dialog:modal") ?? document.body).append(notice);
  notice.showPopover?.();
}

type Sentences = ReturnType<typeof sentencesIn>;

function sentencesIn(locale: Locale) {
  const { page: _page, ...release } = releaseTexts(locale);
  return { ...release, ...failureTexts(locale).sent };
}

/** What is offered, and a way to close the notice without it. */
function buttons(
  { label, onPress }: NonNullable<Notice["button"]>,
  texts: Sentences,
  close: () => void,
): HTMLElement[] {
  const made = button(texts[label], () => {
    close();
    onPress();
  });
  return label === "sendAgain" || label === "look" ? [made, button(texts.close, close)] : [made];
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
