import { existsSync, mkdirSync, mkdtempSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, inject, it } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";

const day = 24 * 3_600_000;

it("a run's folder goes with all that is in it", () => {
  const { folder, remove } = temporaryFolder(mkdtempSync(join(tmpdir(), "setrip-tmp-")));
  mkdirSync(join(folder, "setrip-unit-1/uploads"), { recursive: true });
  writeFileSync(join(folder, "setrip-unit-1/uploads/photo.webp"), "x");
  remove();
  expect(existsSync(folder)).toBe(false);
});

it("what a killed run left goes with a later run; not that of one that may still be under way, and nothing of others", () => {
  const base = mkdtempSync(join(tmpdir(), "setrip-tmp-"));
  const left = (name: string, days: number) => {
    mkdirSync(join(base, name, "setrip-unit-1"), { recursive: true });
    const at = new Date(Date.now() - days * day);
    utimesSync(join(base, name), at, at);
  };
  left("setrip-run-killed", 3);
  left("setrip-run-beside", 1);
  left("somebody-else", 30);
  const { folder } = temporaryFolder(base);
  expect(readdirSync(base).sort()).toEqual([basename(folder), "setrip-run-beside", "somebody-else"].sort());
});

it("tests have their folders in the one of their run", () => {
  expect(tmpdir()).toBe(inject("temporaryFolder"));
  expect(process.env.SETRIP_DATA_DIR).toContain(`${inject("temporaryFolder")}/`);
});
