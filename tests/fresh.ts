import { vi } from "vitest";

/**
 * Test files share a process, since loading the libraries anew for each costs more than most tests. Before each file this
 * gives back what a new process would have: own modules unloaded with all that they keep, the environment, the clock, no
 * timer that another file has set, no spy, the listeners. A file that changes anything else of its process puts it back itself.
 */
const key = Symbol.for("setrip.tests.first");
const once = Symbol.for("setrip.once-a-process");
const kept = globalThis as { [key]?: First; [once]?: Map<string, object> };
const events = [
  "SIGTERM",
  "SIGINT",
  "SIGHUP",
  "uncaughtException",
  "unhandledRejection",
  "warning",
] as NodeJS.Signals[];

/** So many timers are kept, over or not, before somebody looks. */
const fewTimers = 1_000;

/** Lists of usual passwords, and nothing else: they take a second to load. */
const unchanging = "password judge";

type First = {
  env: NodeJS.ProcessEnv;
  folder: string;
  /** Those of the file that runs: what it has begun and not stopped would go on in the next, and by its fake clock. */
  timers: Map<NodeJS.Timeout, { stack?: string }>;
  listeners: Map<NodeJS.Signals, NodeJS.SignalsListener[]>;
};

if (!kept[key]) {
  const listeners = new Map(events.map((event) => [event, process.listeners(event)]));
  kept[key] = { env: { ...process.env }, folder: process.cwd(), timers: watchedTimers(), listeners };
}
const first = kept[key];

vi.resetModules();
vi.useRealTimers();
vi.restoreAllMocks();
vi.unstubAllGlobals();
for (const [timer, setBy] of first.timers) if (!isNodes(setBy)) clearTimeout(timer);
first.timers.clear();
vi.unstubAllEnvs();
for (const name of kept[once]?.keys() ?? []) if (name !== unchanging) kept[once]?.delete(name);
for (const name of Object.keys(process.env)) if (!(name in first.env)) delete process.env[name];
Object.assign(process.env, first.env);
if (process.cwd() !== first.folder) process.chdir(first.folder);
for (const [event, known] of first.listeners) {
  for (const listener of process.listeners(event)) if (!known.includes(listener)) process.off(event, listener);
}

/**
 * Every timer that is set from now on by the names that all code has, with who set it: nobody looks before a file ends, since
 * each statement sets a timer, and putting the place into words took a tenth of a test's time.
 */
function watchedTimers(): First["timers"] {
  const timers: First["timers"] = new Map();
  let sweepAt = fewTimers;
  /** Forgets those that are over, with all that they hold. */
  const sweep = () => {
    for (const timer of timers.keys()) if (Reflect.get(timer, "_destroyed")) timers.delete(timer);
    sweepAt = Math.max(fewTimers, 2 * timers.size);
  };
  for (const name of ["setTimeout", "setInterval"] as const) {
    const real = globalThis[name] as (...given: unknown[]) => NodeJS.Timeout;
    const watched = (...given: unknown[]) => {
      const timer = real(...given);
      const setBy = {};
      const { stackTraceLimit } = Error;
      Error.stackTraceLimit = 1;
      Error.captureStackTrace(setBy, watched);
      Error.stackTraceLimit = stackTraceLimit;
      timers.set(timer, setBy);
      if (timers.size > sweepAt) sweep();
      return timer;
    };
    globalThis[name] = Object.defineProperties(watched, Object.getOwnPropertyDescriptors(real)) as never;
  }
  return timers;
}

/** Node's own, as the one by which all of a process's `fetch` tell the time, are set once and would never be set again. */
function isNodes({ stack = "" }: { stack?: string }): boolean {
  return /\(node:|at node:/.test(stack);
}
