import { parseArgs } from "node:util";
import { EnvError, env } from "#env.ts";
import type { Address } from "./front.ts";

/**
 * Where to listen: PORT on loopback, because a proxy in front terminates TLS and says who the client is. `args` win:
 * `-p 3100 -H 0.0.0.0`. Throws {@link EnvError} on an argument that is none.
 */
export function addressFrom(args: string[]): Address {
  const { port = env().PORT, hostname = "127.0.0.1" } = valuesOf(args);
  if (!/^\d{1,5}$/.test(`${port}`) || Number(port) > 65_535) throw new EnvError(`-p ${port} is no port`);
  return { port: Number(port), hostname };
}

function valuesOf(args: string[]) {
  try {
    const options = { port: { type: "string", short: "p" }, hostname: { type: "string", short: "H" } } as const;
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new EnvError(`${(error as Error).message}. The server takes -p <port> and -H <address to listen on>`);
  }
}
