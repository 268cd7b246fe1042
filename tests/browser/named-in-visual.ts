import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

const sources = globSync("*visual*.ts", { cwd: import.meta.dirname, exclude: (name) => name.startsWith("named-") })
  .map((file) => readFileSync(join(import.meta.dirname, file), "utf8"))
  .join("\n");

/** Whether one of the files about how pages look names this address, such as `/pesanan/[code]`, a value in its gap. */
export function isNamedInLooks(address: string): boolean {
  const pattern = address
    .split("/")
    .map((part) => (part.startsWith("[") ? `[^/"'\`?]*` : part.replace(/[.*+?^${}()|\\]/g, "\\$&")))
    .join("/");
  return new RegExp(`["'\`]${pattern}["'\`?#]`).test(sources);
}
