const key = Symbol.for("setrip.once-a-process");

/**
 * What must exist once a process: connections, paces, queues, caches. The framework loads a module once a bundle (the
 * start, pages, route handlers), so that a variable of a module would exist three times in one process. The first
 * bundle that asks makes it, all others get the same; `name` is its own for ever.
 */
export function onceAProcess<Thing extends object>(name: string, make: () => Thing): Thing {
  const ofProcess = globalThis as { [key]?: Map<string, object> };
  ofProcess[key] ??= new Map();
  const found = ofProcess[key].get(name);
  if (found) return found as Thing;
  const made = make();
  ofProcess[key].set(name, made);
  return made;
}
