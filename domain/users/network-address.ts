import { getIP } from "better-auth/api";
import { limits } from "#limits.ts";

/**
 * By what the auth library and our own limits know a visitor's network. The front server has made sure that this header
 * tells the truth, see `server/visitor-address.ts`. Whoever has one IPv6 address has 2^64 of them, so all of those count
 * as one; IPv4 written as IPv6 counts as IPv4.
 */
export const ipAddress = { ipAddressHeaders: ["x-real-ip"], ipv6Subnet: limits.visitor.ipv6PrefixBits };

/** The network that attempts are counted by, as text. Where it is not known, everybody is the same visitor, who is limited soonest. */
export function networkAddress(visitor: Headers): string {
  return getIP(visitor, { advanced: { ipAddress } }) ?? "nobody knows";
}
