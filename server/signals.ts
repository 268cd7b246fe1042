import type { Server } from "node:http";

const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * On SIGTERM and SIGINT: takes no new connection, answers what has begun, lets Next finish what it does after its
 * answers, then exits with the signal's code.
 */
export function closeOnSignals(server: Server, app: { close: () => Promise<void> }): void {
  let closing = false;
  const close = async (signal: keyof typeof exitCodes) => {
    if (closing) return;
    closing = true;
    await new Promise((resolve) => server.close(resolve));
    await app.close().catch(console.error);
    process.exit(exitCodes[signal]);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, close);
}
