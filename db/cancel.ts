import { connect } from "node:net";

/** "1234,5678": what a request to cancel begins with (https://www.postgresql.org/docs/current/protocol-message-formats.html). */
const cancelRequestCode = 80_877_102;
const messageBytes = 16;

/** Whose statement to cancel, and where its server listens. */
export type Running = { host: string; port: number; processID: number | null; secretKey: number | null };

/**
 * Asks the server to cancel what a connection runs; resolves when the server has taken note, or after `timeoutMs`.
 * Never throws: whether it helped is seen by the statement.
 */
export function cancelStatement({ host, port, processID, secretKey }: Running, timeoutMs: number): Promise<void> {
  if (processID === null || secretKey === null) return Promise.resolve();
  const message = Buffer.alloc(messageBytes);
  message.writeInt32BE(messageBytes, 0);
  message.writeInt32BE(cancelRequestCode, 4);
  message.writeInt32BE(processID, 8);
  message.writeInt32BE(secretKey, 12);
  return new Promise((resolve) => {
    const socket = host.startsWith("/") ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
    const timer = setTimeout(() => socket.destroy(), timeoutMs).unref();
    socket.on("error", () => {});
    socket.once("connect", () => socket.write(message));
    socket.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
    socket.resume();
  });
}
