import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, expect, it } from "vitest";
import { jobs } from "#jobs/index.ts";
import { kubernetesYaml } from "#packages/ronda/src/exports/kubernetes.ts";

// What `ronda export kubernetes` prints, against the schemas that Kubernetes publishes: the validators and the types that
// the package kubernetes-models makes of them.

const schemas = join(import.meta.dirname, "schemas");
const root = join(import.meta.dirname, "../..");

type Manifest = { metadata: { name: string }; spec: { schedule: string; timeZone: string } };
let manifests: Manifest[];
let validate: (manifest: Manifest) => void;

beforeAll(async () => {
  if (!existsSync(join(schemas, "node_modules")))
    execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: schemas });
  const load = async (file: string) => await import(pathToFileURL(join(schemas, "node_modules", file)).href);
  const { parseAllDocuments } = await load("yaml/dist/index.js");
  const { CronJob } = await load("kubernetes-models/batch/v1/CronJob.js");
  validate = (manifest) => new CronJob(manifest).validate();
  const text = kubernetesYaml({
    app: "setrip",
    jobs,
    url: "https://setrip.example",
    path: "/api/cron",
    image: "curlimages/curl:8.11.1",
    patrol: true,
  });
  manifests = parseAllDocuments(text).map((document: { toJS: () => Manifest }) => document.toJS());
});

it("each manifest is a CronJob that Kubernetes' validators take", () => {
  expect(manifests.map(({ metadata }) => metadata.name)).toEqual(
    [...jobs.map(({ name }) => name), "patrol"].map((name) => `setrip-${name}`),
  );
  for (const manifest of manifests) validate(manifest);
});

it("the validators see what is wrong", () => {
  const [first] = manifests;
  expect(() => validate({ ...first!, spec: { ...first!.spec, schedule: 5 as never } })).toThrow(
    "schedule must be string",
  );
});

/** What the compiler says of a manifest as a literal of the type, in which no field may be that the type has not. */
function fieldErrors(manifest: object): string {
  const folder = mkdtempSync(join(tmpdir(), "setrip-manifests-"));
  symlinkSync(join(schemas, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  const source = `import type { ICronJob } from "kubernetes-models/batch/v1/CronJob";\nexport const manifest: ICronJob = ${JSON.stringify(manifest)};\n`;
  writeFileSync(join(folder, "manifest.ts"), source);
  const flags = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--types", ""];
  const { stdout, stderr } = spawnSync(join(root, "node_modules/.bin/tsc"), [...flags, "manifest.ts"], {
    cwd: folder,
    encoding: "utf8",
  });
  return stdout + stderr;
}

it("no manifest has a field that Kubernetes does not know", () => {
  // They differ in name, schedule and address alone.
  expect(fieldErrors(manifests[0]!)).toBe("");
  expect(fieldErrors({ ...manifests[0]!, spec: { ...manifests[0]!.spec, timezone: "UTC" } })).toContain("timezone");
});
