import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { createServer } from "node:net";

/** Who listens on a port of this machine. `isPm2` is true of PM2's daemon, which listens for the processes that it runs. */
export type Listener = { pid: number; name: string; isPm2: boolean };

/** The system's word for why this port of loopback cannot be listened on; undefined where it can. */
export function listenError(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(undefined)));
  });
}

/** Why PM2 cannot serve on this port, with who has it; undefined where it is free or PM2's own. */
export async function portProblem(port: number): Promise<string | undefined> {
  const code = await listenError(port);
  if (code === undefined) return undefined;
  if (code !== "EADDRINUSE")
    return `PORT ${port} cannot be listened on (${code}): ports below 1024 need root, take PORT=3000`;
  const listener = listenerOn(port);
  if (listener?.isPm2) return undefined;
  const who = listener ? `by process ${listener.pid} (${listener.name})` : "by a process of another user";
  return `PORT ${port} is taken ${who}. Stop it, or set another PORT in .env; \`sudo ss -ltnp 'sport = :${port}'\` shows who listens`;
}

/** Who listens there, as far as this user may see it. */
export function listenerOn(port: number): Listener | undefined {
  const sockets = new Set(["tcp", "tcp6"].flatMap((table) => listeningInodes(table, port)));
  if (sockets.size === 0) return undefined;
  const pid = directory("/proc").find((name) => /^\d+$/.test(name) && holdsAny(name, sockets));
  if (!pid) return undefined;
  const name = read(`/proc/${pid}/cmdline`).replaceAll("\0", " ").trim().slice(0, longestName);
  return { pid: Number(pid), name, isPm2: /^PM2 v[\d.]+.*God Daemon/.test(name) };
}

const longestName = 80;

/** https://www.kernel.org/doc/html/latest/networking/proc_net_tcp.html: the state 0A is LISTEN. */
function listeningInodes(table: string, port: number): string[] {
  const hexadecimal = port.toString(16).toUpperCase().padStart(4, "0");
  return read(`/proc/net/${table}`)
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(`:${hexadecimal}`) && state === "0A")
    .map((columns) => `socket:[${columns[9]}]`);
}

function holdsAny(pid: string, sockets: Set<string>): boolean {
  return directory(`/proc/${pid}/fd`).some((number) => {
    try {
      return sockets.has(readlinkSync(`/proc/${pid}/fd/${number}`));
    } catch {
      return false;
    }
  });
}

/** Processes end while one looks, and others' are closed to us. */
function directory(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
