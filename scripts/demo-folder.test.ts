import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { users } from "#domain/users/schema.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenUser } from "#tests/rows.ts";
import { fillDemoFolder, isFilled } from "./demo-folder.ts";

ownDatabase();

const now = new Date("2026-11-26T03:00:00Z");
const newFolder = () => mkdtempSync(join(tmpdir(), "setrip-demo-folder-"));
const people = async () => (await db().select({ name: users.name }).from(users)).map(({ name }) => name);
const loads = (name: string) => async () => {
  await givenUser({ name });
  return { loaded: true, accounts: [] };
};
const breaksDown = async ({ dataDir }: { dataDir: string }) => {
  await givenUser({ name: "Half" });
  mkdirSync(join(dataDir, "uploads", "trips"), { recursive: true });
  writeFileSync(join(dataDir, "uploads", "trips", "half.webp"), "");
  throw new Error("killed");
};

it("an empty folder is filled, once", async () => {
  const dataDir = newFolder();
  expect(isFilled(dataDir)).toBe(false);
  expect(await fillDemoFolder({ dataDir, now }, loads("Ana"))).toBe("filled");
  expect(isFilled(dataDir)).toBe(true);
  expect(await fillDemoFolder({ dataDir, now }, loads("Budi"))).toBe("filled");
  expect(await people()).toEqual(["Ana"]);
});

it("a load that was interrupted begins again: nothing of the half-lived marketplace is left, also no file", async () => {
  const dataDir = newFolder();
  await expect(fillDemoFolder({ dataDir, now }, breaksDown)).rejects.toThrow("killed");
  expect(isFilled(dataDir)).toBe(false);
  expect(readFileSync(join(dataDir, "demo"), "utf8")).toBe("loading");

  expect(await fillDemoFolder({ dataDir, now }, loads("Ana"))).toBe("filled");
  expect(await people()).toEqual(["Ana"]);
  expect(existsSync(join(dataDir, "uploads", "trips", "half.webp"))).toBe(false);
});

it("an installation that is not the demo's is left alone, and is not marked as the demo's either", async () => {
  const dataDir = newFolder();
  await givenUser({ name: "Real" });
  expect(await fillDemoFolder({ dataDir, now }, loads("Ana"))).toBe("not-ours");
  expect(await people()).toEqual(["Real"]);
  expect(existsSync(join(dataDir, "demo"))).toBe(false);
});

it("of two that fill the same folder at once, the second waits and finds it full", async () => {
  const dataDir = newFolder();
  const filled = await Promise.all(["Ana", "Budi"].map((name) => fillDemoFolder({ dataDir, now }, loads(name))));
  expect(filled).toEqual(["filled", "filled"]);
  expect(await people()).toHaveLength(1);
});
