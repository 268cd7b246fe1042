import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { newId } from "#db/columns.ts";
import { db } from "#db/connection.ts";
import { tripImages } from "#domain/trips/schema.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenTrip, madeAt } from "#tests/rows.ts";

ownDatabase();

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "setrip-ready-"));
  vi.resetModules();
  vi.stubEnv("SETRIP_DATA_DIR", folder);
  vi.stubEnv("S3_BUCKET", "");
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** With an environment that is read anew. */
async function need(): Promise<string> {
  return (await import("./readiness.ts")).dataFolderNeed();
}

const marks = ["uploads/private/.setrip", "uploads/trips/.setrip"];

it("is met by a folder that takes uploads, and nothing is left in it but its marks", async () => {
  expect(await need()).toBe("ok");
  expect(readdirSync(folder, { recursive: true }).toSorted()).toEqual(
    ["uploads", "uploads/private", "uploads/trips", ...marks].toSorted(),
  );
});

describe("where the database names photos", () => {
  const photo = join("uploads", "trips", "ana-1.webp");
  beforeEach(async () => {
    const { id: tripId } = await givenTrip();
    const stamps = { createdAt: madeAt, updatedAt: madeAt };
    await db()
      .insert(tripImages)
      .values([{ id: newId(), tripId, path: "ana-1.webp", position: 0, ...stamps }]);
  });

  it("is not met once their folder is gone, nor by new uploads into another one, until they are back", async () => {
    const lost = `${join("uploads", "trips")} in it has lost its files`;
    expect(await need()).toMatch(lost);
    expect(readdirSync(folder, { recursive: true })).not.toContain(join("uploads", "trips"));
    mkdirSync(join(folder, "uploads", "trips"), { recursive: true });
    expect(await need()).toMatch(lost);
    writeFileSync(join(folder, "uploads", "trips", "ana-2.webp"), "new");
    expect(await need()).toMatch(lost);
    writeFileSync(join(folder, photo), "back");
    expect(await need()).toBe("ok");
    rmSync(join(folder, "uploads"), { recursive: true });
    expect(await need()).toMatch(lost);
  });

  it("is met by the folder of an installation from before there were marks, and by one that is marked by hand", async () => {
    mkdirSync(join(folder, "uploads", "trips"), { recursive: true });
    writeFileSync(join(folder, photo), "here");
    expect(await need()).toBe("ok");
    expect(readdirSync(join(folder, "uploads", "trips")).toSorted()).toEqual([".setrip", "ana-1.webp"]);
    rmSync(join(folder, photo));
    expect(await need()).toBe("ok");
  });
});

it.each<[string, () => void]>([
  ["is a file", () => writeFileSync(join(folder, "uploads"), "")],
  ["leads nowhere", () => symlinkSync("/nowhere/at/all", join(folder, "uploads"))],
  [
    "has a file in the place of photos",
    () => {
      mkdirSync(join(folder, "uploads"));
      writeFileSync(join(folder, "uploads/trips"), "");
    },
  ],
])("is not met where the folder of uploads %s", async (_, spoil) => {
  spoil();
  expect(await need()).toMatch(/^uploads\/trips in it cannot be written to \(E\w+\)$/);
});

it("is not met by a full disk, on which a file of nothing can still be made", async ({ skip }) => {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", folder], { stdio: "ignore" });
  } catch {
    skip("only root may mount a small disk");
  }
  try {
    expect(() => writeFileSync(join(folder, "photos"), Buffer.alloc(1_000_000))).toThrow("ENOSPC");
    expect(await need()).toBe("has no space left");
    expect(readdirSync(folder)).toEqual(["photos"]);
  } finally {
    execFileSync("umount", [folder]);
  }
});

it("makes no folder that its owner did not make", async () => {
  rmSync(folder, { recursive: true });
  expect(await need()).toMatch("does not exist");
  expect(() => readdirSync(folder)).toThrow("ENOENT");
});
