import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** What stands between a program and PostgreSQL and counts what it sends, so that a test can stop it at any of its steps. */
export type StatementGate = {
  /** The database's address through it. */
  url: string;
  /** How many pieces have been sent until now. */
  sent: () => number;
  /** Resolves with that piece, which and whatever follows is not handed on: the program waits in the middle of its work. */
  heldAt: (piece: number) => Promise<void>;
  /** Hands nothing on from now on. */
  hold: () => void;
  /** From that piece on the database is away: every connection ends, and so does each that comes. */
  cutAt: (piece: number) => void;
  close: () => Promise<void>;
};

/** A gate in front of the database at `target`, as open as if it were not there. */
export async function statementGate(target: string): Promise<StatementGate> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let sent = 0;
  let cutFrom = Number.POSITIVE_INFINITY;
  let hold: { from: number; held: () => void } | undefined;

  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const listener = createServer((client) => {
    const server = connect(Number(port), hostname);
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
    client.on("data", (piece) => {
      sent += 1;
      if (sent >= cutFrom) return cut();
      if (hold && sent >= hold.from) return hold.held();
      server.write(piece);
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const url = new URL(target);
  url.host = `127.0.0.1:${(listener.address() as AddressInfo).port}`;

  return {
    url: url.href,
    sent: () => sent,
    heldAt: (piece) =>
      new Promise((held) => {
        hold = { from: piece, held };
      }),
    hold() {
      hold = { from: 0, held: () => {} };
    },
    cutAt(piece) {
      cutFrom = piece;
    },
    close() {
      cut();
      return new Promise((resolve) => listener.close(() => resolve()));
    },
  };
}
