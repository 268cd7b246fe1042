import { describe, expect, it } from "vitest";
import { ExportError } from "./export-error.ts";
import { defaultCurlImage, type KubernetesOptions, kubernetesYaml } from "./kubernetes.ts";

const job = (schedule: string, { name = "bake", timeZone }: { name?: string; timeZone?: string } = {}) => ({
  name,
  schedule,
  timeZone,
  description: "Bakes",
});
const yaml = (change: Partial<KubernetesOptions> = {}) =>
  kubernetesYaml({
    app: "Bread Shop",
    jobs: [job("0 18 * * SUN", { timeZone: "Asia/Jakarta" })],
    url: "http://shop.internal:3000",
    path: "/api/cron",
    image: defaultCurlImage,
    ...change,
  });
const documents = (text: string) => text.split(/^---$/m).slice(1);

describe("a CronJob", () => {
  it.each([
    ["is called by app and job", "\n  name: bread-shop-bake\n"],
    ["has the schedule in digits, Sunday as 0", '\n  schedule: "0 18 * * 0"\n'],
    ["has it in the job's own zone", '\n  timeZone: "Asia/Jakarta"\n'],
    ["never runs beside itself", "\n  concurrencyPolicy: Forbid\n"],
    ["is not tried again", "\n      backoffLimit: 0\n"],
    ["says that a schedule asks", '\n                - "X-Ronda-Trigger: schedule"\n'],
    ["asks for its job", '\n                - "http://shop.internal:3000/api/cron/bake"\n'],
    ["reads the secret from a file", "\n              secret: { secretName: bread-shop-cron, defaultMode: 0440 }\n"],
    ["has an image that is pinned", `\n              image: "${defaultCurlImage}"\n`],
  ])("%s", (_, line) => expect(documents(yaml())[0]).toContain(line));

  it("is there for each job, and for the patrol where it is wanted", () => {
    const jobs = [job("*/5 * * * *"), job("0 3 * * *", { name: "prune" })];
    const names = (text: string) => documents(text).map((document) => /^ {2}name: (.+)$/m.exec(document)?.[1]);
    expect(names(yaml({ jobs }))).toEqual(["bread-shop-bake", "bread-shop-prune"]);
    expect(names(yaml({ jobs, patrol: true }))).toEqual(["bread-shop-bake", "bread-shop-prune", "bread-shop-patrol"]);
    expect(names(yaml({ jobs: [] }))).toEqual([]);
    expect(yaml({ jobs: [job("0 3 * * *")] })).toContain('timeZone: "UTC"');
  });

  it("says above how its secret is made, and has none in it", () => {
    const [head] = yaml().split("---");
    expect(head).toContain("kubectl create secret generic bread-shop-cron --from-file=cron.curl=/dev/stdin");
    expect(yaml()).not.toMatch(/bearer/i);
  });
});

it.each([
  ["a name of 52 letters fits", "shop", "x".repeat(47), true],
  ["one of 53 does not", "shop", "x".repeat(48), false],
  ["an app that begins with a sign", "-shop", "bake", false],
  ["letters that are not Latin", "toko-é", "bake", false],
])("what Kubernetes refuses is told before it does: %s", (_, app, name, isRight) => {
  const making = () => yaml({ app, jobs: [job("0 3 * * *", { name })] });
  if (isRight) expect(making).not.toThrow();
  else expect(making).toThrow(ExportError);
});
