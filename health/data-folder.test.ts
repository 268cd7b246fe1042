import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

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

it("is met by a folder that takes uploads, and nothing is left in it", async () => {
  expect(await need()).toBe("ok");
  expect(readdirSync(folder, { recursive: true }).toSorted()).toEqual(["uploads", "uploads/private", "uploads/trips"]);
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
