import { dismiss, notify } from "./notice.ts";
import { type SentForm, sendAgain } from "./send-again.ts";
import { keepTyped, restoreTyped, tabStorage } from "./typed-values.ts";

/** When a form went on its way a second time, for the pages that come of it. Holds nothing of the form. */
const sentAgain = "setrip.sent-again";

/** A page that is left before somebody could read it says it once more on the next, but not for ever. */
const shownForMs = 60_000;

/**
 * A tab may be open while a new release goes live, and the new release may have given an action another name. The server
 * says that it does not know the action, which means that it has done nothing: the page stays, says so, and the form is
 * sent again to the new release. Until the next page is there nothing else can be sent: it would be lost with this page.
 */
export async function recoverFromRelease(sent: SentForm): Promise<void> {
  notify({ about: "release", sentence: "sending" });
  lockForms(true);
  try {
    tabStorage()?.setItem(sentAgain, String(Date.now()));
    if (await sendAgain(sent)) return;
    notify({ about: "release", sentence: "changed", button: { label: "reload", onPress: () => reload(sent) } });
  } catch {
    const again = () => void recoverFromRelease(sent);
    notify({ about: "release", sentence: "unreachable", button: { label: "retry", onPress: again } });
  }
  lockForms(false);
  tabStorage()?.removeItem(sentAgain);
}

/** Says on a page that comes of it what became of a form that a new release did not know. */
export function watchRelease(): void {
  if (document.readyState === "complete") tellWhatCame();
  else window.addEventListener("load", tellWhatCame);
  // The browser may keep this page as it was left, and show it again.
  window.addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    lockForms(false);
    dismiss("release");
  });
}

function tellWhatCame(): void {
  const isRestored = restoreTyped();
  const close = { label: "close", onPress: () => tabStorage()?.removeItem(sentAgain) } as const;
  const sentAtMs = Number(tabStorage()?.getItem(sentAgain) ?? 0);
  const isRecent = Date.now() - sentAtMs < shownForMs;
  if (!isRecent) tabStorage()?.removeItem(sentAgain);
  if (isRestored || isRecent) notify({ about: "release", sentence: isRestored ? "restored" : "sent", button: close });
}

function reload({ form, values }: SentForm): void {
  keepTyped(form, values);
  location.reload();
}

function lockForms(isLocked: boolean): void {
  for (const form of document.forms) form.inert = isLocked;
}
