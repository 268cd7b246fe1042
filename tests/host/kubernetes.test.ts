import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { jobs } from "#jobs/index.ts";
import { curlConfig } from "#packages/ronda/src/exports/curl-config.ts";
import { kubernetesYaml } from "#packages/ronda/src/exports/kubernetes.ts";

// What `ronda export kubernetes` prints, against the schemas that Kubernetes publishes: the validators and the types that
// the package kubernetes-models makes of them.

const schemas = join(import.meta.dirname, "schemas");
const root = join(import.meta.dirname, "../..");

type Manifest = { metadata: { name: string }; spec: { schedule: string; timeZone: string } };
let manifests: Manifest[];
let text: string;
let validate: (manifest: Manifest) => void;

beforeAll(async () => {
  if (!existsSync(join(schemas, "node_modules")))
    execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: schemas });
  const load = async (file: string) => await import(pathToFileURL(join(schemas, "node_modules", file)).href);
  const { parseAllDocuments } = await load("yaml/dist/index.js");
  const { CronJob } = await load("kubernetes-models/batch/v1/CronJob.js");
  validate = (manifest) => new CronJob(manifest).validate();
  text = kubernetesYaml({
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

/** What kubectl makes of manifests with its own types, without a cluster: it changes the image, and prints the whole. */
function readByKubectl(yaml: string): { items: Manifest[]; error: string } {
  const change = ["set", "image", "--local", "-f", "-", "trigger=tried", "-o", "json"];
  const env = { ...process.env, KUBECONFIG: "/dev/null" };
  const { stdout, stderr } = spawnSync("kubectl", change, { input: yaml, encoding: "utf8", env });
  // A document each, with nothing between them.
  const items = stdout === "" ? [] : (JSON.parse(`[${stdout.replaceAll("}\n{", "},{")}]`) as Manifest[]);
  return { items, error: stderr };
}

// Debian 12's kubectl is older than the CronJobs of today.
const hasKubectl = spawnSync("kubectl", ["set", "image", "--help"]).status === 0;

describe.skipIf(!hasKubectl)("kubectl, without a cluster,", () => {
  it("reads each manifest and loses no field of it", () => {
    const { items, error } = readByKubectl(text);
    expect(error).toBe("");
    expect(items).toHaveLength(manifests.length);
    // YAML 1.1, as kubectl reads it, takes a mode as octal.
    const mode = { secretName: "setrip-cron", defaultMode: 0o440 };
    for (const [at, manifest] of manifests.entries()) {
      const wanted = JSON.parse(JSON.stringify(manifest).replace("curlimages/curl:8.11.1", "tried"));
      wanted.spec.jobTemplate.spec.template.spec.volumes[0].secret = mode;
      expect(items[at]).toMatchObject(wanted);
    }
  });

  it("refuses what is no CronJob", () => {
    expect(readByKubectl(text.replace("backoffLimit: 0", "backoffLimit: nought")).error).toContain("backoffLimit");
  });

  it("makes of the printed secret one that the manifests mount", () => {
    // Through a pipe, as it is typed: what Node hands to a program is none.
    const make =
      "cat | kubectl create secret generic setrip-cron --from-file=cron.curl=/dev/stdin --dry-run=client -o json";
    const stdout = execFileSync("sh", ["-c", make], {
      input: curlConfig("0123456789abcdef0123456789abcdef"),
      encoding: "utf8",
    });
    const { metadata, data } = JSON.parse(stdout) as { metadata: { name: string }; data: Record<string, string> };
    expect(metadata.name).toBe("setrip-cron");
    expect(Buffer.from(data["cron.curl"]!, "base64").toString()).toContain("0123456789abcdef0123456789abcdef");
  });
});
