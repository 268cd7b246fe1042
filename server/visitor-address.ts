import type { IncomingMessage, Server } from "node:http";
import { BlockList, isIP, type Socket, SocketAddress } from "node:net";
import { limits } from "#limits.ts";

/** An address, or a range of them with the length of its prefix, as it stands in `TRUSTED_PROXY`. */
export type ProxyRange = { address: string; prefix?: number };

/** What a proxy says about the request that it passes on; from anybody else, what somebody made up. */
const proxyHeader = /^(x-real-ip|forwarded|x-forwarded-.*)$/;

/**
 * Makes a request tell the truth about who sent it, before anything reads it. What comes from a trusted proxy keeps its
 * `X-Forwarded-…` and its `X-Real-IP`, if that is one address; what comes from anywhere else loses them. In the end
 * `X-Real-IP` is there always, and is the address by which attempts are counted: the visitor's as far as it is known,
 * else that of whoever holds the connection.
 */
export function settleVisitor(request: IncomingMessage, isTrusted: (socket: Socket) => boolean): void {
  const { headers, socket } = request;
  const trusted = isTrusted(socket);
  const said = trusted ? plainAddress(headers["x-real-ip"]) : undefined;
  if (!trusted) for (const name of Object.keys(headers)) if (proxyHeader.test(name)) delete headers[name];
  headers["x-real-ip"] = said ?? plainAddress(socket.remoteAddress) ?? "127.0.0.1";
}

/**
 * Whether a connection comes from one of the trusted proxies. A socket file has no address: whoever may open it was let
 * in by the file's permissions, and is trusted like this machine is, whatever the list says.
 */
export function trustIn(ranges: readonly ProxyRange[], server: Server): (socket: Socket) => boolean {
  const trusted = new BlockList();
  for (const { address, prefix } of ranges) {
    if (prefix === undefined) trusted.addAddress(address, familyOf(address));
    else trusted.addSubnet(address, prefix, familyOf(address));
  }
  // Asked for at once, because a connection that was cut has no address any more.
  server.on("connection", (socket: Socket) => void socket.remoteAddress);
  return ({ remoteAddress }) => {
    const address = plainAddress(remoteAddress);
    if (!address) return typeof server.address() === "string";
    return trusted.check(address, familyOf(address));
  };
}

/** The network of an address, which counts as one visitor: IPv6 by its first bits, which are one customer's. */
export function networkOf(address: string): string {
  if (familyOf(address) === "ipv4") return address;
  const [left = "", right] = address.split("::").map((half) => half.split(":").filter(Boolean));
  const groups = [...left, ...Array(8 - left.length - (right?.length ?? 0)).fill("0"), ...(right ?? [])];
  return groups.slice(0, limits.visitor.ipv6PrefixBits / 16).join(":");
}

/** One address as everybody writes it: without its zone, IPv4 in IPv6 as IPv4. Undefined for anything else, such as a list. */
function plainAddress(text: string | string[] | undefined): string | undefined {
  if (typeof text !== "string") return undefined;
  const given = text.trim().replace(/%.*$/, "");
  if (!isIP(given)) return undefined;
  const { address } = new SocketAddress({ address: given, family: familyOf(given) });
  return address.replace(/^::ffff:(?=\d+\.)/, "");
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 6 ? "ipv6" : "ipv4";
}
