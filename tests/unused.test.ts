import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "..");

it("nothing lies around: every file, export, type and dependency is used somewhere", { timeout: 180_000 }, () => {
  const knip = join(root, "node_modules/knip/bin/knip.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [knip, "--reporter", "compact"], {
    cwd: root,
    encoding: "utf8",
  });
  expect({ status, told: `${stdout}${stderr}`.trim() }).toEqual({ status: 0, told: "" });
});
