import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { DoctorCheck } from "../config.ts";
import { appOnDisk, startRonda } from "../testing/app.ts";

const app = appOnDisk();

/** A configuration whose fields are getters that look at an environment, and find it wrong. */
function configure(fields: string): void {
  writeFileSync(
    join(app.folder, "ronda.config.ts"),
    `let overlooked = false;
const env = (value) => { if (!overlooked) throw new Error("OVEN must be a number"); return value; };
export default {
  app: "bakery",
  jobs: [{ name: "prune", schedule: "0 18 * * *", description: "Prunes" }],
  ronda: () => ({ runs: async () => [] }),
  ${fields}
};`,
  );
}

async function doctor(): Promise<DoctorCheck[]> {
  const { out, err } = await startRonda(app, ["doctor", "--json"]).ended;
  if (!out) throw new Error(err);
  return JSON.parse(out) as DoctorCheck[];
}

describe("a wrong environment", () => {
  it("is what the doctor says first, and the rest is looked at all the same", async () => {
    configure(`
  environment: () => { overlooked = true; return [{ name: "environment", state: "error", why: "OVEN must be a number" }]; },
  get url() { return env("http://127.0.0.1:${(app.server.address() as { port: number }).port}"); },
  get secret() { return env("the secret of the tests, 32 or more"); },
  checks: () => [{ name: "oven", state: "ok", why: "is warm" }],`);
    const checks = await doctor();
    expect(checks[0]).toEqual({ name: "environment", state: "error", why: "OVEN must be a number" });
    expect(checks.find(({ name }) => name === "secret")).toMatchObject({ state: "ok" });
    expect(checks.find(({ name }) => name === "oven")).toMatchObject({ state: "ok" });
  });

  it("is told of each field that cannot be read, where the configuration does not say what is wrong itself", async () => {
    configure(`get url() { return env(""); }, get secret() { return env(""); },`);
    const checks = await doctor();
    expect(checks.slice(0, 2)).toEqual([
      { name: "configuration", state: "error", why: "url cannot be told: OVEN must be a number" },
      { name: "configuration", state: "error", why: "secret cannot be told: OVEN must be a number" },
    ]);
    expect(checks.map(({ name }) => name)).toContain("disk");
  });

  it("still ends every other command, and the doctor's where there is no configuration", async () => {
    configure(`get url() { return env(""); },`);
    expect(await startRonda(app, ["list"]).ended).toMatchObject({
      code: 2,
      err: expect.stringContaining("OVEN must be"),
    });
    writeFileSync(join(app.folder, "ronda.config.ts"), "export default {};");
    expect(await startRonda(app, ["doctor"]).ended).toMatchObject({
      code: 2,
      err: expect.stringContaining("missing: app"),
    });
  });
});
