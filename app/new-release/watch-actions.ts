import { unavailableHeader } from "#unavailable-marks.ts";
import { tell } from "./notice.ts";
import { type SentForm, sendAgain } from "./send-again.ts";
import { keepTyped, restoreTyped, tabStorage } from "./typed-values.ts";

/**
 * A tab may be open while a new release goes live, and the new release may have given an action another name. Next would
 * then replace the whole page by the error page, and what was typed would be gone. This stands below all forms and
 * buttons at once, where Next sends: when the server says that it does not know the action, which means that it has done
 * nothing, the page stays, says so, and the form is sent again to the new release.
 */
export function watchActions(): void {
  const send = window.fetch;
  const submitted = watchForms();
  window.fetch = async (input, init) => {
    if (!isAction(init)) return send(input, init);
    const sent = submitted.take();
    const response = await send(input, init);
    const certainty = response.headers.get(unavailableHeader);
    if (certainty === "uncertain") return untilReloaded(sent);
    if (certainty) return whenAsked(sent, () => window.fetch(input, init));
    if (response.headers.get("x-nextjs-action-not-found") !== "1") return response;
    if (!sent) {
      tell("changed", () => location.reload());
      return response;
    }
    recover(sent);
    // Never answered: React would take an answer for the action's own.
    return new Promise(() => {});
  };
  const wasSentAgain = Boolean(tabStorage()?.getItem(sentAgain));
  tabStorage()?.removeItem(sentAgain);
  window.addEventListener("load", () => {
    if (restoreTyped()) tell("restored");
    else if (wasSentAgain) tell("sent");
  });
}

/**
 * The database could not serve the action, and nothing was done. The page stays with all that was typed, says so, and
 * sends the very same again when somebody asks for it; until then the form takes no other words.
 */
function whenAsked(sent: SentForm | undefined, send: () => Promise<Response>): Promise<Response> {
  if (sent) sent.form.inert = true;
  return new Promise((resolve, reject) => {
    tell("unavailable", () => {
      if (sent) sent.form.inert = false;
      send().then(resolve, reject);
    });
  });
}

/** The database stopped answering when something may have been done: nobody sends that again without having looked. */
function untilReloaded(sent: SentForm | undefined): Promise<Response> {
  if (sent) sent.form.inert = true;
  tell("uncertain", () => location.reload());
  return new Promise(() => {});
}

/** Set while a form is on its way a second time, for the page that comes of it. Holds nothing of the form. */
const sentAgain = "setrip.sent-again";

async function recover(sent: SentForm): Promise<void> {
  tell("sending");
  try {
    tabStorage()?.setItem(sentAgain, "1");
    if (await sendAgain(sent)) return;
    tell("changed", () => {
      keepTyped(sent.form, sent.values);
      location.reload();
    });
  } catch {
    tell("unreachable", () => recover(sent));
  }
  tabStorage()?.removeItem(sentAgain);
}

function isAction(init: RequestInit | undefined): boolean {
  return init?.method === "POST" && new Headers(init.headers).has("next-action");
}

/** Remembers the form that was sent last, until the request for it begins or something else is pressed. */
function watchForms(): { take: () => SentForm | undefined } {
  let last: SentForm | undefined;
  const capture = { capture: true };
  window.addEventListener("click", () => (last = undefined), capture);
  window.addEventListener(
    "submit",
    ({ target, submitter }) => {
      if (target instanceof HTMLFormElement)
        last = { form: target, submitter, values: new FormData(target, submitter) };
    },
    capture,
  );
  return {
    take: () => {
      const taken = last;
      last = undefined;
      return taken;
    },
  };
}
