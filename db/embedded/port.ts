import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { EmbeddedPostgresError } from "./programs.ts";

/** The port of last time where it is free: processes that still know it reconnect after the server was killed. */
export async function usualPort(cluster: string): Promise<number> {
  const file = join(cluster, "port");
  const last = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  const port = (last && (await freePort(last))) || (await freePort(0));
  if (!port) throw new EmbeddedPostgresError("there is no free port on 127.0.0.1");
  if (port !== last) writeFileSync(file, String(port));
  return port;
}

/** The wanted port, any when 0 is wanted, or 0 when it is taken. */
function freePort(wanted: number): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(0));
    server.listen(wanted, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
