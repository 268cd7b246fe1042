import { connect } from "node:net";
import { whenLate } from "./lateness.ts";

/** "1234,5678": what a request to cancel begins with (https://www.postgresql.org/docs/current/protocol-message-formats.html). */
export const cancelRequestCode = 80_877_102;
const messageBytes = 16;

/** Whose statement to cancel, and where its server listens. */
export type Running = { host: string; port: number; processID: number | null; secretKey: number | null };

/**
 * Asks the server to cancel what a connection runs. Never throws: whether it helped is seen by the statement. Resolves to
 * whether nothing of it is left under way, so that it cannot meet a later statement: the server has closed the connection
 * of the request, as it does once it has told the statement, or the request was never sent. `signal` says that it does not
 * matter any longer.
 */
export function cancelStatement(
  { host, port, processID, secretKey }: Running,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<boolean> {
  if (processID === null || secretKey === null) return Promise.resolve(true);
  const message = Buffer.alloc(messageBytes);
  message.writeInt32BE(messageBytes, 0);
  message.writeInt32BE(cancelRequestCode, 4);
  message.writeInt32BE(processID, 8);
  message.writeInt32BE(secretKey, 12);
  return new Promise((resolve) => {
    const address = host.startsWith("/") ? { path: `${host}/.s.PGSQL.${port}` } : { port, host };
    const socket = connect({ ...address, signal });
    const stopWaiting = whenLate(timeoutMs, () => socket.destroy());
    let [sent, taken] = [false, false];
    socket.on("error", () => {});
    socket.once("connect", () => {
      sent = true;
      socket.write(message);
    });
    socket.once("end", () => {
      taken = true;
    });
    socket.once("close", () => {
      stopWaiting();
      resolve(taken || !sent);
    });
    socket.resume();
  });
}
