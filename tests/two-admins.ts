import { afterEach, beforeEach, expect } from "vitest";
import { ownDatabase } from "./database.ts";
import { brokenInvariants } from "./invariants.ts";
import { killConnections } from "./killed-connections.ts";
import { givenUser } from "./rows.ts";

/** How often each race is run: whoever is first, and where a connection ends, is left to chance. */
export const rounds = Array.from({ length: 6 }, (_, round) => round);

/** A database of the file's own with two admins, Sari and Dewi, before each test; the books are proved after each. */
export function twoAdmins() {
  ownDatabase();
  const admins = { sari: { id: "" }, dewi: { id: "" } };
  beforeEach(async () => {
    admins.sari = await givenUser({ name: "Sari", role: "ADMIN" });
    admins.dewi = await givenUser({ name: "Dewi", role: "ADMIN" });
  });
  afterEach(async () => expect(await brokenInvariants()).toEqual({}));
  return admins;
}

/** All of it begins, and whatever is at work in the middle of it is cut off. */
export const cutOff = (work: Promise<unknown>[]) => Promise.allSettled([...work, killConnections()]);
