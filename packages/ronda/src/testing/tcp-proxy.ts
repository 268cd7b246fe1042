import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/**
 * `pass` hands everything on. `stall` accepts and reads and hands nothing on, on connections that were there, too: as a
 * server does that hangs, or a network that lost the way back. `refuse` closes what there is and what comes.
 */
export type ProxyMode = "pass" | "stall" | "refuse";

/** What stands between a program and its server, so that a test can take the server away. */
export type TcpProxy = {
  port: number;
  /** Changes how it behaves from now on; what stalled is handed on when it passes again. */
  become: (mode: ProxyMode) => void;
  /** Ends all connections at once, as a restart of the server does; new ones are welcome. */
  cut: () => void;
  /** Forgets the connections that are there, without a word to either side, as a network that has changed does; new ones are welcome. */
  forget: () => void;
  /** How many connections clients have open. */
  connections: () => number;
  close: () => Promise<void>;
};

/** A proxy on a free port of loopback in front of `target`. */
export async function tcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const pairs = new Set<{ client: Socket; server: Socket }>();
  const forgotten = new Set<{ client: Socket; server: Socket }>();
  let mode: ProxyMode = "pass";

  const cut = () => {
    for (const { client, server } of [...pairs, ...forgotten]) for (const socket of [client, server]) socket.destroy();
  };
  const listener = createServer((client) => {
    if (mode === "refuse") return void client.destroy();
    const server = connect(target.port, target.host);
    const pair = { client, server };
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      forgotten.delete(pair);
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) socket.on("error", end).on("close", end);
    if (mode === "stall") return;
    client.pipe(server).pipe(client);
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));

  return {
    port: (listener.address() as AddressInfo).port,
    become(next) {
      mode = next;
      if (mode === "refuse") cut();
      for (const { client, server } of pairs) {
        client.unpipe(server);
        server.unpipe(client);
        if (mode === "pass") client.pipe(server).pipe(client);
      }
    },
    cut,
    forget() {
      for (const pair of pairs) {
        const { client, server } = pair;
        client.unpipe(server);
        server.unpipe(client);
        forgotten.add(pair);
      }
      pairs.clear();
    },
    connections: () => pairs.size,
    close: () => {
      cut();
      return new Promise((resolve) => listener.close(() => resolve()));
    },
  };
}
