import { DefinitionError } from "../job/definition.ts";
import { callable, checkOptions, must, objectOf, oneOf, optional, type Rule, text } from "../job/options.ts";
import { label, longestActor } from "../record/label.ts";
import type { IncidentReason, LocalizedText } from "../types.ts";
import { type Locale, localeNames } from "../words/locale.ts";
import type { AdviceKind } from "../words/words.ts";

/** Who asks for the page: a name to keep with what is run, a response of your own, such as a way to sign in, or nobody who may. */
export type Authorized = string | Response | false | null | undefined;

/** What `ronda.page` is told by the app that shows it. */
export type PageOptions = {
  /** Decides who may see the page and run jobs. There is no default: a page without it would be open to everybody. */
  authorize: (request: Request) => Authorized | Promise<Authorized>;
  /** Where the page is mounted as browsers see it, such as `/admin/jobs`. Without it the address of the request tells. */
  base?: string | undefined;
  /** The language for who has not chosen another; without it the browser's, else English. */
  locale?: Locale | undefined;
  /** What the triggers' secret is called where it is set, such as `CRON_SECRET`. */
  secretName?: string | undefined;
  /** What this app's operator should do about a fact, in place of the engine's own advice. */
  advice?: Partial<Record<AdviceKind, LocalizedText>> | undefined;
  /** What tells more about a reason, such as its part of your own instructions; nothing where none does. */
  guideUrl?: ((kind: IncidentReason["kind"]) => string | undefined) | undefined;
  /** Keeps what was started alive beyond the response, where a host ends a process's work with it: Next's `after`, Vercel's `waitUntil`. */
  waitUntil?: ((running: Promise<unknown>) => void) | undefined;
};

const rules: Record<keyof PageOptions, Rule> = {
  authorize: callable(
    "a function that returns the name of who may see the page, or false; the page is never open by default",
  ),
  base: optional(
    must(
      'the path of the page, such as "/admin/jobs", without a slash at its end',
      (value) => typeof value === "string" && /^(\/[^/?#\s]+)*$/.test(value),
    ),
  ),
  locale: optional(oneOf(...Object.keys(localeNames))),
  secretName: optional(text('what the secret is called where it is set, such as "CRON_SECRET"')),
  advice: optional(objectOf('advice by kind, such as { rejected: "Run ops/install-crontab" }', adviceRules())),
  guideUrl: optional(callable("a function from a kind of reason to an address, or nothing")),
  waitUntil: optional(callable("a function that keeps a promise alive, such as Next's after")),
};

/** A text, or one a language, of each kind that there is. */
function adviceRules(): Record<AdviceKind, Rule> {
  const sentence = optional(
    must(
      'a text, or one a language, { en: "…", de: "…" }',
      (value) =>
        typeof value === "string" ||
        (typeof value === "object" && value !== null && Object.values(value).every((one) => typeof one === "string")),
    ),
  );
  return {
    error: sentence,
    timeout: sentence,
    crashed: sentence,
    expectation: sentence,
    "never-ran": sentence,
    missed: sentence,
    silent: sentence,
    "off-slot": sentence,
    rejected: sentence,
    "host-down": sentence,
    restarts: sentence,
    "scheduler-down": sentence,
    "clock-leapt": sentence,
    "database-away": sentence,
    found: sentence,
    blind: sentence,
    "no-secret": sentence,
    "short-secret": sentence,
    channel: sentence,
    clock: sentence,
    deadman: sentence,
    unheard: sentence,
  };
}

/** Throws {@link DefinitionError} where an option cannot be meant, above all where nobody decides who may come in. */
export function checkPageOptions(options: PageOptions | undefined): asserts options is PageOptions {
  checkOptions("ronda.page", options, rules);
}

/** The name of who may see the page, the app's own response, or nothing for who may not. Throws what `authorize` throws. */
export async function askWho(
  request: Request,
  { authorize }: Pick<PageOptions, "authorize">,
): Promise<string | Response | undefined> {
  const who = await authorize(request);
  if (who instanceof Response) return who;
  if (typeof who === "string") return label(who, longestActor) || undefined;
  if (who === false || who === null || who === undefined) return undefined;
  throw new DefinitionError(
    `ronda.page: authorize returned ${who === true ? "true" : `a ${typeof who}`}; it returns the name of who asks, a Response, or false`,
  );
}
