import { dismiss, notify } from "./notice.ts";
import { isOfEarlierRelease, nothingNew, type Outcome, outcomeOf } from "./outcome.ts";
import { recoverFromRelease, watchRelease } from "./recover.ts";
import { isRepeatable } from "./repeatable.ts";
import type { SentForm } from "./send-again.ts";
import { watchForms } from "./submitted.ts";

/**
 * Whatever comes of a form that was sent, or does not come, its page and what was typed stay. Next would replace the whole
 * page by the error page where a response is lost, is somebody else's, or says that a new release does not know the
 * action. This stands below all forms at once, where Next sends. An action that is called without a form is its caller's
 * own affair.
 */
export function watchActions(): void {
  const send = window.fetch;
  const kept = keepValues();
  const submitted = watchForms((form) => {
    dismiss("not-done", "uncertain");
    kept.delete(form);
  });
  window.fetch = async (input, init) => {
    if (!isAction(init)) return send(input, init);
    const sent = submitted.take(init?.body);
    if (!sent) return calledAlone(await send(input, init));
    const outcome = await outcomeOf((signal) => send(input, { ...init, signal }));
    if (outcome.kind === "responded") return outcome.response;
    if (outcome.kind === "unknown-action") {
      recoverFromRelease(sent);
      // Never answered: the next page does it.
      return new Promise(() => {});
    }
    kept.add(sent.form);
    say(outcome, sent);
    return nothingNew(init?.body as FormData);
  };
  watchRelease();
  window.addEventListener("popstate", () => dismiss("not-done", "uncertain"));
  window.addEventListener("click", leave, { capture: true });
}

/** What became of an action without a form is its caller's to say, but for a new release, of which it knows nothing. */
function calledAlone(response: Response): Response {
  if (isOfEarlierRelease(response))
    notify({ about: "release", sentence: "changed", button: { label: "reload", onPress: () => location.reload() } });
  return response;
}

/** Says what is known, and offers what is safe: to send what the form holds by now, or to look in another tab, where nothing typed is lost. */
function say(outcome: Exclude<Outcome, { kind: "responded" | "unknown-action" }>, sent: SentForm): void {
  const sendAgain = { label: "sendAgain", onPress: () => submit(sent) } as const;
  if (outcome.kind === "not-done") {
    notify({ about: "not-done", sentence: outcome.why, own: outcome.sentence, button: sendAgain });
    return;
  }
  const { why, code } = outcome;
  const isSafe = isRepeatable(sent.form);
  const look = { label: "look", onPress: () => void window.open(location.href, "_blank", "noopener") } as const;
  const sentence = isSafe ? "repeatable" : why === "database" ? "uncertain" : why;
  notify({ about: "uncertain", sentence, code, button: isSafe ? sendAgain : look });
}

function submit({ form, submitter }: SentForm): void {
  if (!form.isConnected) return;
  const isPart = submitter instanceof HTMLButtonElement && submitter.form === form;
  form.requestSubmit(isPart ? submitter : null);
}

/** React empties a form once its action has ended. Not one of these: nobody knows yet whether it has. */
function keepValues(): WeakSet<EventTarget> {
  const kept = new WeakSet<EventTarget>();
  const keep = (event: Event) => {
    if (event.target && kept.has(event.target)) event.preventDefault();
  };
  window.addEventListener("reset", keep, { capture: true });
  return kept;
}

/** What is said of a form goes with its page. */
function leave({ target }: MouseEvent): void {
  const link = target instanceof Element && target.closest<HTMLAnchorElement>("a[href]");
  if (link && link.target !== "_blank") dismiss("not-done", "uncertain");
}

function isAction(init: RequestInit | undefined): boolean {
  return init?.method === "POST" && new Headers(init.headers).has("next-action");
}
