/** Next calls this once a process, before the first request. Nothing here may run while the app is built. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startUp } = await import("./startup.ts");
  await startUp();
}

/** Next calls this for each page, action and route that ends in an error; what it prints itself has neither time nor code. */
export async function onRequestError(
  error: unknown,
  request: { path: string; method: string },
  { routePath: route, routeType: kind }: { routePath: string; routeType: string },
): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const [{ pageFailed }, { clock }] = await Promise.all([import("./health/failed-pages.ts"), import("./clock.ts")]);
  pageFailed({ error, request, place: { route, kind } }, clock());
}
