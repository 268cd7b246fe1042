import { didYouMean } from "../did-you-mean.ts";
import { DefinitionError } from "../job/definition.ts";
import { kindOf } from "../job/options.ts";
import type { Logger } from "../types.ts";
import { type EventName, eventNames, type RondaEvents, type RunStart } from "./event-map.ts";

/** More than this on one event is more likely a listener that is added over and over than a wish; it is said once. */
const usualListeners = 10;

/** Hears of one event. What it returns is not waited for; what it throws or rejects with is a line in the log, once an event. */
export type Listener<Name extends EventName> = (event: RondaEvents[Name]) => unknown;

/**
 * Stands around a run's function, for what follows the flow of a program, such as a trace: `enter` calls the function, in
 * whatever context it is called. The function runs once, with or without it, and its result is its own.
 */
export type AroundRun = (run: RunStart, enter: () => void) => void;

/** Tells whoever listens in this process what happens. Nothing that a listener does reaches the one that tells. */
export type Events = {
  /** Returns the function that ends the listening. Throws {@link DefinitionError} for a name that no event has. */
  on: <Name extends EventName>(name: Name, listener: Listener<Name>) => () => void;
  emit: <Name extends EventName>(name: Name, event: RondaEvents[Name]) => void;
  /** Returns the function that takes it off again. */
  around: (wrapper: AroundRun) => () => void;
  /** Calls a run's function inside all that stands around it, and returns what the function returns. */
  enter: <Result>(run: RunStart, work: () => Result) => Result;
};

/** Makes the events of one engine. */
export function createEvents({
  logger,
  describe,
}: {
  logger: Logger;
  /** What was thrown, without secrets. */
  describe: (thrown: unknown) => string;
}): Events {
  const listeners = new Map<EventName, Set<{ listener: (event: never) => unknown }>>();
  const wrappers = new Set<{ wrapper: AroundRun }>();
  const said = new Set<string>();

  function warnOnce(kind: string, message: string, fields: Record<string, unknown> = {}): void {
    if (said.has(kind)) return;
    said.add(kind);
    logger.warn({ cron: "events", ...fields }, message);
  }

  const failed = (what: string) => (thrown: unknown) =>
    warnOnce(`failed ${what}`, `cron ${what} failed; it is not told again`, { error: describe(thrown) });

  return {
    on(name, listener) {
      checkListener(name, listener);
      const listening = { listener };
      const known = listeners.get(name) ?? new Set();
      listeners.set(name, known.add(listening));
      if (known.size > usualListeners) {
        warnOnce(`many ${name}`, `${known.size} listeners of ${name}: are they added over and over?`);
      }
      return () => void known.delete(listening);
    },
    emit(name, event) {
      const frozen = Object.freeze(event);
      for (const { listener } of [...(listeners.get(name) ?? [])]) {
        attempt(() => listener(frozen as never), failed(`listener of ${name}`));
      }
    },
    around(wrapper) {
      if (typeof wrapper !== "function") throw new DefinitionError("ronda.around: give it a function");
      const standing = { wrapper };
      wrappers.add(standing);
      return () => void wrappers.delete(standing);
    },
    enter(run, work) {
      return [...wrappers].reduce(
        (inner, { wrapper }) =>
          () =>
            once(inner, (enter) => attempt(() => wrapper(run, enter), failed("wrapper of runs"))),
        work,
      )();
    },
  };
}

function checkListener(name: unknown, listener: unknown): void {
  if (!eventNames.includes(name as EventName)) {
    const written = typeof name === "string" ? name : kindOf(name);
    const nearest = didYouMean(written, eventNames);
    const hint = nearest ? `did you mean "${nearest}"?` : `known are ${eventNames.join(", ")}`;
    throw new DefinitionError(`ronda.on: unknown event "${written}", ${hint}`);
  }
  if (typeof listener !== "function") throw new DefinitionError(`ronda.on: the listener of "${name}" is a function`);
}

/** Calls what may throw, now or later; `failed` hears of it. */
function attempt(call: () => unknown, failed: (thrown: unknown) => void): void {
  try {
    const returned = call();
    if (isThenable(returned)) Promise.resolve(returned).catch(failed);
  } catch (thrown) {
    failed(thrown);
  }
}

function isThenable(value: unknown): boolean {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === "function";
}

/** Has `work` called exactly once: by `via`, or after it where that did not. What it throws comes from here, not out of `via`. */
function once<Result>(work: () => Result, via: (enter: () => void) => void): Result {
  let outcome: { returned: Result } | { thrown: unknown } | undefined;
  const enter = () => {
    if (outcome) return;
    // Taken before the call, so that a call inside the call does not start it again.
    outcome = { thrown: new Error("The function has not returned yet") };
    try {
      outcome = { returned: work() };
    } catch (thrown) {
      outcome = { thrown };
    }
  };
  via(enter);
  enter();
  const known = outcome as unknown as { returned: Result } | { thrown: unknown };
  if ("thrown" in known) throw known.thrown;
  return known.returned;
}
