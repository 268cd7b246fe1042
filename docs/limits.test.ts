import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { limits } from "#limits.ts";

const root = join(import.meta.dirname, "..");
const page = readFileSync(join(root, "docs", "limits.md"), "utf8");

/** Every bound as `[form.mostFields, 500]`, groups within groups included. */
function boundsOf(group: object, prefix = ""): [string, number][] {
  return Object.entries(group).flatMap(([name, value]): [string, number][] =>
    typeof value === "object" ? boundsOf(value, `${prefix}${name}.`) : [[`${prefix}${name}`, value]],
  );
}

/** As people read it: 15 s, 1 MB, 32,767. */
function inWords(name: string, value: number): string {
  const steps: [RegExp, [number, string][]][] = [
    [
      /Ms$/,
      [
        [60_000, "min"],
        [1_000, "s"],
        [1, "ms"],
      ],
    ],
    [
      /Bytes(AtOnce|PerSecond)?$/,
      [
        [2 ** 20, "MB"],
        [2 ** 10, "KB"],
        [1, "bytes"],
      ],
    ],
  ];
  const [, units] = steps.find(([suffix]) => suffix.test(name)) ?? [];
  const [size, unit] = units?.find(([size]) => value % size === 0) ?? [];
  return size ? `${(value / size).toLocaleString("en")} ${unit}` : value.toLocaleString("en");
}

it.each(boundsOf(limits))("the page of limits tells %s as it is: %d", (name, value) => {
  expect(page).toContain(`\`${name}\` ${inWords(name, value)}`);
});

it("the page of limits names no bound and no file that there is not", () => {
  const names = boundsOf(limits).map(([name]) => name);
  const told = [...page.matchAll(/`(\w+\.[\w.]+)` [\d,]+/g)].map(([, name]) => name);
  expect(told.filter((name) => !names.includes(name ?? ""))).toEqual([]);
  const files = [...page.matchAll(/\]\(\.\.\/([^)#]+)\)/g)].map(([, file]) => file ?? "");
  expect(files.length).toBeGreaterThan(20);
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});
