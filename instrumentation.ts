/** Next calls this once a process, before the first request. Nothing here may run while the app is built. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startUp } = await import("./startup.ts");
  await startUp();
}
