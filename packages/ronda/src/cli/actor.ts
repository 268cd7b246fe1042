import { hostname, userInfo } from "node:os";
import { label, longestActor } from "../record/label.ts";

/** The name of who typed the command; the number of an account that has none. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.()}`;
  }
}

/** Who acts where nobody else is named, such as `ana@vps-1`. */
export function actorHere(): string {
  return label(`${userName()}@${hostname()}`, longestActor);
}
