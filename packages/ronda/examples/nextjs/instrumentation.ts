/** Next calls this once when the server starts, and not when it builds: the place for migrations. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { start } = await import("./start.ts");
    await start();
  }
}
