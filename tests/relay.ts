import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** What stands between a program and its database, by plain TCP as on loopback. */
export type Relay = {
  /** The database's address for the program. */
  url: string;
  /** Ends all connections. */
  cut: () => void;
  close: () => Promise<void>;
};

/**
 * Stands in front of the database at `target`. `open` is called for each connection with what hands a piece on to the
 * database, and returns what takes each piece that the program sends.
 */
export async function relay(
  target: string,
  open: (handOn: (piece: Buffer) => void) => (piece: Buffer) => void,
): Promise<Relay> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const listener = createServer((client) => {
    const server = connect(Number(port || 5432), hostname);
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(socket);
      socket
        .on("error", () => {})
        .on("close", () => {
          sockets.delete(socket);
          other.destroy();
        });
    }
    server.pipe(client);
    client.on(
      "data",
      open((piece) => void server.write(piece)),
    );
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const url = new URL(target);
  url.host = `127.0.0.1:${(listener.address() as AddressInfo).port}`;
  return {
    url: url.href,
    cut,
    close() {
      cut();
      return new Promise((resolve) => listener.close(() => resolve()));
    },
  };
}
