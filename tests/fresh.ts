import { vi } from "vitest";

/**
 * Test files share a process, since loading the libraries anew for each costs more than most tests. Before each file this
 * gives back what a new process would have: own modules unloaded with all that they keep, the environment, the clock, the
 * listeners. A file that changes anything else of its process puts it back itself.
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

/** Lists of usual passwords, and nothing else: they take a second to load. */
const unchanging = "password judge";

type First = {
  env: NodeJS.ProcessEnv;
  folder: string;
  listeners: Map<NodeJS.Signals, NodeJS.SignalsListener[]>;
};

if (!kept[key]) {
  const listeners = new Map(events.map((event) => [event, process.listeners(event)]));
  kept[key] = { env: { ...process.env }, folder: process.cwd(), listeners };
}
const first = kept[key];

vi.resetModules();
vi.useRealTimers();
vi.unstubAllGlobals();
vi.unstubAllEnvs();
for (const name of kept[once]?.keys() ?? []) if (name !== unchanging) kept[once]?.delete(name);
for (const name of Object.keys(process.env)) if (!(name in first.env)) delete process.env[name];
Object.assign(process.env, first.env);
if (process.cwd() !== first.folder) process.chdir(first.folder);
for (const [event, known] of first.listeners) {
  for (const listener of process.listeners(event)) if (!known.includes(listener)) process.off(event, listener);
}
